// event-words.ts: what each kind of event and its fields mean, for the tables and the published documents.

import type { EventKind } from "../../src/protocol/events.ts";
import type { Words } from "./schema-table.ts";

const TARGET = "its seq";
const EVENT_HEAD = {
  seq: "its number in the room",
  at: "when it was stored; never before the event before it",
  by: "who did it, with the name of that time",
  id: "the id of the command that made it",
};

export const EVENT_WORDS: Readonly<Record<EventKind, Words>> = {
  message: {
    ...EVENT_HEAD,
    kind: "somebody said something",
    text: "absent where it was erased",
    replyTo: "as it was sent",
    thread: "as it was sent",
    data: "as it was sent",
    mentions: "as they were sent",
    poll: "its question, and its options as they were sent (R4-70)",
    attachments: "as they were sent",
    erased: "the content is gone",
  },
  edited: {
    ...EVENT_HEAD,
    kind: "an author replaced the text of a message",
    message: TARGET,
    text: "the new one; absent where it was erased",
    mentions: "whom it speaks to from now on; absent: they stay",
    erased: "the content is gone",
  },
  removed: {
    ...EVENT_HEAD,
    kind: "a message's content was taken away",
    message: TARGET,
    reason: "as it was sent",
    erased: "the reason is gone with its member's",
  },
  reacted: {
    ...EVENT_HEAD,
    kind: "somebody put a reaction on a message, or took it back",
    message: TARGET,
    emoji: "as it was sent",
    on: "false: took it back",
  },
  voted: {
    ...EVENT_HEAD,
    kind: "somebody chose in a poll, or took that back",
    message: TARGET,
    options: "places of the options that they have chosen from here on",
    votes: "how many have chosen each option from here on",
    voters: "how many members have voted from here on",
  },
  closed: { ...EVENT_HEAD, kind: "a poll was closed", message: TARGET },
  pinned: { ...EVENT_HEAD, kind: "a message was pinned, or let go", message: TARGET, on: "false: let go" },
  configured: {
    ...EVENT_HEAD,
    kind: "settings of the room were changed",
    title: "there where it was named, as all that follow",
    topic: "",
    visibility: "",
    slowModeMs: "",
    guests: "",
    readOnly: "",
    retentionDays: "",
  },
  member: {
    ...EVENT_HEAD,
    kind: "something about a member changed",
    member: "whom it is about, under the new name where it is `rename`",
    action: "`rename`, `join`, `leave`, `erase`, or one of `moderate`",
    untilAt: "of `ban` and `mute`; absent: for ever",
    role: "of `role` and `join`",
    reason: "as it was sent",
    erased: "a name or a reason is gone with its member's",
    transfer: "of `role`: the room was handed on, by two events",
  },
};

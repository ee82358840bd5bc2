// words.ts: what docs/protocol.md says about each field, error and close code. Types and tests see that none is missing.

import type { CLOSE, CloseAdvice } from "../../src/protocol/close-codes.ts";
import type { CommandType } from "../../src/protocol/commands.ts";
import type { ErrorCode } from "../../src/protocol/errors.ts";
import type { FrameType } from "../../src/protocol/frames.ts";
import type { Words } from "./schema-table.ts";

const ID = "chosen by the client, never used before";
const TARGET = "its seq";

export const COMMAND_WORDS: Readonly<Record<CommandType, { readonly answer: string; readonly fields: Words }>> = {
  send: {
    answer: "`ack`",
    fields: {
      type: "says something in the room",
      id: ID,
      text: "1–8000 code points, kept as they came",
      replyTo: "the message that it answers",
      thread: "the root message of its thread",
      data: "anything that programs want to say beside the text",
      mentions: "ids of members whom it speaks to; `*` is everybody",
      poll: "makes it a poll, of which the text is the question (R4-70)",
      attachments: "addresses of files; nothing is uploaded here",
    },
  },
  edit: {
    answer: "`ack`",
    fields: {
      type: "replaces the text of one's own message",
      id: ID,
      message: TARGET,
      text: "as in `send`",
      mentions: "as in `send`; absent: they stay (R4-90)",
    },
  },
  remove: {
    answer: "`ack`",
    fields: {
      type: "takes a message's content away; its place stays",
      id: ID,
      message: TARGET,
      reason: "one line, for people",
    },
  },
  react: {
    answer: "`ack`",
    fields: {
      type: "puts one's reaction on a message, or takes it back",
      id: ID,
      message: TARGET,
      emoji: "1–32 bytes without controls and spaces",
      on: "false: takes it back",
    },
  },
  vote: {
    answer: "`ack`",
    fields: {
      type: "chooses in a poll, in place of what one chose before",
      id: ID,
      message: TARGET,
      options: "places of options, the first is 0; none takes it back",
    },
  },
  close: {
    answer: "`ack`",
    fields: { type: "ends a poll for good", id: ID, message: TARGET },
  },
  pin: {
    answer: "`ack`",
    fields: { type: "keeps a message at hand for everybody", id: ID, message: TARGET, on: "false: lets it go" },
  },
  configure: {
    answer: "`ack`",
    fields: {
      type: "changes settings of the room; at least one is named",
      id: ID,
      title: "1–80 code points in one line",
      topic: "up to 300 code points in one line",
      visibility: "who finds the room and who may enter it (section 10)",
      slowModeMs: "so long between two messages of a member; 0 ends it",
      guests: "whether guests may be here",
      readOnly: "members who were given no role only read",
      retentionDays: "after so many days contents are erased; 0 keeps them",
    },
  },
  moderate: {
    answer: "`ack`",
    fields: {
      type: "acts on a member",
      id: ID,
      action: "what to do",
      member: "whom it is about",
      untilAt: "of `ban` and `mute`; absent: for ever",
      role: "of `role`, and there with no other",
      reason: "one line, for people",
    },
  },
  rename: {
    answer: "`ack`",
    fields: { type: "changes one's own name in this room", id: ID, name: "the new name" },
  },
  leave: { answer: "`ack`", fields: { type: "ends one's membership of the room, on all devices", id: ID } },
  erase: {
    answer: "`ack`",
    fields: {
      type: "takes all that a member wrote away, and their names",
      id: ID,
      member: "whose; absent: one's own",
    },
  },
  transfer: {
    answer: "`ack`",
    fields: { type: "makes another member owner and steps down", id: ID, member: "who owns the room from then on" },
  },
  report: {
    answer: "`ack` with `seq` 0",
    fields: {
      type: "tells the moderators of a message",
      id: ID,
      message: TARGET,
      reason: "one line, for the moderators",
    },
  },
  resolve: {
    answer: "`ack` with `seq` 0",
    fields: {
      type: "takes a report off the queue",
      id: ID,
      report: "its number",
      outcome: "what came of it",
      reason: "one line, for the audit record",
    },
  },
  words: {
    answer: "`ack` with `seq` 0",
    fields: {
      type: "replaces the list of words that the room does not want",
      id: ID,
      action: "their words become stars, or the text is refused",
      words: "each one line; an empty list ends it",
    },
  },
  purge: {
    answer: "`ack` with `seq` 0",
    fields: {
      type: "removes everything that a member said",
      id: ID,
      member: "whose messages",
      sinceAt: "only those of then or later; absent: all",
      reason: "one line, for people",
    },
  },
  authenticate: {
    answer: "`ack` with `seq` 0",
    fields: { type: "renews the session in place", id: ID, token: "a newer token of the same `sub`" },
  },
  history: {
    answer: "`history`",
    fields: {
      type: "asks for messages",
      id: "comes back in the answer",
      before: "those below it, the newest of them first chosen",
      after: "those above it, the oldest of them first chosen",
      at: "those of that time or later, the oldest of them first chosen",
      thread: "only those of this thread, without its root",
      limit: "how many at most",
    },
  },
  resume: {
    answer: "`welcome`, then what was missed",
    fields: { type: "asks for everything after a cursor", since: "the cursor" },
  },
  read: {
    answer: "none",
    fields: { type: "tells how far one has read", upTo: "up to and including this seq" },
  },
  readThread: {
    answer: "none",
    fields: {
      type: "tells how far one has read in a thread",
      thread: "the root of the thread",
      upTo: "up to and including this seq",
    },
  },
  typing: {
    answer: "none",
    fields: { type: "tells that one is writing", on: "false: has stopped" },
  },
  idle: {
    answer: "none",
    fields: { type: "tells that nobody is at this device", on: "false: somebody is again" },
  },
  signal: {
    answer: "none",
    fields: {
      type: "tells something to whoever listens now",
      name: "what kind of thing it is",
      data: "the thing itself; required, `null` will do",
    },
  },
  put: {
    answer: "none",
    fields: { type: "sets the newest state of a key (section 13)", key: "which one", value: "`null` clears it" },
  },
};

export const FRAME_WORDS: Readonly<Record<FrameType, Words>> = {
  welcome: {
    type: "the first frame, and the answer to `resume`",
    protocol: "1",
    room: "its settings",
    epoch: 'names the log; `"0"` where there is none yet',
    head: "the newest event's seq; 0 where there is none",
    recovered: "the cursor was honoured",
    you: "who one is here; `connection` names this connection alone",
    session: "the token to use from now on",
    values: "`{value, at, by}` of each key that is set (section 13)",
    members: "who is here, oneself too",
    limits: "what this room allows",
    snapshot: "there where `recovered` is false",
    mine: "there with the snapshot: one's own reactions (5.2)",
    myVotes: "and one's own votes; absent where there are none",
  },
  ack: {
    type: "a durable command is done",
    id: "the command's",
    seq: "of the event that it made, or that had made it so before; else 0",
    at: "when it was stored",
  },
  error: {
    type: "a command was refused, or the connection is about to close",
    id: "the command's, where it had a right one",
    code: "of section 6",
    message: "what failed and why, for people",
    retryAfterMs: "there where waiting helps",
    challenge: "the page that a new guest has to pass first",
  },
  events: {
    type: "what happened",
    events: "in `seq` order, without a gap",
    epoch: "there where the log began with these events",
    head: "the newest event's seq; may be there",
  },
  history: {
    type: "the answer to `history`",
    id: "the command's",
    messages: "as they stand now, oldest first",
    mine: "one's own reactions to them (5.2)",
    myVotes: "one's own votes in them (5.2); absent where there are none",
    more: "there are more in the direction asked for",
  },
  presence: {
    type: "who came and who went",
    count: "members here now",
    joined: "who came",
    left: "member ids of those who went",
    idle: "member ids of those at none of whose devices anybody is any more",
    active: "member ids of those who are back at one",
    list: "a fresh roster, in place of the one held",
    complete: "the fresh roster holds everybody",
  },
  typing: { type: "who is writing", members: "everybody who is writing now, oneself too" },
  signal: {
    type: "somebody's signal",
    from: "whose",
    name: "as it was sent",
    data: "as it was sent",
  },
  values: { type: "what changed (section 13)", values: "by key, the newest of each; `null` was cleared" },
  read: { type: "how far one has read, told on another device", upTo: "up to and including this seq" },
  reads: { type: "how far members have read", reads: "by member id, of those who read on" },
  threads: { type: "how far one has read in threads", threads: "by the roots of the threads, of those that moved" },
  reports: { type: "how many reports wait", waiting: "those that nobody resolved yet" },
  session: {
    type: "a new token; reserved, this server sends none yet",
    token: "in place of the one in use",
    expiresAt: "when it ends",
  },
  reconnect: { type: "come back with the cursor", afterMs: "within this time" },
};

export const OBJECT_WORDS = {
  message: {
    seq: "its number in the room",
    at: "when it was stored",
    by: "its author, with the name of that time",
    id: "the id of the command that made it",
    text: "absent where it was removed or erased",
    replyTo: "as it was sent",
    thread: "as it was sent",
    data: "as it was sent",
    mentions: "as they were sent",
    poll: "as it was asked, and how it stands (R5-40)",
    attachments: "as they were sent",
    editedAt: "when its text was last replaced",
    removedAt: "when its content was taken away",
    erased: "the content is gone",
    reactions: "of everybody, in the order in which they first came; absent where none",
    replies: "how many messages its thread has; absent where none",
    lastReply: "there with `replies`: the newest of the thread, also where that one was removed",
    pinned: "absent where it is not",
  },
  attachment: {
    url: "an http or https address",
    name: "for people",
    type: "its media type",
    size: "in bytes",
  },
  roomSettings: {
    name: "the one of the address",
    title: "for people",
    topic: "for people; may be empty",
    visibility: "`public`, `unlisted` or `private` (section 10)",
    slowModeMs: "so long between two messages of a member; 0 for no slow mode",
    guests: "whether guests may be here",
    readOnly: "members who were given no role only read; absent where they write",
  },
  members: {
    count: "how many members are here",
    complete: "`list` holds everybody",
    list: "who is here; a sample where they are many",
  },
  snapshot: {
    messages: "the newest, at most 50, oldest first",
    more: "there are older ones",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** When a code is told, and when it also ends the connection. `reserved`: this server does not use it yet. */
export const ERROR_WORDS: Readonly<Record<ErrorCode, { readonly means: string; readonly closes: string }>> = {
  bad_frame: {
    means: "no JSON object with a string `type`; over HTTP: a body that is no JSON",
    closes: "1003 for a binary frame, else never",
  },
  unknown_type: { means: "a command that this server does not know", closes: "never" },
  invalid: { means: "a field is missing, or not what it must be", closes: "never" },
  too_large: {
    means:
      "a text, `data`, a list of attachments or mentions, a value, a frame or a body over its limit; one reaction or key too many",
    closes: "1009 for a frame, else never",
  },
  unauthenticated: { means: "no session where one is needed, or one that is not valid here", closes: "4401" },
  expired: { means: "the session has ended", closes: "4401" },
  forbidden: { means: "this member, or pages of this origin, may not", closes: "4403 on entering, else never" },
  banned: { means: "a moderator shut this member out", closes: "4403" },
  kicked: { means: "a moderator sent this member away", closes: "4403" },
  muted: { means: "a moderator took this member's voice", closes: "never" },
  not_found: {
    means: "no such room, message, member or invite; no such address",
    closes: "4404 on entering, else never",
  },
  id_conflict: { means: "the id was used for another command", closes: "never" },
  taken: { means: "there is a room of this name", closes: "never" },
  rate_limited: { means: "too much in a short time", closes: "4429 if it goes on, else never" },
  slow_mode: { means: "too soon after one's last message here", closes: "4429 if it goes on, else never" },
  room_full: { means: "no more connections fit", closes: "1013" },
  overloaded: { means: "the room or the signing key cannot be reached now", closes: "1013" },
  internal: { means: "a fault of the server", closes: "1011 on entering, else never" },
};

export const CLOSE_WORDS: Readonly<Record<keyof typeof CLOSE, string>> = {
  asked: "asked for by the client",
  goingAway: "the server is going away",
  binary: "a binary frame",
  lost: "the connection was lost; never sent",
  tooLarge: "a frame over the limit",
  fault: "a fault of the server",
  restart: "the server restarts",
  tryAgain: "full or overloaded",
  notThisProtocol: "not this protocol",
  noSession: "no valid session, or an ended one",
  notAllowed: "not allowed, banned, kicked",
  noSuchRoom: "no such room",
  tooSlow: "too slow to read",
  abuse: "refused too often",
};

export const ADVICE_WORDS: Readonly<Record<CloseAdvice, string>> = {
  return: "comes back with its cursor",
  new_session: "gets a session, then comes back",
  wait: "comes back after `retryAfterMs` of the last `error`",
  stop: "stops",
};

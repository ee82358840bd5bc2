// edit: replaces the text of one's own message.

import * as v from "valibot";
import type { EditCommand } from "../../protocol/commands/edit.ts";
import { ChatError } from "../../protocol/errors.ts";
import { mayMention, maySend } from "../../rules/permissions.ts";
import type { Target } from "../../storage/changes.ts";
import type { RoomContext } from "../context.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findTarget } from "./target.ts";

export const edit: Handler<EditCommand> = {
  clean(room, command) {
    const text = room.words.clean(command.text, "edit message");
    return text === command.text ? command : { ...command, text };
  },
  decide(room, member, command) {
    const target = findTarget(room, command.message, "edit message");
    if (target.author !== member.id || !maySend(member.role))
      throw new ChatError("forbidden", "unable to edit message; you are not its author");
    if (target.poll !== undefined)
      throw new ChatError("invalid", "unable to edit message; a poll stays as its voters saw it");
    if (!mayMention(member.role, command.mentions ?? []))
      throw new ChatError("forbidden", "unable to edit message; only moderators and owners mention everybody");
    refuseMuted(room, member);
    return target.text === command.text && isSpokenTo(room, target, command.mentions)
      ? { kind: "unchanged", since: target.textSeq }
      : EVENT;
  },
  // Each edit says whom the message speaks to if any did: the last one alone is asked.
  draft: (room, member, { id, message, text, mentions = room.changes.editedMentions(message) }) => ({
    kind: "edited",
    by: { id: member.id, name: member.name },
    id,
    body: { message, text, ...(mentions === undefined ? {} : { mentions }) },
  }),
  stored: (room, _member, { message, text }, event) => room.changes.edit(message, text, event),
  // What an edit without mentions takes over may be something else by the time of its repeat.
  isRepeat(event, { message, text, mentions }) {
    const stored = v.parse(storedSchema, JSON.parse(event.body));
    const isSame = stored.message === message && stored.text === text;
    return isSame && (mentions === undefined || isSameList(stored.mentions, mentions));
  },
};

const storedSchema = v.looseObject({
  message: v.number(),
  text: v.optional(v.string()),
  mentions: v.optional(v.array(v.string())),
});

/** True where these are mentioned already, or where it is not said who is. */
function isSpokenTo(room: RoomContext, target: Target, mentions: readonly string[] | undefined): boolean {
  if (mentions === undefined) return true;
  return isSameList(room.changes.editedMentions(target.seq) ?? target.mentions, mentions);
}

function isSameList(held: readonly string[] = [], asked: readonly string[]): boolean {
  return held.length === asked.length && held.every((id, place) => id === asked[place]);
}

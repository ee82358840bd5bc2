// vote: chooses among the options of a poll, in place of what one chose before.

import * as v from "valibot";
import type { VoteCommand } from "../../protocol/commands/vote.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isClosed } from "../../protocol/poll.ts";
import { maySend } from "../../rules/permissions.ts";
import { choicesOf, optionsOf } from "../../storage/votes.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findPoll } from "./target.ts";

const placeSchema = v.looseObject({ message: v.number(), options: v.array(v.number()) });

export const vote: Handler<VoteCommand> = {
  decide(room, member, { message, options }) {
    if (!maySend(member.role)) throw new ChatError("forbidden", "unable to vote; readers cannot write here");
    refuseMuted(room, member);
    const poll = findPoll(room, message, "vote");
    if (isClosed(poll, room.now())) throw new ChatError("forbidden", "unable to vote; the poll is closed");
    if (options.some((place) => place >= poll.options.length))
      throw new ChatError("invalid", "unable to vote; the poll has no such option");
    if (options.length > 1 && poll.multiple !== true)
      throw new ChatError("invalid", "unable to vote; the poll takes one option");
    const before = room.votes.find(message, member.id);
    return (before?.choices ?? 0) === choicesOf(options) ? { kind: "unchanged", since: before?.seq ?? 0 } : EVENT;
  },
  draft(room, member, { id, message, options }) {
    const choices = choicesOf(options);
    const before = room.votes.find(message, member.id)?.choices ?? 0;
    const count = room.changes.find(message)?.poll?.options.length ?? 0;
    const { votes, voters } = room.votes.tallyAfter(message, before, choices, count);
    return {
      kind: "voted",
      by: { id: member.id, name: member.name },
      id,
      body: { message, options: optionsOf(choices), votes, voters },
    };
  },
  stored: (room, member, { message, options }, event) =>
    room.votes.put(message, member.id, choicesOf(options), event.seq),
  // The counts in the event are those of its time.
  isRepeat(event, { message, options }) {
    const before = v.parse(placeSchema, JSON.parse(event.body));
    return before.message === message && choicesOf(before.options) === choicesOf(options);
  },
};

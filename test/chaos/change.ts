// change.ts: what a client makes of what was said: mostly what it may, now and then what it may not.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import type { AskedPoll } from "../../src/protocol/poll.ts";
import type { Random } from "./random.ts";

type Without<T extends DurableCommand["type"]> = Omit<Extract<DurableCommand, { type: T }>, "id">;

/** A command about a message, without its id. */
export type Change =
  | Without<"edit">
  | Without<"remove">
  | Without<"react">
  | Without<"vote">
  | Without<"close">
  | Without<"pin">;

const EMOJI = ["\u{1F44D}", "\u{1F389}", "+1"] as const;

/** `own` and `others` are seqs of messages that the client knows of; undefined where there are none. */
export function pickChange(random: Random, own: readonly number[], others: readonly number[]): Change | undefined {
  const ofOwn = own[random.whole(0, Math.max(0, own.length - 1))];
  const ofOthers = others[random.whole(0, Math.max(0, others.length - 1))];
  const message = (random.isTrue(0.7) ? ofOwn : ofOthers) ?? ofOwn ?? ofOthers;
  if (message === undefined) return undefined;
  const chance = random.next();
  if (chance < 0.45) return { type: "edit", message, text: `edited ${random.whole(1, 4)}` };
  if (chance < 0.6) return { type: "remove", message };
  if (chance < 0.7) return { type: "vote", message, options: random.isTrue(0.8) ? [random.whole(0, 1)] : [] };
  if (chance < 0.71) return { type: "close", message };
  if (chance < 0.87) return { type: "react", message, emoji: random.pick(EMOJI), on: random.isTrue(0.7) };
  return { type: "pin", message, on: random.isTrue(0.7) };
}

/** One message in so many asks something, with choices: each has as many as `pickChange` votes among. */
const POLL_CHANCE = 0.25;

export function pickPoll(random: Random): { readonly poll: AskedPoll } | undefined {
  return random.isTrue(POLL_CHANCE) ? { poll: { options: ["yes", "no"] } } : undefined;
}

// change.ts: what a client makes of what was said: mostly what it may, now and then what it may not.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import type { Random } from "./random.ts";

type Without<T extends DurableCommand["type"]> = Omit<Extract<DurableCommand, { type: T }>, "id">;

/** A command about a message, without its id. */
export type Change = Without<"edit"> | Without<"remove"> | Without<"react"> | Without<"pin">;

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
  if (chance < 0.85) return { type: "react", message, emoji: random.pick(EMOJI), on: random.isTrue(0.7) };
  return { type: "pin", message, on: random.isTrue(0.7) };
}

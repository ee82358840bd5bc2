// The poll that one means who names none: the newest of those held that is still open.

import type { RoomState } from "../client/state.ts";
import type { Message } from "../protocol/message.ts";
import { isClosed, type PollState } from "../protocol/poll.ts";

export type OpenPoll = { readonly seq: number; readonly poll: PollState };

export function openPoll({ timeline }: RoomState, nowMs: number): OpenPoll | undefined {
  for (const item of timeline.toReversed()) {
    const found = item.kind === "message" ? pollIn(item.message, nowMs) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function pollIn({ seq, poll }: Message, nowMs: number): OpenPoll | undefined {
  return poll === undefined || isClosed(poll, nowMs) ? undefined : { seq, poll };
}

/** The places of the options with these numbers; in words what is wrong with them. */
export function chosenIn({ options, multiple = false }: PollState, numbers: readonly number[]): number[] | string {
  const chosen = [...new Set(numbers)].map((number) => number - 1).toSorted((a, b) => a - b);
  if (chosen.some((place) => place >= options.length)) return `its options have the numbers 1 to ${options.length}`;
  if (!multiple && chosen.length > 1) return "it takes one option";
  return chosen;
}

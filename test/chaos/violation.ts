// violation.ts: what a checker finds, worded for people.

/** A broken promise: the rule of the contract, and what happened. */
export type Violation = { readonly rule: Rule; readonly text: string };

export type Rule =
  /** Durable before seen: what was acknowledged or seen is there at the end. */
  | "R2-1"
  /** One order: the same events for all, in the order of seq. */
  | "R2-2"
  /** Exactly once. */
  | "R2-3"
  /** No silent loss. */
  | "R2-4"
  /** Erasing takes the content from everywhere, and not before the removal. */
  | "R2-6"
  /** `by.name` is the name at the time of the event. */
  | "R5.1"
  /** History gives messages as they stand. */
  | "R5.2"
  /** Every durable command is answered in the end, and what is refused makes no event. */
  | "R4"
  /** Of whoever was erased nothing is left that they wrote, and no name. */
  | "R2-9"
  /** A room is handed on by two events, or by none. */
  | "R10-23"
  /** Words that are listed are not said. */
  | "R10-28"
  /** A purge removes all that was said before it, and nothing else. */
  | "R10-29"
  /** A kick or a ban ends every connection of the member at once. */
  | "R4-32"
  /** Whoever is banned is not let in. */
  | "R4-33"
  /** A connection is active until it says otherwise. */
  | "R4-76"
  /** Whoever leaves is gone from all devices. */
  | "R4-77"
  /** A member is idle where all their connections are. */
  | "R5-42"
  /** What changes nothing makes no event. */
  | "R4-20";

/** "seq 5 was", "seqs 5–7 were". */
export function range(from: number, to: number): string {
  return from === to ? `seq ${from} was` : `seqs ${from}–${to} were`;
}

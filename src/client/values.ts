// The newest value of each key, and how far others have read, as frames tell it: pure folds.

import * as v from "valibot";
import type { ReadsFrame } from "../protocol/frames/reads.ts";
import { type Value, valueSchema } from "../protocol/frames/values.ts";

export type HeldValues = ReadonlyMap<string, Value>;
export type Reads = ReadonlyMap<string, number>;

/** Those of a `welcome`: all that there are. One of a form that is not known is left out. */
export function valuesOf(told: Readonly<Record<string, unknown>>): HeldValues {
  return foldValues(new Map(), told);
}

/** Those that changed; null clears. */
export function foldValues(held: HeldValues, told: Readonly<Record<string, unknown>>): HeldValues {
  const values = new Map(held);
  for (const [key, given] of Object.entries(told)) {
    const value = v.safeParse(valueSchema, given);
    if (!value.success) continue;
    if (value.output.value === null) values.delete(key);
    else values.set(key, value.output);
  }
  return values;
}

/** Positions only go forward. */
export function foldReads(held: Reads, { reads }: ReadsFrame): Reads {
  const folded = new Map(held);
  for (const [member, seq] of Object.entries(reads)) folded.set(member, Math.max(seq, folded.get(member) ?? 0));
  return folded;
}

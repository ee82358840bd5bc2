// Makes items of a timeline for tests of the app.

import type { TimelineItem } from "../../../src/client/state.ts";

export const ADA = { id: "g_ada", name: "Ada" };
export const BO = { id: "g_bo", name: "Bo" };

/** Noon of a day in the time zone of the machine that runs the test. */
export const NOON = new Date(2026, 10, 22, 12).getTime();
export const MINUTE = 60_000;

export function said(
  seq: number,
  by = ADA,
  at = NOON + seq * 1000,
  text = `text ${seq}`,
  mentions: readonly string[] = [],
): TimelineItem {
  return { kind: "message", message: { seq, at, by, id: `m${seq}`, text, mentions: [...mentions] } };
}

export function pending(id: string, at = NOON, text = "on its way"): TimelineItem {
  return { kind: "pending", pending: { id, text, at, status: { kind: "sending" } } };
}

export function renamed(seq: number, at = NOON + seq * 1000): TimelineItem {
  return {
    kind: "change",
    event: { seq, at, kind: "member", by: ADA, id: `c${seq}`, member: { ...ADA, name: "Ada L." }, action: "rename" },
  };
}

export function gap(after: number, before: number): TimelineItem {
  return { kind: "gap", after, before };
}

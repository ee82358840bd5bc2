// Why one cannot write now, as far as this page knows: as a reader, muted, or in slow mode and too early.

import type { RoomState, TimelineItem } from "../../client/state.ts";

export type WriteHold =
  /** `untilAt` is Infinity for ever. */
  | { readonly kind: "muted" | "reading"; readonly untilAt: number }
  | { readonly kind: "slow"; readonly untilAt: number };

/** Undefined where one may write, as far as the log tells: whoever was muted before learns of it by a refusal. */
export function writeHoldOf(state: RoomState, now: number): WriteHold | undefined {
  const { timeline, room, you } = state;
  if (you === undefined) return undefined;
  if (you.role === "reader") return { kind: "reading", untilAt: Infinity };
  const mutedUntil = mutedUntilOf(timeline, you.id);
  if (mutedUntil > now) return { kind: "muted", untilAt: mutedUntil };
  const slowUntil = you.role === "member" ? slowUntilOf(timeline, you.id, room?.slowModeMs ?? 0, now) : 0;
  return slowUntil > now ? { kind: "slow", untilAt: slowUntil } : undefined;
}

/** The newest of what the log tells of oneself. */
function mutedUntilOf(timeline: readonly TimelineItem[], you: string): number {
  for (let index = timeline.length - 1; index >= 0; index--) {
    const item = timeline[index];
    if (item?.kind !== "change" || item.event.kind !== "member" || item.event.member.id !== you) continue;
    if (item.event.action === "unmute") return 0;
    if (item.event.action === "mute") return item.event.untilAt ?? Infinity;
  }
  return 0;
}

/** One's own clock may differ from the server's: it never makes the wait longer than the slow mode is. */
function slowUntilOf(timeline: readonly TimelineItem[], you: string, slowModeMs: number, now: number): number {
  if (slowModeMs === 0) return 0;
  for (let index = timeline.length - 1; index >= 0; index--) {
    const item = timeline[index];
    if (item?.kind === "pending" && item.pending.status.kind !== "failed")
      return Math.min(item.pending.at, now) + slowModeMs;
    if (item?.kind === "message" && item.message.by.id === you) return Math.min(item.message.at, now) + slowModeMs;
  }
  return 0;
}

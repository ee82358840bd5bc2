// Why one cannot write now, as far as this page knows: muted, or in slow mode and too early.

import type { RoomState, TimelineItem } from "../../client/state.ts";

export type WriteHold =
  /** `untilAt` is Infinity for ever. */
  { readonly kind: "muted"; readonly untilAt: number } | { readonly kind: "slow"; readonly untilAt: number };

/** A message that was refused since one is muted, and until when, told from when this page saw it. */
export type MutedRefusal = { readonly id: string; readonly untilAt: number };

/** Undefined where one may write, as far as the log and `refusal` tell. */
export function writeHoldOf(state: RoomState, refusal: MutedRefusal | undefined, now: number): WriteHold | undefined {
  const { timeline, room, you } = state;
  if (you === undefined) return undefined;
  const mutedUntil = mutedUntilOf(timeline, you.id, refusal?.untilAt ?? 0);
  if (mutedUntil > now) return { kind: "muted", untilAt: mutedUntil };
  const slowUntil = you.role === "member" ? slowUntilOf(timeline, you.id, room?.slowModeMs ?? 0, now) : 0;
  return slowUntil > now ? { kind: "slow", untilAt: slowUntil } : undefined;
}

/** The newest refusal among what failed; `before` stays where there is no newer one. */
export function mutedRefusalOf(
  timeline: readonly TimelineItem[],
  before: MutedRefusal | undefined,
  now: number,
): MutedRefusal | undefined {
  for (let index = timeline.length - 1; index >= 0; index--) {
    const item = timeline[index];
    if (item?.kind !== "pending") break;
    const { id, status } = item.pending;
    if (status.kind !== "failed" || status.code !== "muted") continue;
    return before?.id === id ? before : { id, untilAt: now + (status.retryAfterMs ?? Infinity) };
  }
  return before;
}

/** The newest of what the log tells of oneself; else what a refusal told. */
function mutedUntilOf(timeline: readonly TimelineItem[], you: string, told: number): number {
  for (let index = timeline.length - 1; index >= 0; index--) {
    const item = timeline[index];
    if (item?.kind !== "change" || item.event.kind !== "member" || item.event.member.id !== you) continue;
    if (item.event.action === "unmute") return 0;
    if (item.event.action === "mute") return item.event.untilAt ?? Infinity;
  }
  return told;
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

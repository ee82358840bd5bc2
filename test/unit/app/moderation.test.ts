// What the page makes of moderation that it saw: who may act on whom, who is banned or muted, who may write and when.

import { expect, test } from "vitest";
import { mayModerate, standingsOf } from "../../../src/app/room/standings.ts";
import { mutedRefusalOf, writeHoldOf } from "../../../src/app/room/write-hold.ts";
import { EMPTY_ROOM, type PendingStatus, type RoomState, type TimelineItem } from "../../../src/client/state.ts";
import type { Role } from "../../../src/protocol/schemas.ts";

const NOW = 1_000_000;
const ada = { id: "ada", name: "Ada" };
const bob = { id: "bob", name: "Bob" };

function acted(action: string, untilAt?: number): TimelineItem {
  const event = { seq: 1, at: NOW, kind: "member", by: ada, id: "x", member: bob, action } as const;
  return { kind: "change", event: untilAt === undefined ? event : { ...event, untilAt } };
}

function said(by: typeof bob, at: number): TimelineItem {
  return { kind: "message", message: { seq: 2, at, by, id: "m", text: "hello" } };
}

function pending(status: PendingStatus): TimelineItem {
  return { kind: "pending", pending: { id: "p", text: "hello", at: NOW, status } };
}

function room(timeline: readonly TimelineItem[], slowModeMs = 0, role: Role = "member"): RoomState {
  const settings = { name: "r", title: "R", topic: "", visibility: "unlisted", slowModeMs, guests: true };
  return { ...EMPTY_ROOM, room: settings, you: { ...bob, role, readUpTo: 0 }, timeline };
}

test("R4-31 moderators act on lower roles, owners on everybody, others on nobody", () => {
  const acts = (role: Role) =>
    (["reader", "member", "moderator", "owner"] as const).filter((of) => mayModerate(role, of));
  expect(acts("moderator")).toEqual(["reader", "member"]);
  expect(acts("owner")).toEqual(["reader", "member", "moderator", "owner"]);
  expect([...acts("member"), ...acts("reader")]).toEqual([]);
});

test("R4-33 R4-34 the newest word counts: banned, and the ban lifted; muted for ever", () => {
  expect(standingsOf([acted("ban", NOW + 5)]).get("bob")).toMatchObject({ bannedUntil: NOW + 5, mutedUntil: 0 });
  expect(standingsOf([acted("mute"), acted("ban"), acted("unban")]).get("bob")).toMatchObject({
    bannedUntil: 0,
    mutedUntil: Infinity,
  });
  expect(standingsOf([acted("rename"), acted("kick")]).size).toBe(0);
});

test("R4-34 R4-35 who is muted may not write until then; who was unmuted, or whose time is over, may", () => {
  expect(writeHoldOf(room([acted("mute", NOW + 60)]), undefined, NOW)).toEqual({ kind: "muted", untilAt: NOW + 60 });
  expect(writeHoldOf(room([acted("mute", NOW + 60)]), undefined, NOW + 60)).toBeUndefined();
  expect(writeHoldOf(room([acted("mute"), acted("unmute")]), undefined, NOW)).toBeUndefined();
});

test("R4-35 a refusal tells of a mute that the page did not see, until the log tells otherwise", () => {
  const failed = pending({ kind: "failed", code: "muted", message: "m", retryAfterMs: 60 });
  const refusal = mutedRefusalOf([failed], undefined, NOW);
  expect(refusal).toEqual({ id: "p", untilAt: NOW + 60 });
  expect(mutedRefusalOf([failed], refusal, NOW + 30), "the time does not begin anew").toBe(refusal);
  expect(writeHoldOf(room([failed]), refusal, NOW)).toEqual({ kind: "muted", untilAt: NOW + 60 });
  expect(writeHoldOf(room([acted("unmute"), failed]), refusal, NOW)).toBeUndefined();
});

test("R4-30 slow mode counts from one's own last message, for members alone, and no clock makes it longer", () => {
  expect(writeHoldOf(room([said(bob, NOW - 10)], 30), undefined, NOW)).toEqual({ kind: "slow", untilAt: NOW + 20 });
  expect(writeHoldOf(room([said(bob, NOW + 999)], 30), undefined, NOW)).toEqual({ kind: "slow", untilAt: NOW + 30 });
  expect(writeHoldOf(room([pending({ kind: "sending" })], 30), undefined, NOW)).toEqual({
    kind: "slow",
    untilAt: NOW + 30,
  });
  expect(writeHoldOf(room([said(ada, NOW)], 30), undefined, NOW)).toBeUndefined();
  expect(writeHoldOf(room([said(bob, NOW)], 30, "moderator"), undefined, NOW)).toBeUndefined();
  expect(writeHoldOf(room([said(bob, NOW)]), undefined, NOW)).toBeUndefined();
});

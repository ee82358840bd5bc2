// What the page makes of moderation that it saw: who may act on whom, who is banned or muted, who may write and when.

import { expect, test } from "vitest";
import { mayModerate, standingsOf } from "../../../src/app/room/standings.ts";
import { writeHoldOf } from "../../../src/app/room/write-hold.ts";
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

test("R10-65 what the room told of before one came stands until the log has a newer word", () => {
  const told = new Map([["bob", { member: bob, bannedUntil: Infinity, mutedUntil: NOW + 5 }]]);
  expect(standingsOf([], told)).toEqual(told);
  expect(standingsOf([acted("unban")], told).get("bob")).toMatchObject({ bannedUntil: 0, mutedUntil: NOW + 5 });
});

test("R4-34 R4-35 who is muted may not write until then; who was unmuted, or whose time is over, may", () => {
  expect(writeHoldOf(room([acted("mute", NOW + 60)]), NOW)).toEqual({ kind: "muted", untilAt: NOW + 60 });
  expect(writeHoldOf(room([acted("mute", NOW + 60)]), NOW + 60)).toBeUndefined();
  expect(writeHoldOf(room([acted("mute"), acted("unmute")]), NOW)).toBeUndefined();
});

test("a message that was refused since one was muted holds nothing up: one may be heard again by now", () => {
  const failed = pending({ kind: "failed", code: "muted", message: "m", retryAfterMs: 60 });
  expect(writeHoldOf(room([failed]), NOW)).toBeUndefined();
});

test("R4-30 slow mode counts from one's own last message, for members alone, and no clock makes it longer", () => {
  expect(writeHoldOf(room([said(bob, NOW - 10)], 30), NOW)).toEqual({ kind: "slow", untilAt: NOW + 20 });
  expect(writeHoldOf(room([said(bob, NOW + 999)], 30), NOW)).toEqual({ kind: "slow", untilAt: NOW + 30 });
  expect(writeHoldOf(room([pending({ kind: "sending" })], 30), NOW)).toEqual({
    kind: "slow",
    untilAt: NOW + 30,
  });
  expect(writeHoldOf(room([said(ada, NOW)], 30), NOW)).toBeUndefined();
  expect(writeHoldOf(room([said(bob, NOW)], 30, "moderator"), NOW)).toBeUndefined();
  expect(writeHoldOf(room([said(bob, NOW)]), NOW)).toBeUndefined();
});

// Histories in which moderation did not act as the contract says: the checker must see it, and must not see it where it did.

import { expect, test } from "vitest";
import { checkChanges } from "../../chaos/check-changes.ts";
import { checkModeration } from "../../chaos/check-moderation.ts";
import type { ClientHistory, Entry, Final } from "../../chaos/history.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";

const by = (id: string) => ({ id, name: id });
const head = (seq: number, who: string) => ({ seq, at: seq, by: by(who), id: `c${seq}` });
const said = (seq: number, who: string): RoomEvent => ({ ...head(seq, who), kind: "message", text: `${seq}` });
const did = (seq: number, action: string, whom: string, who = "olivia", more = {}): RoomEvent => ({
  ...head(seq, who),
  kind: "member",
  member: by(whom),
  action,
  ...more,
});

/** Olivia makes the room; Mallory speaks, is banned, and is let in again. */
const LOG: readonly RoomEvent[] = [
  { ...head(1, "olivia"), kind: "configured", visibility: "unlisted" },
  did(2, "role", "olivia", "olivia", { role: "owner" }),
  said(3, "mallory"),
  did(4, "ban", "mallory"),
  said(5, "bob"),
  did(6, "unban", "mallory"),
  said(7, "mallory"),
];
const final = (log: readonly RoomEvent[]): Final => ({ epoch: "e1", head: log.length, log, messages: [] });
const connected: Entry = { kind: "connected", since: undefined };
const welcomed = (at: number): Entry => ({ kind: "welcomed", welcome: { epoch: "e1", head: at, recovered: true } });
const saw = (...seqs: number[]): Entry => ({ kind: "saw", events: LOG.filter(({ seq }) => seqs.includes(seq)) });
const rulesOf = (...entries: Entry[]): string[] => {
  const history: ClientHistory = { client: "m", member: "mallory", entries, end: "caught up" };
  return [...checkModeration(history, final(LOG))].map(({ rule }) => rule);
};

test("R4-32 R4-33 a ban that acted at once, and a replay of what passed meanwhile, are right", () => {
  expect(
    rulesOf(connected, welcomed(2), saw(3), { kind: "disconnected" }, connected, welcomed(6), saw(4, 5, 6)),
  ).toEqual([]);
});

test("R4-32 a connection that goes on after the ban is seen", () => {
  expect(rulesOf(connected, welcomed(2), saw(3), saw(5))).toEqual(["R4-32"]);
});

test("R4-33 a welcome during the ban is seen", () => {
  expect(rulesOf(connected, welcomed(4))).toEqual(["R4-33"]);
  expect(rulesOf(connected, welcomed(5))).toEqual(["R4-33"]);
});

const wrong = (event: RoomEvent) => {
  const log = [...LOG.slice(0, 4), event];
  return [...checkChanges({ log, unknown: new Set(), removals: new Map() })].map(({ rule }) => rule);
};

test("R4-31 R4-33 R4-34 R4-36 events that nobody may make are seen", () => {
  expect(wrong(said(5, "bob"))).toEqual([]);
  expect(wrong(said(5, "mallory"))).toEqual(["R4"]);
  expect(wrong(did(5, "kick", "olivia", "bob"))).toEqual(["R4"]);
  expect(wrong(did(5, "role", "bob", "bob", { role: "owner" }))).toEqual(["R4"]);
  expect(wrong(did(5, "ban", "mallory"))).toEqual(["R4-20"]);
  expect(wrong(did(5, "role", "olivia", "olivia", { role: "member" }))).toEqual(["R4"]);
});

// Histories in which moderation did not act as the contract says: the checker must see it, and must not see it where it did.

import { expect, test } from "vitest";
import { checkChanges } from "../../chaos/check-changes.ts";
import { checkIdle } from "../../chaos/check-idle.ts";
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

test("R4-77 a connection that goes on after its member left is seen, and so is what no leaving may make an event of", () => {
  const log = [
    ...LOG,
    did(8, "role", "mallory", "olivia", { role: "moderator" }),
    did(9, "leave", "mallory", "mallory"),
  ];
  const entries: Entry[] = [connected, welcomed(7), { kind: "saw", events: [said(10, "bob")] }];
  const history: ClientHistory = { client: "m", member: "mallory", entries, end: "caught up" };
  const rules = (whole: readonly RoomEvent[]) => [...checkModeration(history, final(whole))].map(({ rule }) => rule);
  expect(rules([...log, said(10, "bob")])).toEqual(["R4-77"]);
  const changes = (...more: RoomEvent[]) =>
    [...checkChanges({ log: [...log, ...more], unknown: new Set(), removals: new Map() })].map(({ rule }) => rule);
  expect(changes()).toEqual([]);
  expect(changes(did(10, "leave", "mallory", "mallory")), "who was given nothing").toEqual(["R4-20"]);
  expect(changes(did(10, "leave", "olivia", "olivia")), "R4-78 the last owner").toEqual(["R4"]);
  expect(changes({ ...head(10, "mallory"), kind: "pinned", message: 3, on: true }), "no moderator now").toEqual(["R4"]);
});

test("R4-76 R5-42 somebody who is shown idle and never was, or just came, is seen", () => {
  const shown = (...idle: string[]): Entry => ({
    kind: "welcomed",
    welcome: { epoch: "e1", head: 1, recovered: true, idle },
  });
  const rules = (bobs: Entry[], mallorys: Entry[]) => {
    const clients: ClientHistory[] = [
      { client: "b", member: "bob", entries: bobs, end: "caught up" },
      { client: "m", member: "mallory", entries: mallorys, end: "caught up" },
    ];
    return [...checkIdle(clients)].map(({ rule }) => rule);
  };
  const idled: Entry = { kind: "idled", on: true };
  expect(rules([connected, shown("mallory")], [connected, shown(), idled, shown("mallory")])).toEqual([]);
  expect(rules([connected, shown("mallory")], [connected, shown()])).toEqual(["R5-42"]);
  expect(rules([], [connected, shown(), idled, connected, shown("mallory")])).toEqual(["R4-76"]);
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

// Histories in which a room was not handed on, purged, worded or erased as the contract says: the checker must see it.

import { expect, test } from "vitest";
import { checkChanges } from "../../chaos/check-changes.ts";
import { checkOwning } from "../../chaos/check-owning.ts";
import type { ClientHistory, Entry, Final } from "../../chaos/history.ts";
import { restore } from "../../chaos/restore.ts";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";

const by = (id: string) => ({ id, name: id });
const head = (seq: number, who: string, id = `c${seq}`) => ({ seq, at: seq * 10, by: by(who), id });
const said = (seq: number, who: string, text = `${seq}`): RoomEvent => ({ ...head(seq, who), kind: "message", text });
const role = (seq: number, who: string, whom: string, given: string, transfer?: true): RoomEvent => ({
  ...head(seq, who),
  kind: "member",
  member: by(whom),
  action: "role",
  role: given,
  ...(transfer === undefined ? {} : { transfer }),
});
const purged = (seq: number, who: string, message: number): RoomEvent => ({
  ...head(seq, who, crypto.randomUUID()),
  kind: "removed",
  message,
});
const configured = (seq: number, change: object): RoomEvent => ({
  ...head(seq, "olivia"),
  kind: "configured",
  ...change,
});

const FOUNDING = [{ ...head(1, "olivia"), kind: "configured" }, role(2, "olivia", "olivia", "owner")];
const asked = (command: DurableCommand, at?: number): Entry[] => [
  { kind: "asked", command },
  ...(at === undefined ? [] : [{ kind: "acknowledged" as const, id: command.id, seq: 0, at }]),
];

/** The rules that are found broken in a room of Olivia's, who asked for this. */
function found(log: readonly RoomEvent[], ...entries: Entry[]): string[] {
  const whole = [...FOUNDING, ...log];
  const final: Final = { epoch: "e1", head: whole.length, log: whole, messages: [] };
  const clients: ClientHistory[] = [{ client: "o", member: "olivia", entries, end: "caught up" }];
  const restored = restore({ clients, final });
  return [...checkOwning(clients, final, restored), ...checkChanges(restored)].map(({ rule }) => rule);
}

const purge = { type: "purge", id: "p", member: "mallory" } as const;

test("R10-23 a room that was handed on by halves, or by whoever does not own it, is seen", () => {
  const [gives, stepsDown] = [role(3, "olivia", "bob", "owner", true), role(4, "olivia", "olivia", "moderator", true)];
  expect(found([gives, stepsDown])).toEqual([]);
  expect(found([gives])).toEqual(["R10-23"]);
  expect(found([gives, said(4, "bob"), { ...stepsDown, seq: 5 }])).toEqual(["R10-23", "R10-23"]);
  expect(found([role(3, "bob", "mallory", "owner", true), role(4, "bob", "bob", "moderator", true)])).toEqual(["R4"]);
  expect(found([gives, stepsDown, role(5, "olivia", "olivia", "owner")])).toEqual(["R4"]);
});

test("R10-29 a purge that left something, took too much, or that nobody asked for, is seen", () => {
  const messages = [said(3, "mallory"), said(4, "mallory"), said(5, "bob")];
  const both = [purged(6, "olivia", 4), purged(7, "olivia", 3)];
  expect(found([...messages, ...both], ...asked(purge, 55))).toEqual([]);
  expect(found([...messages, purged(6, "olivia", 4)], ...asked(purge, 55))).toEqual(["R10-29"]);
  expect(found([...messages, ...both], ...asked(purge)), "its ack was lost").toEqual([]);
  expect(found([...messages, ...both])).toEqual(["R10-29", "R10-29"]);
  expect(found([...messages, ...both, purged(8, "olivia", 5)], ...asked(purge, 55))).toEqual(["R10-29"]);
  const later = [...messages, ...both, said(8, "mallory"), purged(9, "olivia", 8)];
  expect(found(later, ...asked(purge, 55))).toEqual(["R10-29"]);
  expect(found([...messages.slice(1), ...both.slice(0, 1)], ...asked({ ...purge, sinceAt: 35 }, 55))).toEqual([]);
  // What Mallory erased before anybody asked is gone already, though an older message of Bob's was removed before that.
  const erased = [{ ...head(4, "mallory"), by: { id: "mallory", name: "" }, kind: "message", erased: true }];
  const erasure = {
    ...head(6, "mallory"),
    by: { id: "mallory", name: "" },
    kind: "member",
    member: { id: "mallory", name: "" },
    action: "erase",
  };
  const ofBob = asked({ ...purge, id: "q", member: "bob" }, 45);
  expect(found([said(3, "bob"), ...erased, purged(5, "olivia", 3), erasure], ...ofBob, ...asked(purge, 65))).toEqual(
    [],
  );
});

test("R10-28 a word that was said while it was listed, and stars while it was not, are seen", () => {
  const list = (id: string, action: "mask" | "refuse", ...words: string[]) =>
    ({ type: "words", id, action, words }) as const;
  const lists = [
    ...asked(list("w1", "mask", "edited"), 35),
    ...asked(list("w2", "refuse", "edited"), 45),
    ...asked(list("w3", "mask"), 55),
  ];
  const words = (...texts: string[]) => texts.map((text, index) => said(index + 3, "bob", text));
  expect(found(words("edited", "****** 1", "other", "edited"), ...lists)).toEqual([]);
  expect(found(words("edited", "edited", "other", "edited"), ...lists)).toEqual(["R10-28"]);
  expect(found(words("edited", "****** 1", "edited", "edited"), ...lists)).toEqual(["R10-28"]);
  expect(found(words("edited", "****** 1", "other", "******"), ...lists)).toEqual(["R10-28"]);
});

test("R10-30 R4-30 R4-27 what is said where one only reads, or too soon, and settings of others than owners are seen", () => {
  expect(found([configured(3, { readOnly: true }), said(4, "olivia")])).toEqual([]);
  expect(found([configured(3, { readOnly: true }), said(4, "bob")])).toEqual(["R4"]);
  expect(found([configured(3, { slowModeMs: 15 }), said(4, "bob"), said(5, "olivia"), said(6, "bob")])).toEqual([]);
  expect(found([configured(3, { slowModeMs: 15 }), said(4, "bob"), said(5, "bob")])).toEqual(["R4"]);
  expect(found([{ ...configured(3, { readOnly: true }), by: by("bob") }])).toEqual(["R4"]);
  expect(found([configured(3, { readOnly: false })])).toEqual(["R4-20"]);
});

test("R2-9 a text or a name that an erasure left is seen", () => {
  const erase: RoomEvent = {
    ...head(4, "bob"),
    by: { id: "bob", name: "" },
    kind: "member",
    member: { id: "bob", name: "" },
    action: "erase",
  };
  const gone: RoomEvent = { ...head(3, "bob"), by: { id: "bob", name: "" }, kind: "message", erased: true };
  expect(found([gone, erase])).toEqual([]);
  expect(found([said(3, "bob"), erase])).toEqual(["R2-9"]);
  expect(found([{ ...gone, by: by("bob") }, erase])).toEqual(["R2-9"]);
});

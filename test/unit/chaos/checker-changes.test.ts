// The checker knows what edits, removals, reactions and pins make of a room, and what they never make.

import { expect, test } from "vitest";
import type { Evidence } from "../../chaos/history.ts";
import { type Change, play, type Step } from "./ideal-room.ts";
import { append, changeClient, changeEvent, changeMessage, cutLog, eventOf, found, isSight } from "./tamper.ts";

const MEMBERS = ["ada", "bob", "ada"];

const say = (who: number): Step => ({ kind: "send", who, isAcked: true });
const connect = (who: number): Step => ({ kind: "connect", who, from: "cursor" });
const change = (who: number, what: Change): Step => ({ kind: "change", who, change: what, isAcked: true });

/** What ada and bob make of what they said; bob comes back late, and reads it all again. */
function changes(): Evidence {
  return play(MEMBERS, [
    connect(0),
    connect(1),
    say(0),
    say(1),
    change(0, { type: "edit", message: 1, text: "better" }),
    change(1, { type: "react", message: 1, emoji: "+1", on: true }),
    { kind: "disconnect", who: 1 },
    change(0, { type: "edit", message: 1, text: "best" }),
    say(0),
    change(0, { type: "react", message: 2, emoji: "+1", on: true }),
    change(0, { type: "remove", message: 6 }),
    change(0, { type: "edit", message: 1, text: "best" }),
    change(0, { type: "remove", message: 2 }),
    { kind: "connect", who: 1, from: "start" },
    { kind: "connect", who: 2, from: "nowhere" },
    say(2),
  ]);
}

test("a right history of changes passes", () => {
  const evidence = changes();
  expect(evidence.final.log.map(({ kind }) => kind)).toEqual([
    "message",
    "message",
    "edited",
    "reacted",
    "edited",
    "message",
    "reacted",
    "removed",
    "message",
  ]);
  expect(found(evidence)).toEqual([]);
});

const WRONG_CHANGES: Record<string, { make: (evidence: Evidence) => Evidence; says: string }> = {
  "R2-1 a lost edit: acknowledged, seen, and gone after a restart": {
    make: (evidence) => cutLog(evidence, 4),
    says: "R2-1: ada#0 got an ack for c5 with seq 5, which the log does not have: acknowledged and lost",
  },
  "R5.2 an edit that history does not show": {
    make: (evidence) => changeMessage(evidence, 1, (message) => ({ ...message, text: "better" })),
    says: "R5.2: history has seq 1 as",
  },
  "R4-20 a doubled reaction": {
    make: (evidence) => append(evidence, { ...eventOf(evidence, 4), id: "again" }),
    says: "R4-20: seq 10, bob's reacted again of seq 1, changes nothing",
  },
  "R2-3 a reaction under the same id twice": {
    make: (evidence) => append(evidence, eventOf(evidence, 4)),
    says: "R2-3: one command made two events: bob's reacted c4 of seq 1 is seq 4 and seq 10",
  },
  "R5.2 a reaction that history does not count": {
    make: (evidence) => changeMessage(evidence, 1, ({ reactions: _reactions, ...message }) => message),
    says: "R5.2: history has seq 1 as",
  },
  "R5.2 another's reaction among one's own": {
    make: (evidence) =>
      changeClient(evidence, 2, (entries) =>
        entries.map((entry) =>
          entry.kind === "welcomed" ? { ...entry, welcome: { ...entry.welcome, mine: { 1: ["+1"] } } } : entry,
        ),
      ),
    says: "R5.2: ada#2 was told at head 8 that its reactions are",
  },
  "R2-6 content that is replayed after its removal": {
    make: (evidence) => {
      const before = evidence.clients[0]?.entries.find((entry) => isSight(entry, 6));
      const whole = before?.kind === "saw" ? before.events[0] : undefined;
      return changeClient(evidence, 1, (entries) =>
        entries.map((entry) => changeEvent(entry, 6, (event) => whole ?? event)),
      );
    },
    says: "R2-6: bob#1 was given the content of seq 6 again, which seq 8 had removed",
  },
  "R2-6 content that is gone before its removal": {
    make: (evidence) => {
      const erased = eventOf(evidence, 6);
      return changeClient(evidence, 0, (entries) => entries.map((entry) => changeEvent(entry, 6, () => erased)));
    },
    says: "R2-6: ada#0 saw seq 6 without its content, before any removal",
  },
  "R5.2 a removed message that history shows": {
    make: (evidence) => changeMessage(evidence, 6, (message) => ({ ...message, text: "message 6" })),
    says: "R5.2: history has seq 6 as",
  },
  "R4 an edit by another": {
    make: (evidence) =>
      append(evidence, { ...eventOf(evidence, 5), by: { id: "bob", name: "bob" }, id: "b", text: "mine" }),
    says: "R4: seq 10, bob's edited b of seq 1, was to be refused with forbidden",
  },
  "R4 a removal of another's message": {
    make: (evidence) => append(evidence, { ...eventOf(evidence, 8), id: "r", message: 2 }),
    says: "R4: seq 10, ada's removed r of seq 2, was to be refused with forbidden",
  },
  "R2-1 an ack of what changed nothing with the seq of something else": {
    make: (evidence) =>
      changeClient(evidence, 0, (entries) =>
        entries.map((entry) => (entry.kind === "acknowledged" && entry.id === "c9" ? { ...entry, seq: 3 } : entry)),
      ),
    says: "R2-1: ada#0 got an ack for c9 with seq 3, which is ada's edited c3 of seq 1",
  },
};

test.each(Object.entries(WRONG_CHANGES))("caught: %s", (_, { make, says }) => {
  expect(found(make(changes())).join("\n")).toContain(says);
});

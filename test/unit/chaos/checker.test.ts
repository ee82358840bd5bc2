// The checker of histories lets right ones pass, and names what is wrong with each wrong one.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, Evidence } from "../../chaos/history.ts";
import { type Change, play, type Step } from "./ideal-room.ts";
import {
  acks,
  append,
  ask,
  changeClient,
  changeEvent,
  changeEverywhere,
  changeMessage,
  cutLog,
  doubleCommand,
  found,
  isAnnounced,
  isLaterOnSame,
  isSight,
  pickFrom,
  sights,
  swap,
  withoutEvents,
} from "./tamper.ts";

const MEMBERS = ["ada", "bob", "ada"];

const say = (who: number): Step => ({ kind: "send", who, isAcked: true });
const connect = (who: number): Step => ({ kind: "connect", who, from: "cursor" });

/** Everybody enters, ada and bob talk, bob is away for a while and comes back. */
function talk(): Evidence {
  return play(MEMBERS, [
    connect(0),
    connect(1),
    connect(2),
    say(0),
    say(1),
    say(0),
    { kind: "disconnect", who: 1 },
    say(0),
    { kind: "rename", who: 0, name: "Ada L.", isAcked: true },
    connect(1),
    say(1),
    say(0),
    { kind: "repeat", who: 0 },
  ]);
}

test("a right history passes", () => {
  const evidence = talk();
  expect(evidence.final.head).toBe(7);
  expect(found(evidence)).toEqual([]);
});

test("an empty room passes", () => {
  expect(found(play(MEMBERS, [connect(0)]))).toEqual([]);
});

const WRONG: Record<string, { make: (evidence: Evidence) => Evidence; says: string }> = {
  "R2-4 one loss, of what bob saw last": {
    make: (evidence) => changeClient(evidence, 1, (entries) => withoutEvents(entries, 7)),
    says: "R2-4: bob#1 was there to the end; seq 7 was neither seen nor announced as lost (first ada's message c7",
  },
  "R2-1 what was acknowledged and seen is gone after a restart": {
    make: (evidence) => cutLog(evidence, 6),
    says: "R2-1: ada#0 saw seq 7, ada's message c7",
  },
  "R2-1 an ack that nobody saw come true": {
    make: (evidence) =>
      changeClient(evidence, 0, (entries) => [...entries, ask("x"), { kind: "acknowledged", id: "x", seq: 9, at: 1 }]),
    says: "R2-1: ada#0 got an ack for x with seq 9, which the log does not have: acknowledged and lost",
  },
  "R2-3 one double: a command that made two events": {
    make: (evidence) => doubleCommand(evidence),
    says: 'R2-3: one command made two events: ada\'s message c1 "message 1" is seq 1 and seq 8',
  },
  "R2-2 one event twice on a connection": {
    make: (evidence) =>
      changeClient(evidence, 1, (entries) =>
        entries.flatMap((entry) => (isSight(entry, 2) ? [entry, entry] : [entry])),
      ),
    says: "R2-2: bob#1 saw seq 2 again or out of order: 3 was due",
  },
  "R2-2 one swap": {
    make: (evidence) => changeClient(evidence, 2, (entries) => swap(entries, 2, 3)),
    says: "ada#2 saw seq 3 where 2 was due",
  },
  "R2-4 one silent gap, before what bob missed": {
    make: (evidence) => changeClient(evidence, 1, (entries) => withoutEvents(entries, 4)),
    says: "R2-4: bob#1 saw seq 5 where 4 was due: seq 4 was left out silently",
  },
  "R2-1 an ack with another seq": {
    make: (evidence) =>
      changeClient(evidence, 1, (entries) =>
        entries.map((entry) => (entry.kind === "acknowledged" && entry.seq === 2 ? { ...entry, seq: 3 } : entry)),
      ),
    says: "R2-1: bob#1 got an ack for c2 with seq 3, but its event is seq 2",
  },
  "R2-3 a repeat with another ack": {
    make: (evidence) =>
      changeClient(evidence, 0, (entries) =>
        entries.map((entry, at) =>
          at === entries.length - 1 && entry.kind === "acknowledged" ? { ...entry, at: 5 } : entry,
        ),
      ),
    says: "R2-3: ada#0 got two different acks for c7",
  },
  "R2-2 content that changed for one of them": {
    make: (evidence) =>
      changeClient(evidence, 1, (entries) =>
        entries.map((entry) => changeEvent(entry, 3, (event) => ({ ...event, text: "other" }))),
      ),
    says: "R2-2: bob#1 saw seq 3 as",
  },
  "R2-2 content that changed for everybody": {
    make: (evidence) => changeEverywhere(evidence, 3, (event) => ({ ...event, text: "other" })),
    says: "R2-2: seq 3 is not what was asked for",
  },
  "R2-4 a place that was lost and called recovered": {
    make: (evidence) =>
      changeClient(evidence, 1, (entries) =>
        entries.flatMap((entry) => {
          if (entry.kind === "connected" && entry.since === "e1:3") return [{ ...entry, since: "e0:3" }];
          return [entry];
        }),
      ),
    says: 'R2-4: bob#1 came with the cursor e0:3 and was told "recovered"',
  },
  "R2-4 a cursor given up without need": {
    make: (evidence) =>
      changeClient(evidence, 1, (entries) =>
        entries.flatMap((entry): Entry[] => {
          if (entry.kind === "welcomed" && entry.welcome.head === 5) {
            return [
              {
                ...entry,
                welcome: {
                  ...entry.welcome,
                  recovered: false,
                  snapshot: { messages: evidence.final.messages.slice(0, 4), more: false },
                },
              },
            ];
          }
          return entry.kind === "saw" && entry.events[0]?.seq === 4 ? [] : [entry];
        }),
      ),
    says: "R2-4: bob#1 came with e1:3, 2 behind the head, and was not recovered",
  },
  "R5.2 history without one message": {
    make: ({ clients, final }) => ({ clients, final: { ...final, messages: final.messages.slice(1) } }),
    says: "R5.2: history lacks seq 1",
  },
  "R5.1 an old name after a rename": {
    make: (evidence) => changeEverywhere(evidence, 7, (event) => ({ ...event, by: { id: "ada", name: "ada" } })),
    says: "R5.1: seq 7, ada's message c7",
  },
  "R4 a command that is never answered": {
    make: (evidence) => changeClient(evidence, 0, (entries) => [...entries, ask("x")]),
    says: "R4: ada#0 asked for x and was there to the end",
  },
  "R2-3 a conflict over nothing": {
    make: (evidence) =>
      changeClient(evidence, 0, (entries) => [...entries, { kind: "refused", id: "c1", code: "id_conflict" }]),
    says: "R2-3: ada#0 was refused c1 with id_conflict, though it asked for just what the log has",
  },
  "R2-1 a log that began anew": {
    make: ({ clients, final }) => ({ clients, final: { ...final, epoch: "e2" } }),
    says: 'R2-1: ada#0 saw seq 1, ada\'s message c1 "message 1", of the log e1, and the log at the end is e2',
  },
};

test.each(Object.entries(WRONG))("caught: %s", (_, { make, says }) => {
  expect(found(make(talk())).join("\n")).toContain(says);
});

const who = fc.nat({ max: MEMBERS.length - 1 });
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("connect" as const),
        who,
        from: fc.constantFrom("cursor", "cursor", "old cursor", "start", "nowhere", "another log"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("resume" as const),
        who,
        from: fc.constantFrom("cursor", "old cursor", "start", "another log"),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("disconnect" as const), who }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("send" as const), who, isAcked: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("rename" as const),
        who,
        name: fc.constantFrom("A", "B"),
        isAcked: fc.boolean(),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant("change" as const), who, change: anyChange(), isAcked: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), who }) },
  ),
  { maxLength: 40 },
);

function anyChange(): fc.Arbitrary<Change> {
  const message = fc.integer({ min: 1, max: 12 });
  const on = fc.boolean();
  const edit = fc.record({ type: fc.constant("edit" as const), message, text: fc.constantFrom("x", "y") });
  const react = fc.record({ type: fc.constant("react" as const), message, emoji: fc.constantFrom("+1", "-1"), on });
  const options = fc.constantFrom<number[][]>([0], [1], []);
  return fc.oneof(
    { weight: 6, arbitrary: edit },
    { weight: 6, arbitrary: fc.record({ type: fc.constant("remove" as const), message }) },
    { weight: 5, arbitrary: react },
    { weight: 4, arbitrary: fc.record({ type: fc.constant("vote" as const), message, options }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("close" as const), message }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant("pin" as const), message, on }) },
  );
}

test("any right history passes", () => {
  fc.assert(
    fc.property(steps, (random) => {
      expect(found(play(MEMBERS, random))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** Each gives undefined where a history has nothing to break in that way. */
const MUTATIONS: Record<string, (evidence: Evidence, pick: number) => Evidence | undefined> = {
  "a client never sees one event": (evidence, pick) => {
    const spot = pickFrom(
      sights(evidence).filter((sight) => !isAnnounced(evidence, sight)),
      pick,
    );
    return spot && changeClient(evidence, spot.client, (entries) => withoutEvents(entries, spot.seq));
  },
  "a client sees one event twice": (evidence, pick) => {
    const spot = pickFrom(sights(evidence), pick);
    return (
      spot &&
      changeClient(evidence, spot.client, (entries) =>
        entries.flatMap((entry) => (isSight(entry, spot.seq) ? [entry, entry] : [entry])),
      )
    );
  },
  "a client sees two events swapped": (evidence, pick) => {
    const spot = pickFrom(
      sights(evidence).filter(({ isFollowed }) => isFollowed),
      pick,
    );
    return spot && changeClient(evidence, spot.client, (entries) => swap(entries, spot.seq, spot.seq + 1));
  },
  "a client sees other content": (evidence, pick) => {
    const spot = pickFrom(sights(evidence), pick);
    return (
      spot &&
      changeClient(evidence, spot.client, (entries) =>
        entries.map((entry) => changeEvent(entry, spot.seq, (event) => ({ ...event, at: 0 }))),
      )
    );
  },
  "the log's end is lost in a restart": (evidence) =>
    sights(evidence).some(({ seq }) => seq === evidence.final.head)
      ? cutLog(evidence, evidence.final.head - 1)
      : undefined,
  "an ack has another seq": (evidence, pick) => {
    const spot = pickFrom(acks(evidence), pick);
    return (
      spot &&
      changeClient(evidence, spot.client, (entries) =>
        entries.map((entry, at) =>
          at === spot.at && entry.kind === "acknowledged" ? { ...entry, seq: entry.seq + 1 } : entry,
        ),
      )
    );
  },
  "a command makes a second event": (evidence) => (evidence.final.head === 0 ? undefined : doubleCommand(evidence)),
  "history shows a message as it was before": (evidence, pick) => {
    const edited = evidence.final.messages.filter(({ editedAt, text }) => editedAt !== undefined && text !== undefined);
    const spot = pickFrom(edited, pick);
    return spot && changeMessage(evidence, spot.seq, (message) => ({ ...message, text: "as it was" }));
  },
  "an erased event comes back": (evidence, pick) => {
    const spot = pickFrom(
      evidence.final.log.filter((event) => "erased" in event),
      pick,
    );
    return spot && changeEverywhere(evidence, spot.seq, (event) => ({ ...event, text: "back", erased: undefined }));
  },
  "a change is made twice": (evidence, pick) => {
    const changed = evidence.final.log.filter(({ kind }) => kind === "reacted" || kind === "removed");
    const spot = pickFrom(changed, pick);
    const isLast = spot !== undefined && evidence.final.log.every((event) => !isLaterOnSame(event, spot));
    return isLast ? append(evidence, { ...spot, id: "again" }) : undefined;
  },
  "history lacks a message": ({ clients, final }, pick) => {
    const lost = pickFrom(final.messages, pick);
    return lost && { clients, final: { ...final, messages: final.messages.filter((message) => message !== lost) } };
  },
};

test.each(Object.entries(MUTATIONS))("in any history, caught: %s", (_, mutate) => {
  fc.assert(
    fc.property(steps, fc.nat(), (random, pick) => {
      const broken = mutate(play(MEMBERS, random), pick);
      fc.pre(broken !== undefined);
      expect(found(broken)).not.toEqual([]);
    }),
    { numRuns: 100 },
  );
});

// The checker of histories lets right ones pass, and names what is wrong with each wrong one.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { RoomEvent } from "../../../src/protocol/events.ts";
import { checkHistories } from "../../chaos/checker.ts";
import type { ClientHistory, Entry, Evidence } from "../../chaos/history.ts";
import { play, type Step } from "./ideal-room.ts";

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

/** The rules that are found broken, and the words for it. */
function found(evidence: Evidence): string[] {
  return checkHistories(evidence).map(({ rule, text }) => `${rule}: ${text}`);
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
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), who }) },
  ),
  { maxLength: 40 },
);

test("any right history passes", () => {
  fc.assert(
    fc.property(steps, (random) => {
      expect(found(play(MEMBERS, random))).toEqual([]);
    }),
    { numRuns: 500 },
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
    { numRuns: 200 },
  );
});

/** A welcome that recovers nothing tells that what is up to its head may be missing: then nothing is lost silently. */
function isAnnounced({ clients }: Evidence, { client, seq }: { client: number; seq: number }): boolean {
  const entries = clients[client]?.entries ?? [];
  return entries.some((entry) => entry.kind === "welcomed" && !entry.welcome.recovered && entry.welcome.head >= seq);
}

function changeClient(
  { clients, final }: Evidence,
  index: number,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Evidence {
  return {
    clients: clients.map((client, at) => (at === index ? { ...client, entries: change(client.entries) } : client)),
    final,
  };
}

function changeEverywhere(
  { clients, final }: Evidence,
  seq: number,
  change: (event: RoomEvent) => RoomEvent,
): Evidence {
  const log = final.log.map((event) => (event.seq === seq ? change(event) : event));
  const entriesOf = ({ entries }: ClientHistory) => entries.map((entry) => changeEvent(entry, seq, change));
  return { clients: clients.map((client) => ({ ...client, entries: entriesOf(client) })), final: { ...final, log } };
}

function changeEvent(entry: Entry, seq: number, change: (event: RoomEvent) => RoomEvent): Entry {
  if (entry.kind !== "saw") return entry;
  return { ...entry, events: entry.events.map((event) => (event.seq === seq ? change(event) : event)) };
}

function withoutEvents(entries: readonly Entry[], seq: number): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind !== "saw") return [entry];
    const events = entry.events.filter((event) => event.seq !== seq);
    return events.length === 0 ? [] : [{ ...entry, events }];
  });
}

function swap(entries: readonly Entry[], first: number, second: number): Entry[] {
  const all = entries.flatMap((entry) => (entry.kind === "saw" ? entry.events : []));
  const event = (seq: number) => all.find((seen) => seen.seq === seq);
  const other = new Map([
    [first, event(second)],
    [second, event(first)],
  ]);
  return entries.map((entry) =>
    entry.kind === "saw" ? { ...entry, events: entry.events.map((seen) => other.get(seen.seq) ?? seen) } : entry,
  );
}

function cutLog({ clients, final }: Evidence, head: number): Evidence {
  const log = final.log.slice(0, head);
  return { clients, final: { ...final, head, log, messages: final.messages.filter(({ seq }) => seq <= head) } };
}

/** The room forgot that it knew the command of seq 1, and everybody sees its second event. */
function doubleCommand({ clients, final }: Evidence): Evidence {
  const first = final.log[0];
  if (first === undefined) throw new Error("there is no event to double");
  const again = { ...first, seq: final.head + 1 };
  const saw: Entry = { kind: "saw", events: [again] };
  return {
    clients: clients.map((client) => ({ ...client, entries: [...client.entries, saw] })),
    final: { ...final, head: again.seq, log: [...final.log, again] },
  };
}

function ask(id: string): Entry {
  return { kind: "asked", command: { type: "send", id, text: "?" } };
}

function isSight(entry: Entry, seq: number): boolean {
  return entry.kind === "saw" && entry.events.some((event) => event.seq === seq);
}

/** What each client saw; followed where the next seq came on the same connection. */
function sights({ clients }: Evidence): { client: number; seq: number; isFollowed: boolean }[] {
  return clients.flatMap(({ entries }, client) => {
    const seqs = entries.flatMap((entry) => (entry.kind === "saw" ? entry.events.map(({ seq }) => seq) : [0]));
    return seqs.flatMap((seq, at) => (seq === 0 ? [] : [{ client, seq, isFollowed: seqs[at + 1] === seq + 1 }]));
  });
}

function acks({ clients }: Evidence): { client: number; at: number }[] {
  return clients.flatMap(({ entries }, client) =>
    entries.flatMap((entry, at) => (entry.kind === "acknowledged" && entry.seq > 0 ? [{ client, at }] : [])),
  );
}

function pickFrom<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

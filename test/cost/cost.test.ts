// The table of `npm run cost`: what is written, read and called for each thing that people do, in rooms of four sizes, how long a
// room stays awake for it, and what the free plan carries of it. A budget that is broken fails.

import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterAll, describe, expect, test } from "vitest";
import { FREE_PLAN } from "../../src/rules/free-plan.ts";
import type { Member } from "../support/person.ts";
import { enter, make, newId, newRoom, roomObject } from "../worker/room/enter.ts";
import { type Cost, perDay } from "./free-plan.ts";
import { countCalls, type Used, usedBy } from "./meter.ts";

const SIZES = [2, 20, 200, 2_000] as const;
/** The longest that is looked at whether an idle room still runs. */
const LOOKS_AT_S = [6, 8, 9, 10, 11, 12, 13, 14] as const;

/** Each is the mean of this many, by members who each do it once: nobody comes near a rate. */
const TIMES = 10;

/** What comes in once each time: a request to the Worker and one on to the room, or frames. */
type Incoming = { readonly requests: number } | { readonly frames: number };
type Line = { readonly what: string; readonly size: number; readonly used: Used; readonly incoming: Incoming };
const NOTHING: Incoming = { frames: 0 };
const lines: Line[] = [];
let awakeS = Number.POSITIVE_INFINITY;

describe.for(SIZES)("a room of %i", (size) => {
  test("joins, messages, reads, typing, heartbeats and leaves", async () => {
    const room = await make(newRoom(`cost-${size}`), { visibility: "public" });
    await countCalls();
    const crowd: Member[] = [];
    for (let index = 1; index < size; index += 1) crowd.push(await enter(room, `crowd-${index}`));
    const measure = async (what: string, incoming: Incoming, act: () => Promise<unknown>): Promise<Used> => {
      const used = await usedBy(room, act);
      lines.push({ what, size, used, incoming });
      return used;
    };
    const first = crowd[0] ?? (await enter(room, "first"));
    // Makes the tables, and tells the Lobby of the room, which it does once in five minutes at most.
    const { seq } = await first.say("first");

    const guests: Member[] = [];
    const joined = await measure("join", { requests: 1 }, async () => {
      for (let index = 0; index < TIMES; index += 1) guests.push(await enter(room, `guest-${index}`));
    });
    expect(joined.rowsWritten).toBe(0);

    const said = await measure("message", { frames: 1 }, async () => {
      for (const guest of guests) await guest.say("what one says in a line or two, with a link or without");
    });
    expect(said.rowsWritten / TIMES).toBeLessThanOrEqual(3);
    expect(said.calls).toBe(0);

    const reacted = await measure("reaction", { frames: 1 }, async () => {
      for (const guest of guests) {
        const answer = await guest.ask({ type: "react", id: newId(), message: seq, emoji: "👍", on: true });
        expect(answer.type).toBe("ack");
      }
    });
    expect(reacted.rowsWritten / TIMES).toBeLessThanOrEqual(4);

    const read = await measure("read position", { frames: 1 }, async () => {
      for (const guest of guests) {
        guest.send({ type: "read", upTo: seq + TIMES });
        await guest.caughtUp();
      }
    });
    expect(read.rowsWritten / TIMES).toBeLessThanOrEqual(1);

    const typed = await measure("typing", { frames: 1 }, async () => {
      for (const guest of guests) {
        guest.send({ type: "typing", on: true });
        await guest.caughtUp();
      }
    });
    expect(typed).toMatchObject({ rowsWritten: 0, calls: 0 });

    const pinged = await measure("heartbeat", NOTHING, async () => {
      for (const guest of guests) await guest.ping();
    });
    expect(pinged).toEqual({ rowsWritten: 0, rowsRead: 0, calls: 0 });

    const left = await measure("leave", NOTHING, async () => {
      for (const guest of guests) await guest.leave();
      await runDurableObjectAlarm(roomObject(room));
    });
    expect(left.rowsWritten / TIMES).toBeLessThanOrEqual(1);
  });
});

test("how long a room stays awake after a message, in real time, and that heartbeats of an hour do not wake it", async () => {
  const stillAwake = async (seconds: number): Promise<boolean> => {
    const room = newRoom(`awake-${seconds}`);
    const [alice] = [await enter(room, "Alice"), await enter(room, "Bob")];
    await alice.say("a message");
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return evictDurableObject(roomObject(room)).then(
      () => true,
      () => false,
    );
  };
  const asleep = async (): Promise<boolean> => {
    const room = newRoom("idle-hour");
    const people = await Promise.all(["Alice", "Bob"].map(async (name) => enter(room, name)));
    await people[0]?.say("a message");
    await new Promise((resolve) => setTimeout(resolve, 14_000));
    // A heartbeat every 25 s each (contract 3.2), all at once.
    for (let beat = 0; beat < 144; beat += 1) await Promise.all(people.map(async (each) => each.ping()));
    return evictDurableObject(roomObject(room)).then(
      () => false,
      () => true,
    );
  };
  const [sleeps, ...looks] = await Promise.all([asleep(), ...LOOKS_AT_S.map(stillAwake)]);
  expect(sleeps).toBe(true);
  awakeS = LOOKS_AT_S.find((_, index) => !(looks[index] ?? true)) ?? awakeS;
  expect(awakeS).toBeLessThanOrEqual(14);
});

afterAll(() => {
  const mean = ({ used, incoming }: Line): Cost => ({
    rowsWritten: used.rowsWritten / TIMES,
    rowsRead: used.rowsRead / TIMES,
    requests: used.calls / TIMES + ("requests" in incoming ? incoming.requests : 0),
    frames: "frames" in incoming ? incoming.frames : 0,
    awakeSeconds: 0,
  });
  const table = lines.map((line) => {
    const cost = mean(line);
    const { often, wall } = perDay(cost);
    const carried = Number.isFinite(often) ? `${Math.floor(often).toLocaleString("en")}, then ${wall}` : "no end";
    const numbers = [cost.rowsWritten, cost.rowsRead, cost.requests, cost.frames].map((value) =>
      Number(value.toFixed(2)),
    );
    return `| ${[line.what, line.size, ...numbers, carried].join(" | ")} |`;
  });
  console.log(
    [
      "",
      "| what | members | rows written | rows read | requests and calls | frames in | a day on the free plan |",
      "|---|---|---|---|---|---|---|",
      ...table,
      "",
      ...hours(),
    ].join("\n"),
  );
});

/** An hour of talk: somebody says something every so often, having typed; those who are here read on once a minute. */
function hours(): string[] {
  const per = (what: string, size: number) => lines.find((line) => line.what === what && line.size === size);
  return [
    `A room stays awake ${awakeS} s after a message. An idle hour of two members who send their heartbeats: 0 rows, 0 calls, 0 wake-ups.`,
    "",
    "| an hour in which somebody speaks every | members who read on | rows written | seconds awake | GB-s | such hours a day on the free plan |",
    "|---|---|---|---|---|---|",
    ...[
      { everyS: 10, readers: 2 },
      { everyS: 10, readers: 20 },
      { everyS: 60, readers: 20 },
      { everyS: 60, readers: 200 },
      { everyS: 600, readers: 20 },
    ].map(({ everyS, readers }) => {
      const messages = 3600 / everyS;
      const said = per("message", readers)?.used.rowsWritten ?? 0;
      const read = per("read position", readers)?.used.rowsWritten ?? 0;
      const rowsWritten = (messages * said + readers * Math.min(60, messages) * read) / TIMES;
      const awakeSeconds = messages * Math.min(everyS, awakeS);
      const frames = messages * (2 + readers);
      const { often, wall } = perDay({ rowsWritten, rowsRead: 0, requests: 0, frames, awakeSeconds });
      const gigabyteSeconds = FREE_PLAN.gigabytes * awakeSeconds;
      return `| ${everyS} s | ${readers} | ${rowsWritten} | ${awakeSeconds} | ${gigabyteSeconds.toFixed(1)} | ${Math.floor(often)}, then ${wall} |`;
    }),
  ];
}

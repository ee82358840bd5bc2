// bill.ts: what a month of the simulated room costs on Cloudflare's paid plan, line by line.

import { PING_EVERY_MS } from "../../src/protocol/limits.ts";
import { LOAD, MONTH_SECONDS, type Parameter, PRICES, ROWS } from "./parameters.ts";
import type { Run } from "./settings.ts";
import type { Talk } from "./talk.ts";

/** `quantity` is a month's, of all rooms. */
export type Line = {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly dollars: number;
};
export type Bill = {
  readonly lines: readonly Line[];
  readonly dollars: number;
  /** Without what the platform may not count: pings that it answers by itself, and time between two flushes. */
  readonly leastDollars: number;
  readonly storedBytesPerRoom: number;
};

const DAYS = MONTH_SECONDS / 86_400;
/** What was said is erased after so long where nobody says otherwise. */
const KEPT_SECONDS = 30 * 86_400;
const OBJECT_GB = 0.128;
const MILLION = 1e6;

export function billOf(run: Run, talk: Talk, rooms: number): Bill {
  const perSecond = (count: number) => (count * 1000) / talk.elapsedMs;
  const month = (rate: number) => rate * MONTH_SECONDS * rooms;
  const frames = PRICES.framesPerRequest.value;

  const calls = month(perSecond(talk.calls));
  const upgrades = run.members * LOAD.sessionsPerMemberDay.value * DAYS * rooms;
  const said = month(run.rate);
  const reads = month(readPositionsPerSecond(run));
  const pings = month((run.members * 1000) / PING_EVERY_MS);
  const objects = talk.loads.reduce((sum, load) => sum + load.objects, 0);
  const awake = month(objects * OBJECT_GB);
  const busy = month((talk.processorMs / talk.elapsedMs) * OBJECT_GB);
  const rowsWritten = said * ROWS.writtenPerMessage.value + upgrades * ROWS.writtenPerLeave.value;
  const readRows = reads * ROWS.writtenPerRead.value;
  const rowsRead = said * ROWS.readPerMessage.value + upgrades * ROWS.readPerJoin.value;
  const storedBytesPerRoom = run.rate * KEPT_SECONDS * LOAD.rowBytes.value;
  const stored = (storedBytesPerRoom * rooms) / 1e9;

  const request = PRICES.objectRequests.value / MILLION;
  const write = PRICES.rowsWritten.value / MILLION;
  const lines: Line[] = [
    { what: "the plan", quantity: 1, unit: "", dollars: PRICES.base.value },
    line("upgrades, at the Worker", upgrades, "requests", PRICES.workerRequests, PRICES.workerRequestsIncluded),
    line(
      "calls, upgrades and messages, at objects",
      calls + upgrades + said / frames,
      "requests",
      PRICES.objectRequests,
      PRICES.objectRequestsIncluded,
    ),
    {
      what: "read positions that come in, 20 for one",
      quantity: reads / frames,
      unit: "requests",
      dollars: (reads / frames) * request,
    },
    {
      what: "heartbeats, at most (20 for one; the platform answers them, and may not count them)",
      quantity: pings / frames,
      unit: "requests",
      dollars: (pings / frames) * request,
    },
    line("objects awake, at most (all the time)", awake, "GB-s", PRICES.duration, PRICES.durationIncluded),
    line("rows written by messages and leaves", rowsWritten, "rows", PRICES.rowsWritten, PRICES.rowsWrittenIncluded),
    { what: "rows written by read positions", quantity: readRows, unit: "rows", dollars: readRows * write },
    line("rows read", rowsRead, "rows", PRICES.rowsRead, PRICES.rowsReadIncluded),
    {
      what: "stored, 30 days kept",
      quantity: stored,
      unit: "GB",
      dollars: Math.max(0, stored - PRICES.storageIncluded.value) * PRICES.storage.value,
    },
    { what: "data out", quantity: month(bytesOutPerSecond(run, talk)) / 1e9, unit: "GB", dollars: 0 },
  ];
  const dollars = lines.reduce((sum, each) => sum + each.dollars, 0);
  const spared = (pings / frames) * request + ((awake - busy) * PRICES.duration.value) / MILLION;
  return { lines, dollars, leastDollars: Math.max(PRICES.base.value, dollars - spared), storedBytesPerRoom };
}

/** A second, of all members of a room. */
export function readPositionsPerSecond(run: Run): number {
  return (run.members * LOAD.readersShare.value) / 60;
}

/** Frames as they leave the objects, before compression. */
export function bytesOutPerSecond(run: Run, talk: Talk): number {
  return run.members * ((talk.messages * 1000) / talk.elapsedMs) * LOAD.eventBytes.value;
}

function line(what: string, quantity: number, unit: string, price: Parameter, included: Parameter): Line {
  return { what, quantity, unit, dollars: (Math.max(0, quantity - included.value) * price.value) / MILLION };
}

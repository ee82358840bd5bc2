// The parts of the simulation: time, threads, quantiles, the comeback, the bill, and how it is held against a real room.

import { expect, test } from "vitest";
import { billOf } from "../../simulate/bill.ts";
import { Clock } from "../../simulate/clock.ts";
import { Latencies } from "../../simulate/latencies.ts";
import type { Measured } from "../../simulate/measured-room.ts";
import * as parameters from "../../simulate/parameters.ts";
import { createRandom } from "../../simulate/random.ts";
import { redisDesign } from "../../simulate/redis-design.ts";
import { type Costs, type Run, USUAL } from "../../simulate/settings.ts";
import { slowReaders } from "../../simulate/slow-readers.ts";
import { storm } from "../../simulate/storm.ts";
import { talk } from "../../simulate/talk.ts";
import { Thread } from "../../simulate/thread.ts";
import { calibrate, compare, foretell } from "../../simulate/calibration.ts";

test("time goes forward, and what is due at the same time happens in the order of asking", () => {
  const clock = new Clock();
  const random = createRandom(7);
  const seen: number[] = [];
  const order: string[] = [];
  for (let count = 0; count < 500; count += 1)
    clock.at(Math.floor(random.uniform() * 50), () => seen.push(clock.nowMs));
  for (const name of ["first", "second", "third"]) clock.at(25, () => order.push(name));
  clock.run();
  expect(seen).toHaveLength(500);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  expect(order).toEqual(["first", "second", "third"]);
});

test("a thread does one thing after the other", () => {
  const clock = new Clock();
  const thread = new Thread(clock);
  const ends: number[] = [];
  clock.at(10, () => {
    thread.work(5, () => ends.push(clock.nowMs));
    thread.work(5, () => ends.push(clock.nowMs));
  });
  clock.run();
  expect(ends).toEqual([15, 20]);
  expect(thread.busyMs).toBe(10);
  expect(thread.longestWaitMs).toBe(5);
});

test("quantiles are within 1 %", () => {
  const latencies = new Latencies();
  for (let ms = 1; ms <= 1000; ms += 1) latencies.add(ms, 3);
  for (const share of [0.5, 0.9, 0.99]) {
    expect(latencies.quantile(share) / (share * 1000)).toBeGreaterThan(0.99);
    expect(latencies.quantile(share) / (share * 1000)).toBeLessThan(1.011);
  }
  expect(latencies.maxMs).toBe(1000);
});

test("after a deploy everybody comes back; a room that admits slowly takes longer than it said, and wastes attempts", () => {
  const crowd: Run = { ...USUAL, members: 6000, threshold: 500, relaySockets: 500 };
  const quick = storm(crowd);
  expect(quick.online).toBe(6000);
  expect(quick.attempts).toBe(6000);
  expect(quick.endMs).toBeLessThan(quick.spreadMs + 5000);
  const slow = storm({ ...crowd, entriesPerCall: 16, costs: { ...USUAL.costs, enterMs: 8 } });
  expect(slow.attempts).toBeGreaterThan(6000);
  expect(slow.endMs).toBeGreaterThan(6000 * 8);
});

test("the bill has what was called, written and awake, and what is included is free", () => {
  const run: Run = { ...USUAL, members: 20_000, threshold: 100 };
  const talked = talk(run);
  const bill = billOf(run, talked, 1);
  const lineOf = (what: string) => bill.lines.find((line) => line.what.startsWith(what));
  const month = parameters.MONTH_SECONDS;
  const objects = talked.loads.reduce((sum, load) => sum + load.objects, 0);
  expect(lineOf("objects awake")?.quantity).toBeCloseTo(objects * 0.128 * month, -3);
  expect(lineOf("rows written by messages")?.quantity).toBeGreaterThan(2 * 20 * month);
  expect(lineOf("rows read")?.dollars).toBe(0);
  expect(bill.dollars).toBeCloseTo(
    bill.lines.reduce((sum, { dollars }) => sum + dollars, 0),
    6,
  );
  expect(bill.leastDollars).toBeLessThan(bill.dollars);
  const quiet = billOf({ ...run, members: 2, rate: 0.001 }, talk({ ...run, members: 2, rate: 0.001 }), 1);
  expect(quiet.dollars).toBeCloseTo(5, 1);
  expect(billOf(run, talked, 10).dollars).toBeGreaterThan(9 * bill.dollars);
});

test("the Redis design is paid by the server and the gigabyte, at the prices that are given", () => {
  const run: Run = { ...USUAL, members: 100_000 };
  const design = redisDesign(run, 1, { server: 50, gigabyte: 0.01 });
  expect(design.deliveriesPerSecond).toBe(2_000_000);
  expect(design.serverDollars).toBe(50 * design.servers);
  expect(design.egressDollars).toBeCloseTo(0.01 * design.gigabytesOut, 6);
  const small = redisDesign({ ...run, members: 10, rate: 0.1 }, 1, {});
  expect(small.servers).toBe(3);
  expect(small.egressDollars).toBe(0);
});

test("who reads slower than the room speaks is cut, and in a quiet room nobody is", () => {
  const fast: Run = { ...USUAL, members: 1000, rate: 20 };
  expect(slowReaders(fast, talk(fast)).cutAfterSeconds).toBeGreaterThan(0);
  const quiet: Run = { ...fast, rate: 1 };
  expect(slowReaders(quiet, talk(quiet)).cutAfterSeconds).toBeUndefined();
});

test("costs that a room was made with are found again, and a larger room is foretold by them", () => {
  const truth: Costs = {
    ...USUAL.costs,
    frameMs: 0.02,
    turnMs: 0.4,
    decideMs: 0.4,
    gateMs: 3,
    lastMileMs: 0,
    withinRegionMs: 0,
  };
  const made = (sockets: number): Measured => {
    const shape = { sockets, rate: 10, seconds: 60 };
    const { messages, latencies, processorMs } = foretell(shape, truth);
    return {
      ...shape,
      messages,
      latencies,
      messageMs: processorMs / messages,
      joinMs: 1,
      eventBytes: 300,
      waited: 0,
    };
  };
  const costs = calibrate([made(50), made(250)]);
  expect(costs.frameMs).toBeCloseTo(0.02, 3);
  expect(costs.gateMs).toBeCloseTo(3, 0);
  for (const { offBy } of compare(made(500), costs)) expect(Math.abs(offBy)).toBeLessThan(0.1);
  const busy = compare({ ...made(500), waited: 0.5 }, costs);
  expect(busy.map(({ offBy }) => offBy > 0.5)).toEqual([false, true, true, true]);
  for (const { what, offBy } of compare(made(500), { ...costs, frameMs: 0.04 }))
    if (what.startsWith("CPU")) expect(offBy).toBeGreaterThan(0.5);
});

test("every parameter says where it comes from, and when", () => {
  const groups = [
    parameters.COSTS,
    parameters.NETWORK,
    parameters.LOAD,
    parameters.ROWS,
    parameters.PRICES,
    parameters.PLATFORM,
    parameters.REDIS,
  ];
  for (const group of groups) {
    for (const { what, unit, source, date } of Object.values(group)) {
      expect([what, unit, source]).not.toContain("");
      expect(date).toMatch(/^20\d\d(-\d\d){0,2}$/);
    }
  }
});

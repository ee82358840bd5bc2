// The simulated room reacts as a real one would, and loses or doubles nothing.

import { describe, expect, test } from "vitest";
import { type Run, USUAL } from "../../simulate/settings.ts";
import { type Talk, talk } from "../../simulate/talk.ts";
import { placeMembers, nodesOf, socketsOf } from "../../simulate/topology.ts";

const CROWD: Run = { ...USUAL, members: 20_000, threshold: 100, seconds: 10 };

test.each<[string, Partial<Run>]>([
  ["the room alone", { members: 500, threshold: 2000 }],
  ["one layer of relays", {}],
  ["two layers", { fanOut: 4 }],
  ["relays that are behind and fetch", { rate: 60, queuedFlushes: 2 }],
  ["merged frames, many calls on their way", { mergesFrames: true, callsInFlight: 8 }],
])("every message reaches every member once: %s", (_, change) => {
  const run = { ...CROWD, ...change };
  const { messages, latencies } = talk(run);
  expect(messages).toBeGreaterThan(100);
  expect(latencies.count).toBeCloseTo(messages * run.members, 3);
});

test("relays that were behind did fetch", () => {
  expect(talk({ ...CROWD, rate: 60, queuedFlushes: 2 }).fetches).toBeGreaterThan(0);
  expect(talk({ ...CROWD, members: 2_000 }).fetches).toBe(0);
});

test("the same seed gives the same figures, and another one others", () => {
  const figures = ({ messages, calls, latencies }: Talk) => [messages, calls, latencies.quantile(0.5)];
  expect(figures(talk(CROWD))).toEqual(figures(talk(CROWD)));
  expect(figures(talk({ ...CROWD, seed: 2 }))).not.toEqual(figures(talk(CROWD)));
});

describe("a change moves what it should", () => {
  const p50 = (change: Partial<Run>) => talk({ ...CROWD, ...change }).latencies.quantile(0.5);

  test("more relays, each with fewer sockets, deliver sooner", () => {
    expect(p50({ relaySockets: 500 })).toBeLessThan(0.8 * p50({ relaySockets: 2000 }));
  });

  test("one frame for what waited for a relay delivers sooner", () => {
    expect(p50({ mergesFrames: true })).toBeLessThan(0.8 * p50({}));
  });

  test("a room that keeps fewer sockets itself delivers sooner", () => {
    const merged = { mergesFrames: true };
    expect(p50({ ...merged, threshold: 100 })).toBeLessThan(0.8 * p50({ ...merged, threshold: 2000 }));
  });

  test("a dearer frame makes relays busier", () => {
    const busy = (frameMs: number) =>
      talk({ ...CROWD, mergesFrames: true, costs: { ...USUAL.costs, frameMs } }).loads.at(-1)?.processorMean ?? 0;
    expect(busy(0.04)).toBeGreaterThan(1.5 * busy(0.01));
  });

  test("a window of 0 makes more calls, and a later delivery", () => {
    const relayed: Run = {
      ...CROWD,
      members: 10_000,
      relaySockets: 500,
      rate: 50,
      callsInFlight: 1000,
      mergesFrames: true,
    };
    expect(talk({ ...relayed, longestWindowMs: 0 }).calls).toBeGreaterThan(
      talk({ ...relayed, longestWindowMs: 10 }).calls,
    );
    const alone: Run = { ...USUAL, members: 300, isSpread: false, rate: 100, seconds: 20 };
    const later = talk({ ...alone, longestWindowMs: 0 });
    const sooner = talk({ ...alone, longestWindowMs: 10 });
    expect(later.flushes).toBeGreaterThan(sooner.flushes);
    expect(later.latencies.quantile(0.5)).toBeGreaterThan(sooner.latencies.quantile(0.5));
  });

  test("a gap between flushes saves calls", () => {
    const fast = { callsInFlight: 8, mergesFrames: true };
    const calls = (leastGapMs: number) => talk({ ...CROWD, ...fast, leastGapMs }).calls;
    expect(calls(250)).toBeLessThan(0.5 * calls(0));
  });
});

test.each([
  [500, 1],
  [2000, 1],
  [2001, 2],
  [66_000, 33],
  [1_000_000, 500],
])("%i members all have a place, and nobody speaks to more objects than it may", (members) => {
  const nodes = nodesOf(placeMembers({ ...USUAL, members }));
  expect(nodes.reduce((sum, node) => sum + socketsOf(node), 0)).toBe(members);
  for (const node of nodes) {
    expect(node.children.length).toBeLessThanOrEqual(USUAL.fanOut);
    expect(socketsOf(node)).toBeLessThanOrEqual(USUAL.relaySockets);
  }
});

test("more than two layers hold is refused", () => {
  expect(() => placeMembers({ ...USUAL, members: 3_000_000 })).toThrow("unable to place");
});

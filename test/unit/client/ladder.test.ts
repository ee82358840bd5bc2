// Which rung is next: the table of the ladder, without clocks or networks.

import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/client/transports/carrier.ts";
import * as ladders from "../../../src/client/transports/ladder.ts";
import { shortDelayMs, shorterWaitMs } from "../../../src/client/transports/poll-pace.ts";
import { TRANSPORTS } from "../../../src/client/transports/transport-name.ts";

const NOW = 1_000_000;
type Ladder = ladders.Ladder;
const { CLIMB_FIRST_MS, CLIMB_MAX_MS, EARLY_CUT_MS, REMEMBER_MS } = ladders;

type Happening = keyof typeof HAPPENINGS;

const HAPPENINGS = {
  welcomed: ladders.welcomed,
  climbed: ladders.climbed,
  stayed: (ladder: Ladder) => ladders.stayed(ladder, NOW),
  forgotten: (ladder: Ladder) => ladders.forgotten(ladder, NOW),
  unwelcomed: (ladder: Ladder) => ladders.failed(ladder, "unwelcomed", 0, NOW),
  unfit: (ladder: Ladder) => ladders.failed(ladder, "unfit", 0, NOW),
  cut: (ladder: Ladder) => ladders.failed(ladder, "cut", EARLY_CUT_MS - 1, NOW),
  "late cut": (ladder: Ladder) => ladders.failed(ladder, "cut", EARLY_CUT_MS, NOW),
};

function after(happenings: readonly Happening[], ladder = ladders.createLadder(TRANSPORTS, undefined, NOW)): Ladder {
  return happenings.reduce((before, what) => HAPPENINGS[what](before), ladder);
}

const MANY = (fault: Fault, times: number): Fault[] => Array.from({ length: times }, () => fault);

describe("the rung of the next connection", () => {
  test.for<[string, Happening[], string]>([
    ["at first the best", [], "websocket"],
    ["one without a welcome may be chance", ["unwelcomed"], "websocket"],
    ["two are not", MANY("unwelcomed", 2), "sse"],
    ["a welcome between ends the row", ["unwelcomed", "welcomed", "unwelcomed"], "websocket"],
    ["what carried before is believed longer", ["welcomed", ...MANY("unwelcomed", 4)], "websocket"],
    ["but not for ever", ["welcomed", ...MANY("unwelcomed", 5)], "sse"],
    ["on another network it is not believed", ["welcomed", "forgotten", ...MANY("unwelcomed", 2)], "sse"],
    ["what cannot work is left at once", ["unfit"], "sse"],
    ["a welcome does not excuse a cut", ["unfit", "welcomed", "cut", "welcomed", "cut"], "long-poll"],
    ["a long life does", ["unfit", "cut", "late cut", "cut"], "sse"],
    ["each rung has chances of its own", ["unfit", "unwelcomed", "unfit", "unwelcomed"], "long-poll"],
    ["the last one", MANY("unfit", 3), "short-poll"],
    ["below the last one it begins anew", MANY("unfit", 4), "websocket"],
    ["a trial that failed changes nothing", ["unfit", "unfit", "stayed"], "long-poll"],
    ["a trial that succeeded does", ["unfit", "unfit", "climbed"], "websocket"],
  ])("%s", ([, happenings, rung]) => {
    expect(ladders.rungOf(after(happenings))).toBe(rung);
  });

  test("a single rung is never left", () => {
    const single = ladders.createLadder(["sse"], undefined, NOW);
    expect(ladders.rungOf(after(["unfit", "unwelcomed", "unwelcomed", "cut", "cut"], single))).toBe("sse");
  });
});

describe("memory", () => {
  const fallen = after(["unfit"]);

  test("a rung holds for ten minutes, and then the best is tried again", () => {
    expect(ladders.rungOf(ladders.begin(fallen, NOW + REMEMBER_MS - 1))).toBe("sse");
    expect(ladders.rungOf(ladders.begin(fallen, NOW + REMEMBER_MS))).toBe("websocket");
  });

  test("a page begins where the last one ended, while that holds", () => {
    const remembered = { transport: "long-poll", untilMs: NOW + 1 } as const;
    expect(ladders.rungOf(ladders.createLadder(TRANSPORTS, remembered, NOW))).toBe("long-poll");
    expect(ladders.rungOf(ladders.createLadder(TRANSPORTS, remembered, NOW + 1))).toBe("websocket");
    expect(ladders.rungOf(ladders.createLadder(["websocket", "sse"], remembered, NOW))).toBe("websocket");
  });

  test("a memory from a clock that was wrong holds for an hour at most", () => {
    const ladder = ladders.createLadder(TRANSPORTS, { transport: "sse", untilMs: NOW * 1e6 }, NOW);
    expect(ladders.rungOf(ladders.begin(ladder, NOW + CLIMB_MAX_MS))).toBe("websocket");
  });

  test("another network: the next connection begins at the best", () => {
    expect(ladders.rungOf(ladders.begin(after(["forgotten"], fallen), NOW))).toBe("websocket");
  });
});

describe("climbing", () => {
  test("the best is tried after five minutes, then after double the time, up to an hour", () => {
    let ladder = after(["unfit"]);
    const waits: number[] = [ladder.climbAtMs - NOW];
    for (let trial = 0; trial < 6; trial++) {
      ladder = after(["stayed"], ladder);
      waits.push(ladder.climbAtMs - NOW);
      expect(ladder.holdsUntilMs, "no connection tries the best before its trial").toBeGreaterThanOrEqual(
        ladder.climbAtMs,
      );
    }
    const minutes = [5, 10, 20, 40, 60, 60, 60];
    expect(waits).toEqual(minutes.map((each) => (each * CLIMB_FIRST_MS) / 5));
  });

  test("another network: it is tried at once", () => {
    expect(after(["unfit", "stayed", "stayed", "forgotten"]).climbAtMs).toBe(NOW);
  });
});

describe("the wait of a long poll", () => {
  test.for([
    ["is halved until it is shorter than what was cut", 25_000, 10_000, 6250],
    ["once where that is enough", 25_000, 20_000, 12_500],
    ["stays where the poll was not cut, but broke", 25_000, 200, 0],
    ["stays where the poll got no answer in time", 25_000, 35_000, 0],
    ["is given up where no wait fits", 25_000, 1200, undefined],
  ] as const)("%s", ([, waitMs, elapsedMs, shorter]) => {
    expect(shorterWaitMs(waitMs, elapsedMs)).toBe(shorter);
  });
});

test("a short poll comes faster while people talk, and is spread by a quarter either way", () => {
  expect([0, 20_000, 90_000].map((quietMs) => shortDelayMs(quietMs, 0.5))).toEqual([1000, 2500, 5000]);
  expect([0, 0.999].map((random) => shortDelayMs(90_000, random))).toEqual([3750, 6248]);
});

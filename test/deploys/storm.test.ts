// A thousand clients that are dropped at once come back spread out, all of them, soon.

import { expect, test } from "vitest";
import { weather } from "./storm.ts";

const CLIENTS = 1000;

test("R7-4 the first comeback is spread over reconnectSpreadMs: the more of it, the lower the peak", () => {
  const peaks = [1000, 2000, 5000, 10_000].map((spreadMs) => {
    const { peak, allInMs, perSecond } = weather({ clients: CLIENTS, spreadMs });
    console.log(
      `spread ${spreadMs} ms: ${peak} upgrades in the busiest second, all in after ${allInMs} ms; ${perSecond.join(" ")}`,
    );
    expect(peak).toBeLessThanOrEqual(Math.ceil(1.2 * CLIENTS * (1000 / spreadMs)));
    expect(allInMs).toBeLessThanOrEqual(spreadMs);
    return peak;
  });
  expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
});

test("R7-4 the spread is even: no second of it is empty, and none holds a crowd", () => {
  const { perSecond } = weather({ clients: 10_000, spreadMs: 10_000 });
  for (const upgrades of perSecond.slice(0, 10)) {
    expect(upgrades).toBeGreaterThan(850);
    expect(upgrades).toBeLessThan(1150);
  }
});

test.for([
  { capacity: 500, spreadMs: 1000 },
  { capacity: 300, spreadMs: 5000 },
  { capacity: 150, spreadMs: 10_000 },
])(
  "a server that takes $capacity upgrades a second and tells $spreadMs ms has all within 15 s",
  ({ capacity, spreadMs }) => {
    const storms = Array.from({ length: 20 }, (_, seed) => weather({ clients: CLIENTS, spreadMs, capacity, seed }));
    const worst = Math.max(...storms.map(({ allInMs }) => allInMs));
    const tries = Math.max(...storms.map((storm) => storm.tries));
    console.log(`${capacity} a second, spread ${spreadMs} ms: all in after ${worst} ms at worst, with ${tries} tries`);
    expect(worst).toBeLessThan(15_000);
    // Who is refused comes back less and less often.
    expect(tries).toBeLessThan(3 * CLIENTS);
  },
);

test("R7-4 a connection that did not hold is part of a row: its client waits longer, not the spread again", () => {
  const first = weather({ clients: CLIENTS, spreadMs: 1000 });
  const rows = weather({ clients: CLIENTS, spreadMs: 1000, capacity: 100 });
  expect(rows.perSecond.length).toBeGreaterThan(first.perSecond.length);
});

test("control: without jitter all come in the same instant, and that is noticed", () => {
  // The peak of a storm in which chance always says the same.
  const same = weather({ clients: CLIENTS, spreadMs: 0, seed: 1 });
  expect(same.peak).toBe(CLIENTS);
});

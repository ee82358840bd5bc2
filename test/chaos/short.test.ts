// A short run of the chaos: every kind of fault once or more, the same each time. The long one is `npm run chaos`.

import { expect, test } from "vitest";
import { runChaos } from "./chaos.ts";

test("R2-1 R2-2 R2-3 R2-4 nothing is lost, doubled or out of order under 12 seconds of faults", async () => {
  const { violations, acks, reconnects, evidence } = await runChaos({
    seed: 7,
    seconds: 12,
    clients: 10,
    server: "built",
    build: "chaos-short",
  });
  expect(violations).toEqual([]);
  // The run did something: an empty one has no violation either.
  expect(evidence.final.head).toBeGreaterThan(50);
  expect(acks).toBeGreaterThan(30);
  expect(reconnects).toBeGreaterThan(8);
});

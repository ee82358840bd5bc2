// A room tells its clients to come back no faster than it can take them.

import { expect, test } from "vitest";
import { reconnectSpreadMs } from "../../../src/rules/reconnect-spread.ts";

test.each([
  [0, 1000],
  [200, 1000],
  [1000, 5000],
  [6000, 30_000],
  [32_000, 30_000],
])("%i connections come back over %i ms", (connections, spreadMs) => {
  expect(reconnectSpreadMs(connections)).toBe(spreadMs);
});

// Over how long the clients of a room come back after all of them were dropped at once.

import { WELCOME_LIMITS } from "../protocol/limits.ts";

/** One object takes about 200 upgrades a second with their snapshots: measured in workerd on one core. */
const UPGRADE_MS = 5;
const LONGEST_MS = 30_000;

/** So long that the object is not asked for more than it can give; never shorter than a small room's. */
export function reconnectSpreadMs(connections: number): number {
  return Math.min(LONGEST_MS, Math.max(WELCOME_LIMITS.reconnectSpreadMs, connections * UPGRADE_MS));
}

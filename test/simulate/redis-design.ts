// redis-design.ts: the same load on servers of `ws` that reach each other through Redis: how many, with how much data out.

import { EGRESS_TIERS, MONTH_SECONDS, REDIS } from "./parameters.ts";
import type { Run } from "./settings.ts";

export type RedisDesign = {
  readonly deliveriesPerSecond: number;
  /** Cores at work, and the servers that are planned for it, Redis among them. */
  readonly cores: number;
  readonly servers: number;
  readonly connectionsPerServer: number;
  readonly gigabytesOut: number;
  readonly serverDollars: number;
  readonly egressDollars: number;
};

/** Dollars a month a server, and a GB; absent where nobody gave one, and the dated ones of parameters.ts are taken. */
export type GivenPrices = { readonly server?: number | undefined; readonly gigabyte?: number | undefined };

export function redisDesign(run: Run, rooms: number, given: GivenPrices): RedisDesign {
  const sockets = run.members * rooms;
  const deliveriesPerSecond = sockets * run.rate;
  const cores = (deliveriesPerSecond * REDIS.deliverMs.value) / 1000;
  const byProcessor = cores / REDIS.utilisation.value / REDIS.coresPerServer.value;
  const byMemory = (sockets * REDIS.socketBytes.value) / (REDIS.memoryPerServer.value * REDIS.utilisation.value);
  // Two at least, so that one may go down; and Redis.
  const holding = Math.max(2, Math.ceil(byProcessor), Math.ceil(byMemory));
  const bytes = REDIS.messageBytes.value + REDIS.overheadBytes.value;
  const gigabytesOut = (deliveriesPerSecond * bytes * MONTH_SECONDS) / 1e9;
  const server = given.server ?? (REDIS.serverHour.value * MONTH_SECONDS) / 3600;
  return {
    deliveriesPerSecond,
    cores,
    servers: holding + 1,
    connectionsPerServer: sockets / holding,
    gigabytesOut,
    serverDollars: (holding + 1) * server,
    egressDollars: given.gigabyte === undefined ? tiered(gigabytesOut) : gigabytesOut * given.gigabyte,
  };
}

function tiered(gigabytes: number): number {
  let dollars = 0;
  let below = 0;
  for (const { upToGb, pricePerGb } of EGRESS_TIERS) {
    dollars += Math.max(0, Math.min(gigabytes, upToGb) - below) * pricePerGb;
    below = upToGb;
  }
  return dollars;
}

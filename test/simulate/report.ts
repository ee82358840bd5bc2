// report.ts: what a simulation found, as Markdown; ! marks what stands over a limit of the platform.

import { type Bill, readPositionsPerSecond } from "./bill.ts";
import { COSTS, EGRESS_SOURCE, LOAD, NETWORK, type Parameter, PLATFORM, PRICES, REDIS, ROWS } from "./parameters.ts";
import { PEOPLE, ROUND_TRIP_SOURCE } from "./regions.ts";
import type { RedisDesign } from "./redis-design.ts";
import type { Run } from "./settings.ts";
import type { SlowReaders } from "./slow-readers.ts";
import type { Storm } from "./storm.ts";
import type { Load, Talk } from "./talk.ts";

export type Findings = {
  readonly run: Run;
  readonly rooms: number;
  readonly talk: Talk;
  readonly storm: Storm;
  readonly slow: SlowReaders;
  readonly bill: Bill;
  readonly redis: RedisDesign;
};

/** An overloaded object shows in how long the last message takes. */
const DRAIN_MS = 3000;

export function reportOf(findings: Findings): string {
  const { run, rooms, talk, storm, slow, bill, redis } = findings;
  const objects = talk.loads.map(({ kind, objects: count }) => `${count} ${kind}${count === 1 ? "" : "s"}`).join(", ");
  const reads = readPositionsPerSecond(run);
  return [
    `## ${whole(run.members)} members, ${run.rate} messages a second${rooms > 1 ? `, ${whole(rooms)} such rooms` : ""}`,
    "",
    `${objects}; ${whole(talk.messages)} messages in ${run.seconds} s, ${whole(talk.latencies.count)} deliveries, each counted once; seed ${run.seed}.`,
    "",
    "| from a member's send to another member | p50 | p90 | p99 | max |",
    "|---|---|---|---|---|",
    `| delivery latency, ms | ${[0.5, 0.9, 0.99].map((share) => whole(talk.latencies.quantile(share))).join(" | ")} | ${whole(talk.latencies.maxMs)} |`,
    "",
    talk.drainMs > DRAIN_MS
      ? `**Overloaded: the last message took ${seconds(talk.drainMs)} to reach everybody.**\n`
      : undefined,
    "| object | count | sockets, of 32,768 | CPU share mean – max | requests in its worst second, of 1,000 | calls out/s | memory, of 128 MB | longest wait |",
    "|---|---|---|---|---|---|---|---|",
    ...talk.loads.map(loadLine),
    "",
    `**A deploy drops everybody.** Told to come back over ${seconds(storm.spreadMs)} at most, by how many there were when they came: half are back after ${seconds(storm.comebacks.quantile(0.5))}, 99 % after ${seconds(storm.comebacks.quantile(0.99))}, the last after ${seconds(storm.endMs)}${storm.online < storm.members ? `; ${whole(storm.members - storm.online)} were not back after 10 minutes` : ""}.`,
    `${(storm.attempts / storm.members).toFixed(2)} attempts each; up to ${whole(storm.upgradesPeak)} upgrades a second at one object; the room is busy ${seconds(storm.roomBusyMs)} with them.`,
    "",
    slow.cutAfterSeconds === undefined
      ? `Slow readers: none are cut; the room says ${whole(slow.bytesPerSecond)} bytes/s.`
      : `Slow readers: ${whole(slow.members)} of the members; each is cut after ${seconds(slow.cutAfterSeconds * 1000)} and comes back with its cursor: ${few(slow.cutsPerSecond)} a second.`,
    "",
    `Read positions, not counted above: ${few(reads)} a second reach the room, ${over(percent((reads * LOAD.readMs.value) / 1000), reads * LOAD.readMs.value > 900)} of its thread, and write as many rows.`,
    "",
    "| a month on Cloudflare | quantity | $ |",
    "|---|---|---|",
    ...bill.lines.map(
      ({ what, quantity, unit, dollars }) =>
        `| ${what} | ${unit === "" ? "" : `${short(quantity)} ${unit}`} | ${what === "data out" ? "not billed" : money(dollars)} |`,
    ),
    `| **in sum, at most – at least** | | **${money(bill.dollars)} – ${money(bill.leastDollars)}** |`,
    "",
    bill.storedBytesPerRoom > PLATFORM.storageBytes.value
      ? `**! ${short(bill.storedBytesPerRoom / 1e9)} GB in 30 days are more than the 10 GB that an object may store: such a room has to keep less long.**\n`
      : undefined,
    "| the Redis design, a month | quantity | $ |",
    "|---|---|---|",
    `| servers, 2 cores each, Redis among them (${whole(redis.cores)} cores at work) | ${whole(redis.servers)} | ${money(redis.serverDollars)} |`,
    `| connections a server | ${whole(redis.connectionsPerServer)} | |`,
    `| data out | ${short(redis.gigabytesOut)} GB | ${money(redis.egressDollars)} |`,
    `| managed Redis, balancer, people on call | | no price given |`,
    `| **in sum** | | **${money(redis.serverDollars + redis.egressDollars)}** |`,
  ]
    .filter((line) => line !== undefined)
    .join("\n");
}

/** Every number that went in. */
export function parametersTable(): string {
  const groups: readonly (readonly [string, Readonly<Record<string, Parameter>>])[] = [
    ["costs", COSTS],
    ["network", NETWORK],
    ["load", LOAD],
    ["rows", ROWS],
    ["prices", PRICES],
    ["platform", PLATFORM],
    ["redis", REDIS],
  ];
  const rows = groups.flatMap(([group, parameters]) =>
    Object.entries(parameters).map(
      ([name, { value, unit, what, basis, source, date }]) =>
        `| \`${group}.${name}\` | ${value} ${unit} | ${what} | ${basis === "assumed" ? "**assumed**" : basis}: ${source}, ${date} |`,
    ),
  );
  const people = Object.entries(PEOPLE)
    .map(([region, share]) => `${region} ${share * 100} %`)
    .join(", ");
  return [
    "| parameter | value | what | basis |",
    "|---|---|---|---|",
    ...rows,
    `| regions | ${people} | where members are | **assumed** |`,
    `| round trips | \`test/simulate/regions.ts\` | between regions | published: ${ROUND_TRIP_SOURCE}, 2017-04 |`,
    `| data out of servers | tiers | of the Redis design | published: ${EGRESS_SOURCE} |`,
  ].join("\n");
}

function loadLine(load: Load): string {
  const { requestsPerSecond, memoryBytes, socketsPerObject } = PLATFORM;
  const cells = [
    load.kind,
    whole(load.objects),
    over(whole(load.sockets), load.sockets > socketsPerObject.value),
    over(`${percent(load.processorMean)} – ${percent(load.processorMax)}`, load.processorMax > 0.9),
    over(whole(load.requestsPerSecond), load.requestsPerSecond > requestsPerSecond.value),
    whole(load.callsPerSecond),
    over(`${whole(load.memoryBytes / 1e6)} MB`, load.memoryBytes > memoryBytes.value),
    `${whole(load.longestWaitMs)} ms`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function over(text: string, isOver: boolean): string {
  return isOver ? `**! ${text}**` : text;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function few(value: number): string {
  return value < 10 ? `${Number(value.toPrecision(2))}` : whole(value);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${whole(ms / 1000)} s`;
}

function money(dollars: number): string {
  return dollars.toLocaleString("en", {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: dollars < 100 ? 2 : 0,
  });
}

function short(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

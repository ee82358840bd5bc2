// parameters.ts: every number that the simulation starts from, with its unit, its source and its date.
//
// "measured" was measured by this project, "published" is the platform's or a seller's own figure, "code" is a constant of src, and
// "assumed" is nobody's measurement: the report marks each figure that rests on one.

import { UNREAD_BYTES } from "../../src/protocol/limits.ts";

export type Basis = "measured" | "published" | "code" | "assumed";
export type Parameter = {
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  readonly basis: Basis;
  readonly source: string;
  readonly date: string;
};

const PROTOTYPES = "prototypes on workerd 1.20261117.1, one core of a shared machine, loopback";
const PRICING = "developers.cloudflare.com/durable-objects/platform/pricing";
const WORKERS = "developers.cloudflare.com/workers/platform/pricing";
const LIMITS = "developers.cloudflare.com/durable-objects/platform/limits";

export const COSTS = {
  frameMs: measured(0.04, "ms CPU", "one frame to one socket, whatever its size", PROTOTYPES, "2026-11-22"),
  turnMs: measured(
    0.7,
    "ms CPU",
    "one turn, whatever is in it: 1.42 for a turn of one message, by `npm run simulate -- --validate`, less what a message costs",
    "workerd 1.20261102.1 alone, a busy machine",
    "2026-11-28",
  ),
  decideMs: measured(
    0.7,
    "ms CPU",
    "decode, decide, append and acknowledge one message: 2.0 µs for each of 1,000 deliveries, less its part of the frames, 30 in one",
    "`npm run bench`, commit dd7b25a",
    "2026-11-28",
  ),
  gateMs: published(
    8,
    "ms",
    "output gate: from the write until it is durable, on Cloudflare (5–13 told)",
    "lumenize.com/blog/what-i-got-wrong-about-do-throughput, a deployed Worker",
    "2026",
  ),
  rpcSendMs: assumed(
    0.43,
    "ms CPU",
    "the caller's half of a call between objects: 0.85 ms measured for both ends on one thread, halved",
    PROTOTYPES,
  ),
  rpcReceiveMs: assumed(0.43, "ms CPU", "the other half", PROTOTYPES),
  joinMs: {
    value: 5,
    unit: "ms CPU",
    what: "one upgrade with its snapshot, in the object that holds the socket",
    basis: "code",
    source: "`src/rules/reconnect-spread.ts`: measured in workerd on one core",
    date: "2026-11-28",
  },
  enterMs: assumed(
    0.1,
    "ms CPU",
    "the room's part of one entry that a relay asks for in a batch",
    "no relay was measured yet",
  ),
  relayCommandMs: assumed(
    0.05,
    "ms CPU",
    "a relay's part of one command that it passes on",
    "no relay was measured yet",
  ),
} as const satisfies Record<string, Parameter>;

export const NETWORK = {
  lastMileMs: assumed(
    10,
    "ms one way, median",
    "a client to its nearest Cloudflare location; log-normal, 95 % within 25 ms",
    "Cloudflare says 50 ms both ways for 95 % of people",
  ),
  withinRegionMs: published(
    10,
    "ms one way",
    "inside a region: half of N. California–Oregon 19.5, Ireland–Frankfurt 19.6",
    "table of regions below",
    "2017-04",
  ),
  handshakes: assumed(
    3,
    "round trips",
    "TCP, TLS and the upgrade, before a socket is open",
    "TLS 1.3 without early data",
  ),
} as const satisfies Record<string, Parameter>;

export const LOAD = {
  eventBytes: measured(
    305,
    "bytes",
    "one message of 120 characters as an event; `npm run simulate -- --validate`",
    "plain workerd",
    "2026-11-28",
  ),
  readMs: assumed(0.7, "ms CPU", "one read position, at the room", "taken to be a message's"),
  rowBytes: assumed(
    500,
    "bytes stored",
    "one message: its event, and its keys in two trees",
    "event bytes, rounded up",
  ),
  sessionsPerMemberDay: assumed(
    2,
    "joins a day",
    "how often a member opens the room, with all reconnects",
    "no deployment was watched",
  ),
  readersShare: assumed(
    0.1,
    "of the members",
    "whose app is in front and tells once a minute how far it has read",
    "no deployment was watched",
  ),
  slowShare: assumed(0.001, "of the sockets", "that read slower than the room speaks", "no deployment was watched"),
  slowBytesPerSecond: assumed(2000, "bytes/s", "what such a socket reads", "no deployment was watched"),
  socketBytes: measured(
    76 * 1024,
    "bytes",
    "an idle socket: the whole of workerd's process, divided; how much counts against an object is not known",
    PROTOTYPES,
    "2026-11-22",
  ),
  relayedBytes: assumed(
    1024,
    "bytes",
    "what the room itself remembers of a connection that a relay holds",
    "`docs/decisions/0022-relays.md`: about 1 KiB",
  ),
  unreadBytes: {
    value: UNREAD_BYTES,
    unit: "bytes",
    what: "unread, after which a reader is cut",
    basis: "code",
    source: "`src/protocol/limits.ts`",
    date: "2026-11-28",
  },
} as const satisfies Record<string, Parameter>;

export const ROWS = {
  writtenPerMessage: measured(2, "rows", "written for a message", "[cost.md](cost.md)", "2026-11-28"),
  readPerMessage: measured(5, "rows", "read for a message", "[cost.md](cost.md)", "2026-11-28"),
  readPerJoin: measured(3.8, "rows", "read for a join", "[cost.md](cost.md)", "2026-11-28"),
  writtenPerLeave: measured(0.2, "rows", "written for a leave", "[cost.md](cost.md)", "2026-11-28"),
  writtenPerRead: measured(
    1,
    "rows",
    "written for a read position, once a member and minute at most",
    "[cost.md](cost.md)",
    "2026-11-28",
  ),
} as const satisfies Record<string, Parameter>;

/** Of the paid plan, a month. */
export const PRICES = {
  base: published(5, "$", "Workers Paid, a month", WORKERS, "2026-08-03"),
  workerRequestsIncluded: published(10e6, "requests", "of the Worker, included", WORKERS, "2026-08-03"),
  workerRequests: published(0.3, "$/million", "more of them", WORKERS, "2026-08-03"),
  objectRequestsIncluded: published(1e6, "requests", "of objects, included", PRICING, "2026-11-22"),
  objectRequests: published(
    0.15,
    "$/million",
    "more of them: calls between objects, upgrades, and frames that come in at 20 for one",
    PRICING,
    "2026-11-22",
  ),
  framesPerRequest: published(20, "frames", "that come in over sockets, for one request", PRICING, "2026-11-22"),
  durationIncluded: published(400_000, "GB-s", "included", PRICING, "2026-11-22"),
  duration: published(12.5, "$/million GB-s", "more of it, always for 128 MB", PRICING, "2026-11-22"),
  rowsReadIncluded: published(25e9, "rows", "read, included", PRICING, "2026-11-22"),
  rowsRead: published(0.001, "$/million", "more of them", PRICING, "2026-11-22"),
  rowsWrittenIncluded: published(50e6, "rows", "written, included", PRICING, "2026-11-22"),
  rowsWritten: published(1, "$/million", "more of them", PRICING, "2026-11-22"),
  storageIncluded: published(5, "GB", "stored, included", PRICING, "2026-11-22"),
  storage: published(0.2, "$/GB-month", "more of it", PRICING, "2026-11-22"),
} as const satisfies Record<string, Parameter>;

export const PLATFORM = {
  socketsPerObject: published(
    32_768,
    "sockets",
    "an object",
    "developers.cloudflare.com/durable-objects/api/state",
    "2026-11-22",
  ),
  requestsPerSecond: published(1000, "requests/s", "an object, a soft limit", LIMITS, "2026-11-22"),
  memoryBytes: published(128e6, "bytes", "an object", PRICING, "2026-11-22"),
  storageBytes: published(10e9, "bytes", "stored by an object", LIMITS, "2026-11-22"),
} as const satisfies Record<string, Parameter>;

/** The design that Hubbub replaces: `ws` × n, told of each message by Redis pub/sub. */
export const REDIS = {
  deliverMs: measured(
    0.0153,
    "ms CPU",
    "a message to one of 5,000 sockets, Redis and `ws` together",
    "ws 8.23, ioredis 6, Redis 7.0.15, one core, loopback",
    "2026-11-22",
  ),
  socketBytes: measured(10 * 1024, "bytes", "an idle socket", "the same run", "2026-11-22"),
  utilisation: assumed(
    0.6,
    "of a core",
    "that a server is planned to use at its usual load",
    "a rule of thumb, not a measurement",
  ),
  coresPerServer: published(
    2,
    "cores",
    "an m7g.large",
    "factualminds.com/blog/amazon-ec2-on-demand-pricing-instance-families-2026",
    "2026-06-17",
  ),
  memoryPerServer: published(8e9, "bytes", "the same", "the same", "2026-06-17"),
  serverHour: published(
    0.0816,
    "$/hour",
    "an m7g.large, Linux, us-east-1, on demand; `--price-server`, a month",
    "the same; Amazon’s own page was not seen",
    "2026-06-17",
  ),
  messageBytes: measured(
    160,
    "bytes",
    "what it sends of a message of 120 characters: plain text, and an id",
    "the benchmark’s own",
    "2026-11-28",
  ),
  overheadBytes: assumed(
    40,
    "bytes",
    "of TCP, IP and TLS for a frame, billed as data out",
    "20 + 20, TLS left out; frames share packets under load",
  ),
} as const satisfies Record<string, Parameter>;

/** Data out of the same seller, by the month’s volume; `--price-gb` puts one price in its place. */
export const EGRESS_TIERS = [
  { upToGb: 100, pricePerGb: 0 },
  { upToGb: 10_000, pricePerGb: 0.09 },
  { upToGb: 50_000, pricePerGb: 0.085 },
  { upToGb: 150_000, pricePerGb: 0.07 },
  { upToGb: Number.POSITIVE_INFINITY, pricePerGb: 0.05 },
] as const;
export const EGRESS_SOURCE =
  "wring.co/blog/aws-data-transfer-pricing-guide, quoting Amazon’s data transfer prices; read 2026-11-28";

export const MONTH_SECONDS = 730 * 3600;

function measured(value: number, unit: string, what: string, source: string, date: string): Parameter {
  return { value, unit, what, basis: "measured", source, date };
}

function published(value: number, unit: string, what: string, source: string, date: string): Parameter {
  return { value, unit, what, basis: "published", source, date };
}

function assumed(value: number, unit: string, what: string, source: string): Parameter {
  return { value, unit, what, basis: "assumed", source, date: "2026-11-28" };
}

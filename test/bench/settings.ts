// settings.ts: what the benchmark measures: rooms of some size, and in each of them one thing after the other.

/** A number of a scenario. `key` is what the load, or the trial around it, calls it. */
export type Figure = {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
  readonly better: "higher" | "lower";
};

export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly kind: "idle" | "latency" | "fan-out" | "joins" | "bare-joins" | "resume";
  /** Messages under way at a time, in each room; of a closed loop alone. */
  readonly outstanding: number;
  /** The first is the one that is compared. */
  readonly figures: readonly [Figure, ...Figure[]];
};

/** People who are together while scenarios run. A server is started for it, and ended after it. */
export type Setting = {
  readonly id: string;
  readonly rooms: number;
  /** In each room. */
  readonly people: number;
  readonly scenarios: readonly Scenario[];
  /** Repeats at most: of large rooms, whose filling takes most of the time, fewer are enough. */
  readonly repeats: number;
};

const deliveredPerSecond: Figure = { key: "deliveredPerSecond", title: "delivered/s", digits: 0, better: "higher" };
const perDelivered: Figure = { key: "cpuMicros", title: "server CPU µs per delivered", digits: 2, better: "lower" };
const perFrame: Figure = { key: "messagesPerFrame", title: "messages in a frame", digits: 1, better: "higher" };
const p50: Figure = { key: "p50Ms", title: "p50, ms", digits: 1, better: "lower" };
const p99: Figure = { key: "p99Ms", title: "p99, ms", digits: 1, better: "lower" };
const cpuOf = (what: string): Figure => ({
  key: "cpuMillis",
  title: `server CPU ms per ${what}`,
  digits: 2,
  better: "lower",
});

function fanOut(id: string, title: string, outstanding: number): Scenario {
  const figures = [deliveredPerSecond, perDelivered, perFrame] as const;
  return { id, title: `${title}, ${outstanding} messages outstanding`, kind: "fan-out", outstanding, figures };
}

function latency(people: number): Scenario {
  const title = `Latency of 10 messages a second to ${people} people`;
  return { id: `latency-${people}`, title, kind: "latency", outstanding: 0, figures: [p50, p99, perDelivered] };
}

const idle: Scenario = {
  id: "idle",
  title: "Memory of 5,000 idle connections",
  kind: "idle",
  outstanding: 0,
  figures: [{ key: "kibPerConnection", title: "KiB for each", digits: 0, better: "lower" }],
};
const joins: Scenario = {
  id: "joins",
  title: "Joining a room of 1,000 people; Hubbub's with a snapshot of 50 messages",
  kind: "joins",
  outstanding: 0,
  figures: [{ key: "perSecond", title: "joins/s", digits: 0, better: "higher" }, cpuOf("join")],
};
const bareJoins: Scenario = {
  id: "bare-joins",
  title: "The same without a snapshot",
  kind: "bare-joins",
  outstanding: 0,
  figures: [{ key: "perSecond", title: "joins/s", digits: 0, better: "higher" }, cpuOf("join")],
};
const resume: Scenario = {
  id: "resume",
  title: "Coming back to that room after 500 missed messages",
  kind: "resume",
  outstanding: 0,
  figures: [{ key: "perSecond", title: "resumes/s", digits: 0, better: "higher" }, p50, cpuOf("resume")],
};

export const SETTINGS: readonly Setting[] = [
  {
    id: "room-100",
    rooms: 1,
    people: 100,
    repeats: Infinity,
    scenarios: [latency(100), fanOut("fan-out-100", "One room of 100 people", 64)],
  },
  {
    id: "room-1000",
    rooms: 1,
    people: 1000,
    repeats: Infinity,
    scenarios: [latency(1000), fanOut("fan-out-1000", "One room of 1,000 people", 32), joins, bareJoins, resume],
  },
  {
    id: "room-5000",
    rooms: 1,
    people: 5000,
    repeats: 3,
    scenarios: [
      idle,
      fanOut("fan-out-5000", "One room of 5,000 people", 8),
      fanOut("fan-out-5000-64", "One room of 5,000 people", 64),
    ],
  },
  {
    id: "rooms-200",
    rooms: 200,
    people: 10,
    repeats: Infinity,
    scenarios: [fanOut("fan-out-200x10", "200 rooms of 10 people", 8)],
  },
];

export const ALL_SCENARIOS: readonly Scenario[] = SETTINGS.flatMap(({ scenarios }) => scenarios);

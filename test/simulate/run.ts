// run.ts: `npm run simulate -- --members 1000000 --rate 20`: what a room of that size would be like, and cost.
//
// `--parameters` prints every number that goes in, `--validate` holds the model against real rooms on this machine, `--json` prints
// figures. What is tried: `--threshold`, `--relay-sockets`, `--fan-out`, `--window`, `--gap`, `--calls-in-flight`, `--merge`.

import { parseArgs } from "node:util";
import { billOf } from "./bill.ts";
import { redisDesign } from "./redis-design.ts";
import { type Findings, parametersTable, reportOf } from "./report.ts";
import { type Run, USUAL } from "./settings.ts";
import { slowReaders } from "./slow-readers.ts";
import { storm } from "./storm.ts";
import { talk } from "./talk.ts";
import { validate } from "./validate.ts";

const OPTIONS = {
  members: { type: "string" },
  rate: { type: "string" },
  rooms: { type: "string" },
  seconds: { type: "string" },
  seed: { type: "string" },
  threshold: { type: "string" },
  "relay-sockets": { type: "string" },
  "fan-out": { type: "string" },
  window: { type: "string" },
  gap: { type: "string" },
  "calls-in-flight": { type: "string" },
  "price-server": { type: "string" },
  "price-gb": { type: "string" },
  merge: { type: "boolean" },
  json: { type: "boolean" },
  parameters: { type: "boolean" },
  validate: { type: "boolean" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.parameters === true) return console.log(parametersTable());
  if (values.validate === true) return console.log(await validate());
  const run: Run = {
    ...USUAL,
    members: given("members", values.members, 1_000_000),
    rate: given("rate", values.rate, USUAL.rate),
    seconds: given("seconds", values.seconds, USUAL.seconds),
    seed: given("seed", values.seed, USUAL.seed),
    threshold: given("threshold", values.threshold, USUAL.threshold),
    relaySockets: given("relay-sockets", values["relay-sockets"], USUAL.relaySockets),
    fanOut: given("fan-out", values["fan-out"], USUAL.fanOut),
    longestWindowMs: given("window", values.window, USUAL.longestWindowMs),
    leastGapMs: given("gap", values.gap, USUAL.leastGapMs),
    callsInFlight: given("calls-in-flight", values["calls-in-flight"], USUAL.callsInFlight),
    mergesFrames: values.merge ?? USUAL.mergesFrames,
  };
  const rooms = given("rooms", values.rooms, 1);
  const talked = talk(run);
  const prices = {
    server: price("price-server", values["price-server"]),
    gigabyte: price("price-gb", values["price-gb"]),
  };
  const findings: Findings = {
    run,
    rooms,
    talk: talked,
    storm: storm(run),
    slow: slowReaders(run, talked),
    bill: billOf(run, talked, rooms),
    redis: redisDesign(run, rooms, prices),
  };
  console.log(values.json === true ? JSON.stringify(figures(findings), undefined, 2) : reportOf(findings));
}

/** Latencies as quantiles, everything else as it is. */
function figures({ talk: talked, storm: stormed, ...rest }: Findings): object {
  const quantiles = ({ latencies }: { latencies: Findings["talk"]["latencies"] }) => ({
    p50: latencies.quantile(0.5),
    p90: latencies.quantile(0.9),
    p99: latencies.quantile(0.99),
    max: latencies.maxMs,
    count: latencies.count,
  });
  return {
    ...rest,
    talk: { ...talked, latencies: quantiles(talked) },
    storm: { ...stormed, comebacks: quantiles({ latencies: stormed.comebacks }) },
  };
}

function given(name: string, text: string | undefined, usual: number): number {
  return price(name, text) ?? usual;
}

function price(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`unable to simulate; --${name} is ${text}, and must be a number`);
  return value;
}

await main();

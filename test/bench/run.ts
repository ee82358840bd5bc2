// run.ts: `npm run bench`: how fast rooms deliver, against the design that Hubbub replaces, in the same run, in less than 9 minutes.
//
// `--all` takes all peers, with no end but its repeats, and goes on where it was ended (`--fresh` begins anew). `--repeats 3`,
// `--seconds 1`, `--only fan-out-100,joins`, `--servers hubbub,ws` make less of it. Loopback, one machine: read the ratios.

import { execFileSync, execSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { buildWorker, type BuiltWorker, OUTPUT } from "../support/built-worker.ts";
import { describeMachine, summarise, tableOf } from "./report.ts";
import { SampleRecord } from "./sample-record.ts";
import { bun } from "./servers/bun.ts";
import type { Contender } from "./servers/contender.ts";
import { hubbub, hubbubInDev } from "./servers/hubbub.ts";
import { partyserver } from "./servers/partyserver.ts";
import { requireRedis } from "./servers/redis.ts";
import { socketIoWithRedis, ws, wsBatching, wsWithRedis } from "./servers/ws.ts";
import { type Setting, SETTINGS } from "./settings.ts";
import { type Pace, runTrial, type Sample } from "./trial.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const WARM_UP_MS = 700;
/** No trial is begun that would end later. */
const MINUTES = 8.6;
const REFERENCE = "ws-redis";

type Options = {
  readonly isAll: boolean;
  readonly repeats: number;
  readonly pace: Pace;
  readonly only: readonly string[] | undefined;
  readonly servers: readonly string[] | undefined;
  readonly isFresh: boolean;
};

async function main(options: Options): Promise<void> {
  const deadline = options.isAll ? Infinity : performance.now() + MINUTES * 60_000;
  const redis = requireRedis();
  // Peers are no dependency of the product: they are installed here, by their own manifest.
  const omit = options.isAll ? "" : "--omit=optional";
  execSync(`npm install --no-package-lock --no-audit --no-fund --loglevel=error ${omit}`, {
    cwd: HERE,
    stdio: "inherit",
  });
  const built = await buildWorker("bench");
  const contenders = contendersOf(built, options);
  const settings = settingsOf(options.only);
  const versions = { Node: process.versions.node, workerd: versionOf("workerd"), ws: versionOf("ws"), Redis: redis };
  const about = { ...versions, commit: commit(), pace: JSON.stringify(options.pace) };
  const name = options.isAll ? "bench-all" : "bench";
  const record = new SampleRecord(join(OUTPUT, `${name}-samples.json`), about, options.isAll && !options.isFresh);

  const longest = new Map<string, number>();
  for (let repeat = 1; repeat <= options.repeats; repeat += 1) {
    for (const setting of settings) {
      if (repeat > setting.repeats) continue;
      for (const contender of contenders) {
        const kind = `${contender.id} ${setting.id}`;
        const trial = `${kind} ${repeat}`;
        if (record.has(trial)) continue;
        const startedAt = performance.now();
        if (startedAt + (longest.get(kind) ?? 0) > deadline) continue;
        const samples = await tried(contender, setting, options.pace);
        longest.set(kind, Math.max(longest.get(kind) ?? 0, performance.now() - startedAt));
        record.keep(trial, samples);
        for (const sample of samples) console.log(`${repeat}  ${contender.id}  ${lineOf(sample)}`);
      }
    }
  }
  report(name, settings, contenders, versions, record);
}

/** A peer that cannot take so many people says so, and the others go on. */
async function tried(contender: Contender, setting: Setting, pace: Pace): Promise<Sample[]> {
  try {
    return await runTrial(contender, setting, pace);
  } catch (error) {
    if (contender.id === "hubbub" || contender.id === REFERENCE) throw error;
    console.error(`${contender.name} did not do ${setting.id}: ${error instanceof Error ? error.message : "?"}`);
    return [];
  }
}

function contendersOf(built: BuiltWorker, { isAll, servers }: Options): Contender[] {
  const all = [
    hubbub(built),
    ws,
    wsWithRedis(2),
    hubbubInDev(built),
    wsBatching,
    socketIoWithRedis(2),
    partyserver(built),
    bun,
  ];
  const usual = isAll || servers !== undefined ? all : all.slice(0, 3);
  return usual.filter(({ id }) => servers === undefined || servers.includes(id));
}

function settingsOf(only: readonly string[] | undefined): Setting[] {
  return SETTINGS.flatMap((setting) => {
    const scenarios = setting.scenarios.filter(({ id }) => only === undefined || only.includes(id));
    return scenarios.length === 0 ? [] : [{ ...setting, scenarios }];
  });
}

function report(
  name: string,
  settings: readonly Setting[],
  contenders: readonly Contender[],
  versions: Readonly<{ [name: string]: string }>,
  record: SampleRecord,
): void {
  const scenarios = settings.flatMap((setting) => setting.scenarios);
  const tables = scenarios.map((scenario) => tableOf(scenario, contenders, REFERENCE, record));
  const text = `${tables.join("\n")}\n${describeMachine(versions)}\n`;
  const summaries = scenarios.map(({ id }, index) => ({
    scenario: id,
    servers: contenders.map((contender) => ({
      server: contender.id,
      ...(scenarios[index] && summarise(scenarios[index], record.of(contender.id, id))),
    })),
  }));
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(join(OUTPUT, `${name}.md`), text);
  writeFileSync(
    join(OUTPUT, `${name}.json`),
    `${JSON.stringify({ date: new Date().toISOString(), versions, summaries }, undefined, 2)}\n`,
  );
  console.log(`\n${text}\nAlso in test/.output/${name}.md and ${name}.json, each sample in ${name}-samples.json`);
}

function lineOf({ scenario, figures, serverBusy, loadBusy, otherLoad }: Sample): string {
  const shown = Object.entries(figures).filter(([, value]) => Number.isFinite(value));
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return `${scenario}: ${shown.map(([key, value]) => `${key} ${value.toPrecision(4)}`).join(", ")} (server ${percent(serverBusy)}, load ${percent(loadBusy)}, other work ${percent(otherLoad)})`;
}

function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(path, "utf8"))).version;
}

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { cwd: HERE }).toString().trim();
  } catch {
    return "";
  }
}

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    repeats: { type: "string", default: "5" },
    seconds: { type: "string", default: "1.5" },
    only: { type: "string" },
    servers: { type: "string" },
  },
});
await main({
  isAll: values.all,
  isFresh: values.fresh,
  repeats: Number(values.repeats),
  pace: { warmUpMs: WARM_UP_MS, measureMs: Number(values.seconds) * 1000 },
  only: values.only?.split(","),
  servers: values.servers?.split(","),
});

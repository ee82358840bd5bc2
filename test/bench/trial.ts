// trial.ts: one server, started for one setting, and what it did in each of its scenarios.

import { execFileSync, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { type Plan, type Said, saidSchema } from "./load/plan.ts";
import { machineMicros, processorMicros, residentKib } from "./process-tree.ts";
import type { Contender } from "./servers/contender.ts";
import type { Setting } from "./settings.ts";

export const sampleSchema = v.object({
  scenario: v.string(),
  figures: v.record(v.string(), v.number()),
  /** Of one processor. */
  loadBusy: v.number(),
  serverBusy: v.number(),
  /** What else the machine did meanwhile, in processors. */
  otherLoad: v.number(),
});
export type Sample = v.InferOutput<typeof sampleSchema>;

export type Pace = { readonly warmUpMs: number; readonly measureMs: number };

/** Longest that a trial may take, joining included. */
const TRIAL_MS = 120_000;
const LOAD = fileURLToPath(new URL("./load/main.ts", import.meta.url));

export async function runTrial(contender: Contender, setting: Setting, pace: Pace): Promise<Sample[]> {
  const server = await contender.start(pin(0));
  try {
    const plan: Plan = {
      speech: contender.speech,
      origins: [...server.origins],
      room: `bench-${crypto.randomUUID().slice(0, 8)}`,
      rooms: setting.rooms,
      people: setting.people,
      scenarios: setting.scenarios.map(({ id }) => id),
      ...pace,
    };
    const samples: Sample[] = [];
    let before: Clocks | undefined;
    await load(plan, (said) => {
      if (said.kind === "begin") before = clocks(server.pids);
      if (said.kind === "end" && before !== undefined) samples.push(sampleOf(said, before, clocks(server.pids)));
    });
    return samples;
  } finally {
    await server.stop();
  }
}

/** Servers on one processor, the load on another, so that a figure is what one processor of server gives. */
export function pin(processor: number): string[] {
  if (process.platform !== "linux" || availableParallelism() < 2) return [];
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return ["taskset", "-c", `${processor}`];
  } catch {
    return [];
  }
}

type Clocks = {
  readonly atMs: number;
  readonly server: number;
  readonly kib: number;
  readonly own: number;
  readonly machine: number;
};

/** NaN for what this machine does not tell. */
function clocks(pids: readonly number[]): Clocks {
  const { user, system } = process.cpuUsage();
  return {
    atMs: performance.now(),
    server: processorMicros(pids) ?? Number.NaN,
    kib: residentKib(pids) ?? Number.NaN,
    own: user + system,
    machine: machineMicros() ?? Number.NaN,
  };
}

function sampleOf(said: Extract<Said, { kind: "end" }>, before: Clocks, after: Clocks): Sample {
  const { scenario, units, figures, loadBusy, loadMicros } = said;
  const server = after.server - before.server;
  const micros = (after.atMs - before.atMs) * 1000;
  const others = after.machine - before.machine - server - loadMicros - (after.own - before.own);
  return {
    scenario,
    figures: {
      ...figures,
      cpuMicros: server / units,
      cpuMillis: server / 1000 / units,
      kibPerConnection: (after.kib - before.kib) / units,
    },
    loadBusy,
    serverBusy: server / micros,
    otherLoad: Math.max(0, others / micros),
  };
}

/** Runs the load in a process of its own, and lets it go on after each thing that it says. */
async function load(plan: Plan, hear: (said: Said) => void): Promise<void> {
  const [command, ...args] = [...pin(1), process.execPath, LOAD, JSON.stringify(plan)];
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"], timeout: TRIAL_MS });
  child.on("message", (message) => {
    hear(v.parse(saidSchema, message));
    child.send("go on");
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`the load ended with ${code ?? `a signal, after at most ${TRIAL_MS} ms`}`);
}

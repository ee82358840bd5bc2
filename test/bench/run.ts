// run.ts: `npm run bench`: how fast one room delivers, against the design that Hubbub replaces, in the same run.
//
// `--repeats 5`, `--seconds 5`, `--sockets 100,1000` change what is measured. Loopback, one machine: read the ratios.

import { execFileSync, execSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { buildWorker, OUTPUT } from "../support/built-worker.ts";
import type { Plan } from "./load.ts";
import { processorMicros } from "./processor-time.ts";
import { type Contender, hubbubOnWorkerd, requireRedis, wsWithRedis } from "./servers.ts";

type Figure = {
  readonly deliveredPerSecond: number;
  readonly microsPerDelivered: number | undefined;
  readonly loadBusy: number;
};

const NO_FIGURE: Figure = { deliveredPerSecond: Number.NaN, microsPerDelivered: undefined, loadBusy: Number.NaN };
const HERE = fileURLToPath(new URL(".", import.meta.url));
const WARM_UP_MS = 2000;
/** Longest that one measurement may take, joining included. */
const LOAD_MS = 90_000;
const SENDERS = 16;

const resultSchema = v.object({ delivered: v.number(), seconds: v.number(), loadBusy: v.number() });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repeats: { type: "string", default: "3" },
      seconds: { type: "string", default: "5" },
      sockets: { type: "string", default: "100,1000" },
    },
  });
  const repeats = Number(values.repeats);
  const measureMs = Number(values.seconds) * 1000;
  const rooms = values.sockets.split(",").map(Number);

  requireRedis();
  // Peers are no dependency of the product: they are installed here, by their own manifest.
  execSync("npm install --no-package-lock --no-audit --no-fund --loglevel=error", { cwd: HERE, stdio: "inherit" });
  const built = await buildWorker("bench");
  const contenders = [hubbubOnWorkerd(built), wsWithRedis(2)];
  const figures = new Map<string, Figure[]>();
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    for (const sockets of rooms) {
      for (const contender of contenders) {
        const figure = await measure(contender, sockets, measureMs);
        const key = keyOf(contender, sockets);
        figures.set(key, [...(figures.get(key) ?? []), figure]);
        console.log(`${repeat}/${repeats}  N=${sockets}  ${contender.name}: ${describe(figure)}`);
      }
    }
  }
  report(contenders, rooms, figures, { repeats, measureMs });
}

async function measure(contender: Contender, sockets: number, measureMs: number): Promise<Figure> {
  const server = await contender.start(pin(0));
  try {
    const plan: Plan = {
      speech: contender.speech,
      origins: [...server.origins],
      room: `bench-${crypto.randomUUID().slice(0, 8)}`,
      sockets,
      senders: Math.min(SENDERS, sockets),
      outstanding: sockets <= 100 ? 64 : 32,
      warmUpMs: WARM_UP_MS,
      measureMs,
    };
    let [before, after]: (number | undefined)[] = [];
    const printed = await load(plan, (line) => {
      if (line === "begin") before = processorMicros(server.pids);
      if (line === "end") after = processorMicros(server.pids);
    });
    const { delivered, seconds, loadBusy } = v.parse(resultSchema, JSON.parse(printed));
    const micros = before === undefined || after === undefined ? undefined : (after - before) / delivered;
    return { deliveredPerSecond: delivered / seconds, microsPerDelivered: micros, loadBusy };
  } finally {
    await server.stop();
  }
}

/** Runs the load in a process of its own, and gives the last line that it printed. */
async function load(plan: Plan, onLine: (line: string) => void): Promise<string> {
  const command = [...pin(1), process.execPath, join(HERE, "load.ts"), JSON.stringify(plan)];
  const child = spawn(command[0] ?? "", command.slice(1), { stdio: ["ignore", "pipe", "inherit"], timeout: LOAD_MS });
  let rest = "";
  let last = "";
  child.stdout.on("data", (part: Buffer) => {
    const lines = (rest + part.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      last = line;
      onLine(line);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`the load ended with ${code ?? `a signal, after at most ${LOAD_MS} ms`}`);
  return last;
}

/** Servers on one core, the load on another, so that a figure is what one core of server gives. */
function pin(core: number): string[] {
  if (process.platform !== "linux" || availableParallelism() < 2) return [];
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return ["taskset", "-c", `${core}`];
  } catch {
    return [];
  }
}

function report(
  contenders: readonly Contender[],
  rooms: readonly number[],
  figures: ReadonlyMap<string, readonly Figure[]>,
  how: { repeats: number; measureMs: number },
): void {
  const rows = rooms.flatMap((sockets) => {
    const medians = contenders.map((contender) => medianOf(figures.get(keyOf(contender, sockets)) ?? []));
    const peer = medians.at(-1);
    return contenders.map((contender, index) => {
      const median = medians[index] ?? NO_FIGURE;
      const ratio = peer === undefined ? Number.NaN : median.deliveredPerSecond / peer.deliveredPerSecond;
      const repeats = (figures.get(keyOf(contender, sockets)) ?? []).map((figure) =>
        Math.round(figure.deliveredPerSecond),
      );
      return { sockets, server: contender.name, ...median, ratio, repeats };
    });
  });
  const table = [
    "| people in the room | server | delivered messages/s | ratio | server CPU µs per delivered | load busy | lowest – highest |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) =>
      [
        "",
        ` ${row.sockets} `,
        ` ${row.server} `,
        ` ${thousands(row.deliveredPerSecond)} `,
        ` ${row.ratio.toFixed(1)}× `,
        ` ${row.microsPerDelivered?.toFixed(2) ?? "–"} `,
        ` ${Math.round(row.loadBusy * 100)} % `,
        ` ${thousands(Math.min(...row.repeats))} – ${thousands(Math.max(...row.repeats))} `,
        "",
      ].join("|"),
    ),
  ].join("\n");
  const [processor] = cpus();
  const conditions = [
    `Medians of ${how.repeats} interleaved runs of ${how.measureMs / 1000} s; closed loop, 64 messages outstanding for 100 people, 32 for more;`,
    `texts of about 120 bytes, no compression, senders receive their own; server processes ${pin(0).length > 0 ? "on one core, the load on another" : "not pinned"};`,
    `loopback on ${availableParallelism()} × ${processor?.model ?? "?"}, Node ${process.versions.node}.`,
    "Hubbub stores every message before it delivers it; Redis pub/sub stores none. Hubbub's advantage is that it sends what",
    "arrives together in one frame, not that its runtime is faster.",
  ].join("\n");
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(join(OUTPUT, "bench.md"), `${table}\n\n${conditions}\n`);
  writeFileSync(join(OUTPUT, "bench.json"), `${JSON.stringify({ how, rows }, undefined, 2)}\n`);
  console.log(`\n${table}\n\n${conditions}\n\nAlso in test/.output/bench.md and bench.json`);
}

function medianOf(figures: readonly Figure[]): Figure {
  const sorted = [...figures].sort((one, other) => one.deliveredPerSecond - other.deliveredPerSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? NO_FIGURE;
}

function keyOf(contender: Contender, sockets: number): string {
  return `${contender.name} ${sockets}`;
}

function describe({ deliveredPerSecond, microsPerDelivered, loadBusy }: Figure): string {
  return `${thousands(deliveredPerSecond)} delivered/s, ${microsPerDelivered?.toFixed(2) ?? "?"} µs of CPU each (load ${Math.round(loadBusy * 100)} % busy)`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString("en");
}

await main();

// slow.ts: `node test/deploys/slow.ts --slow 20 --megabytes 50`: what clients that stop reading cost a real server.
// They must be cut with 4408 in time, cost no more than their allowance until they are gone, and come back to everything.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildWorker } from "../support/built-worker.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { freePort } from "../support/processes.ts";
import { allocatedMiB, collectedHeapMiB, giveBack, residentMiB } from "./server-memory.ts";
import { type Measured, slowReaders } from "./slow-readers.ts";

/** May be sent to a socket without a sign of life, counted as coarsely as the contract allows (R3.2-1), in MiB. */
const MOST_MIB = 8.5;
const LEAST_MIB = 4;
/** How much more the scripts may hold when slow readers are gone than before they came, in MiB. */
const HEAP_NOISE_MIB = 2;
/** Part of what slow readers cost that may seem to be held when they are gone. */
const NOISE = 0.1;
/** Between rounds, so that none begins with what the one before is about to free. */
const REST_S = 15;

/** A round, and the server when everybody had left. */
type Round = Measured & { readonly leftMiB: number; readonly leftHeapMiB: number; readonly givenBackMiB: number };

const { values } = parseArgs({
  options: {
    slow: { type: "string", default: "20" },
    readers: { type: "string", default: "5" },
    megabytes: { type: "string", default: "50" },
    /** A single one is the short run: nothing rests after it. */
    rounds: { type: "string", default: "4" },
    /** Asks workerd's allocator as well, through gdb, and has it give back what is free. */
    allocator: { type: "boolean", default: false },
    silent: { type: "boolean", default: false },
  },
});
const slow = Number(values.slow);
const amount = Number(values.rounds);
const inspectorPort = await freePort();
const folder = mkdtempSync(join(tmpdir(), "hubbub-slow-"));
const socketPath = join(folder, "socket");
const server = await startBuiltServer(await buildWorker("slow"), {
  vars: { RATE_LIMITS: "off" },
  inspectorPort,
  socketPath,
});
const memory = {
  resident: () => residentMiB(server.pid),
  collected: () => collectedHeapMiB(inspectorPort),
  allocated: async () => (values.allocator ? allocatedMiB(server.pid) : undefined),
};
try {
  const control = await round(0);
  const rounds: Round[] = [];
  while (rounds.length < amount) rounds.push(await round(slow));
  console.log(table(control, rounds));
  const faults = rounds.flatMap((each, index) =>
    faultsOf(each, control).map((fault) => `round ${index + 1}: ${fault}`),
  );
  faults.push(...faultsOfAll(rounds));
  for (const fault of faults) console.log(`WRONG: ${fault}`);
  process.exitCode = faults.length === 0 || values.silent ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

async function round(slow: number): Promise<Round> {
  const { origin, pid } = server;
  const [readers, megabytes, pinged] = [Number(values.readers), Number(values.megabytes), !values.silent];
  const measured = await slowReaders({ origin, socketPath, memory, slow, readers, megabytes, pinged });
  // V8 gives back what it has collected by and by.
  const restS = amount > 1 ? REST_S : 0;
  for (let second = 0; second < restS; second += 1) {
    await memory.collected();
    await sleep(1000);
  }
  const leftHeapMiB = await memory.collected();
  const leftMiB = memory.resident();
  if (values.allocator) await giveBack(pid);
  return { ...measured, leftMiB, leftHeapMiB, givenBackMiB: memory.resident() };
}

function bound(control: Round): number {
  return control.peakMiB + slow * MOST_MIB;
}

function faultsOf(round: Round, control: Round): string[] {
  const { peakMiB, leftMiB, givenBackMiB, allocatedBaseMiB, allocatedEndMiB, allocatedAfterMiB } = round;
  const heapLimitMiB = round.heapBaseMiB + HEAP_NOISE_MIB;
  const faults: string[] = [];
  const need = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  need(round.caughtUp === slow, `${slow - round.caughtUp} slow readers did not come back to everything`);
  const astray = round.cuts.filter(({ code, mebibytes: sent }) => code !== 4408 || sent < LEAST_MIB || sent > MOST_MIB);
  need(astray.length === 0, `${astray.length} slow readers were cut otherwise than with 4408 by ${MOST_MIB} MiB`);
  need(peakMiB <= bound(control), `${whole(peakMiB)} MiB resident, more than ${whole(bound(control))}`);
  need(round.heapAfterMiB <= heapLimitMiB, "the scripts still hold something for slow readers that are gone");
  if (amount === 1) return faults;
  need(round.leftHeapMiB <= heapLimitMiB, "the scripts still hold something for a room that everybody left");
  need(leftMiB < peakMiB, "resident memory did not fall when everybody had left");
  if (allocatedBaseMiB === undefined || allocatedEndMiB === undefined || allocatedAfterMiB === undefined) return faults;
  const costMiB = allocatedEndMiB - allocatedBaseMiB;
  need(allocatedAfterMiB <= allocatedBaseMiB + costMiB * NOISE, "the server still holds something for slow readers");
  need(peakMiB - givenBackMiB >= costMiB / 2, "resident memory did not fall when what is free was given back");
  return faults;
}

/** The allocator keeps what was freed for whoever needs it next: that it is free shows in rounds that need no more. */
function faultsOfAll(rounds: readonly Round[]): string[] {
  const [first, second, ...later] = rounds;
  const last = later.at(-1);
  if (first === undefined || second === undefined || last === undefined) return [];
  const moreMiB = last.peakMiB - second.peakMiB;
  const costMiB = (first.peakMiB - first.baseMiB) * later.length;
  return moreMiB <= costMiB * NOISE ? [] : [`the last ${later.length} rounds needed ${whole(moreMiB)} MiB anew`];
}

function table(control: Round, rounds: readonly Round[]): string {
  const all = [control, ...rounds];
  const row = (name: string, cell: (round: Round) => string) => [name, ...all.map(cell)];
  const asked = (name: string, cell: (round: Round) => number | undefined) =>
    values.allocator ? [row(name, (round) => (cell(round) ?? 0).toFixed(1))] : [];
  const rested = (name: string, cell: (round: Round) => string) => (amount > 1 ? [row(name, cell)] : []);
  const rows = [
    ["MiB", "no slow ones", ...rounds.map((_, index) => `round ${index + 1}`)],
    row("resident before the traffic", ({ baseMiB }) => whole(baseMiB)),
    row("resident at most", ({ peakMiB }) => whole(peakMiB)),
    row("resident when the slow ones were gone", ({ afterMiB }) => whole(afterMiB)),
    ...rested(`resident ${REST_S} s after everybody left`, ({ leftMiB }) => whole(leftMiB)),
    ...asked("resident when what is free was given back", ({ givenBackMiB }) => givenBackMiB),
    ...asked("allocated before the traffic", ({ allocatedBaseMiB }) => allocatedBaseMiB),
    ...asked("allocated at its end", ({ allocatedEndMiB }) => allocatedEndMiB),
    ...asked("allocated when the slow ones were gone", ({ allocatedAfterMiB }) => allocatedAfterMiB),
    row("held by scripts before the traffic", ({ heapBaseMiB }) => heapBaseMiB.toFixed(1)),
    row("held by scripts when the slow ones were gone", ({ heapAfterMiB }) => heapAfterMiB.toFixed(1)),
    ...rested(`held by scripts ${REST_S} s after everybody left`, ({ leftHeapMiB }) => leftHeapMiB.toFixed(1)),
    row("sent to a slow one when it was cut", ({ cuts }) => range(cuts.map(({ mebibytes }) => mebibytes))),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const codes = new Set(rounds.flatMap(({ cuts }) => cuts.map(({ code, reason }) => `${code} ${reason}`)));
  const worst = Math.max(...rounds.map(({ worstDelayMs }) => worstDelayMs));
  return [
    `${control.messages} messages a round, ${control.sentMiB} MiB to each of ${values.readers} readers and ${slow} that stopped reading`,
    "",
    ...rows.map((cells) => cells.map(pad).join("  ")),
    "",
    `cut: ${[...codes].join(", ")}; resident memory may be ${whole(bound(control))} MiB`,
    `readers: at most ${worst} ms from stored to seen`,
    ...rounds.map(({ caughtUp }) => `${caughtUp} of ${slow} slow ones came back and have everything`),
  ].join("\n");
}

function whole(value: number): string {
  return `${Math.round(value)}`;
}

function range(numbers: readonly number[]): string {
  if (numbers.length === 0) return "";
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? `${least}` : `${least}–${most}`;
}

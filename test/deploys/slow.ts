// slow.ts: `node test/deploys/slow.ts --slow 20 --megabytes 50`: what clients that stop reading cost a real server.
// They must be cut with 4408 in time, cost no more than their allowance until they are gone, and come back to everything.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
/** Part of what slow readers cost that may seem to be held when they are gone: noise, not one connection in five. */
const NOISE = 0.2;

const { values } = parseArgs({
  options: {
    slow: { type: "string", default: "20" },
    readers: { type: "string", default: "5" },
    megabytes: { type: "string", default: "50" },
    rounds: { type: "string", default: "5" },
    /** Asks workerd's allocator as well, through gdb, and has it give back what is free. */
    allocator: { type: "boolean", default: false },
    silent: { type: "boolean", default: false },
  },
});
const slow = Number(values.slow);
const inspectorPort = await freePort();
const folder = mkdtempSync(join(tmpdir(), "hubbub-slow-"));
const socketPath = join(folder, "socket");
const server = await startBuiltServer(await buildWorker("slow"), {
  vars: { RATE_LIMITS: "off" },
  inspectorPort,
  socketPath,
});
try {
  const options = {
    origin: server.origin,
    socketPath,
    memory: {
      resident: () => residentMiB(server.pid),
      collected: () => collectedHeapMiB(inspectorPort),
      allocated: async () => (values.allocator ? allocatedMiB(server.pid) : undefined),
      giveBack: async () => (values.allocator ? giveBack(server.pid) : undefined),
    },
    readers: Number(values.readers),
    megabytes: Number(values.megabytes),
    pinged: !values.silent,
  };
  const control = await slowReaders({ ...options, slow: 0 });
  const rounds: Measured[] = [];
  while (rounds.length < Number(values.rounds)) rounds.push(await slowReaders({ ...options, slow }));
  console.log(table(control, rounds));
  const faults = rounds.flatMap((round, index) =>
    faultsOf(round, control).map((fault) => `round ${index + 1}: ${fault}`),
  );
  faults.push(...faultsOfAll(rounds));
  for (const fault of faults) console.log(`WRONG: ${fault}`);
  process.exitCode = faults.length === 0 || values.silent ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

function bound(control: Measured): number {
  return control.peakMiB + slow * MOST_MIB;
}

function faultsOf(round: Measured, control: Measured): string[] {
  const { allocatedBaseMiB, allocatedEndMiB, allocatedAfterMiB } = round;
  const faults: string[] = [];
  const need = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  need(round.caughtUp === slow, `${slow - round.caughtUp} slow readers did not come back to everything`);
  const astray = round.cuts.filter(({ code, mebibytes: sent }) => code !== 4408 || sent < LEAST_MIB || sent > MOST_MIB);
  need(astray.length === 0, `${astray.length} slow readers were cut otherwise than with 4408 by ${MOST_MIB} MiB`);
  need(round.peakMiB <= bound(control), `${whole(round.peakMiB)} MiB resident, more than ${whole(bound(control))}`);
  need(round.heapAfterMiB <= round.heapBaseMiB + HEAP_NOISE_MIB, `the scripts still hold something for who is gone`);
  if (allocatedBaseMiB === undefined || allocatedEndMiB === undefined || allocatedAfterMiB === undefined) return faults;
  const heldMiB = (allocatedEndMiB - allocatedBaseMiB) * NOISE;
  need(allocatedAfterMiB <= allocatedBaseMiB + heldMiB, `the server still holds something for who is gone`);
  const fallMiB = round.peakMiB - round.givenBackMiB;
  need(fallMiB >= (allocatedEndMiB - allocatedBaseMiB) / 2, `resident memory fell by ${whole(fallMiB)} MiB alone`);
  return faults;
}

/** The allocator keeps what was freed for the next who needs it: that it is free shows in rounds that need no more. */
function faultsOfAll(rounds: readonly Measured[]): string[] {
  const [first, second, ...later] = rounds;
  const last = later.at(-1);
  if (first === undefined || second === undefined || last === undefined) return [];
  const leakedMiB = last.peakMiB - second.peakMiB;
  const costMiB = (first.peakMiB - first.baseMiB) * later.length;
  if (leakedMiB <= costMiB * NOISE) return [];
  return [`${whole(leakedMiB)} MiB were needed anew in the last ${later.length} rounds`];
}

function table(control: Measured, rounds: readonly Measured[]): string {
  const all = [control, ...rounds];
  const row = (name: string, cell: (measured: Measured) => string) => [name, ...all.map(cell)];
  const asked = (name: string, cell: (measured: Measured) => number | undefined) =>
    values.allocator ? [row(name, (measured) => (cell(measured) ?? 0).toFixed(1))] : [];
  const rows = [
    ["", "no slow", ...rounds.map((_, index) => `round ${index + 1}`)],
    row("resident before the traffic", ({ baseMiB }) => whole(baseMiB)),
    row("resident at most", ({ peakMiB }) => whole(peakMiB)),
    row("resident when the slow ones were gone", ({ afterMiB }) => whole(afterMiB)),
    ...asked("resident, free memory given back", ({ givenBackMiB }) => givenBackMiB),
    ...asked("allocated before the traffic", ({ allocatedBaseMiB }) => allocatedBaseMiB),
    ...asked("allocated at its end", ({ allocatedEndMiB }) => allocatedEndMiB),
    ...asked("allocated when the slow ones were gone", ({ allocatedAfterMiB }) => allocatedAfterMiB),
    row("held by scripts before", ({ heapBaseMiB }) => heapBaseMiB.toFixed(1)),
    row("held by scripts after", ({ heapAfterMiB }) => heapAfterMiB.toFixed(1)),
    row("sent to a slow one when it was cut", ({ cuts }) => range(cuts.map(({ mebibytes }) => mebibytes))),
    row("longest from stored to seen, ms", ({ worstDelayMs }) => whole(worstDelayMs)),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const codes = new Set(rounds.flatMap(({ cuts }) => cuts.map(({ code, reason }) => `${code} ${reason}`)));
  return [
    `${control.messages} messages a round, ${control.sentMiB} MiB to each of ${values.readers} readers and ${slow} that stopped reading; memory of the server in MiB`,
    "",
    ...lines,
    "",
    `cut: ${[...codes].join(", ")}; resident memory may be ${whole(bound(control))} MiB`,
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

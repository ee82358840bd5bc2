// processor-time.ts: the processor time of a server and all its children, as Linux counts it.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Microseconds that the trees of processes have used so far; undefined where there is no /proc. */
export function processorMicros(roots: readonly number[]): number | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const wanted = new Set(roots);
  // A child's number may be lower than its parent's: go round until nobody joins.
  for (let size = 0; size !== wanted.size;) {
    size = wanted.size;
    for (const { pid, parent } of stats) if (wanted.has(parent)) wanted.add(pid);
  }
  const ticks = stats.filter(({ pid }) => wanted.has(pid)).reduce((sum, stat) => sum + stat.ticks, 0);
  return (ticks * 1_000_000) / ticksPerSecond();
}

function statOf(pid: number): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything; what follows is state, parent, … with utime and stime at 12 and 13.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return [];
  }
}

let ticks: number | undefined;

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync("getconf", ["CLK_TCK"]).toString());
  return ticks;
}

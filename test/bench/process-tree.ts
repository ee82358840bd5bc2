// process-tree.ts: processor time and memory of a server and all its children, and what else the machine does, as Linux counts it.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Microseconds that the trees of processes have used so far; undefined where there is no /proc. */
export function processorMicros(roots: readonly number[]): number | undefined {
  const tree = treeOf(roots);
  return tree === undefined ? undefined : toMicros(tree.reduce((sum, stat) => sum + stat.ticks, 0));
}

/** KiB of memory that they hold; undefined where there is no /proc. */
export function residentKib(roots: readonly number[]): number | undefined {
  return treeOf(roots)?.reduce((sum, { pid }) => sum + residentOf(pid), 0);
}

/** Microseconds that all processors together were busy so far, for whomever, a hypervisor's other guests included. */
export function machineMicros(): number | undefined {
  if (!existsSync("/proc/stat")) return undefined;
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = readFileSync("/proc/stat", "utf8")
    .slice(0, 200)
    .split(/\s+/)
    .map(Number);
  return toMicros(user + nice + system + irq + softIrq + steal);
}

type Stat = { readonly pid: number; readonly parent: number; readonly ticks: number };

function treeOf(roots: readonly number[]): Stat[] | undefined {
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
  return stats.filter(({ pid }) => wanted.has(pid));
}

function statOf(pid: number): Stat[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything; what follows is state, parent, … with utime and stime at 12 and 13.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return [];
  }
}

function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

let ticksPerSecond: number | undefined;

function toMicros(ticks: number): number {
  ticksPerSecond ??= Number(execFileSync("getconf", ["CLK_TCK"]).toString());
  return (ticks * 1_000_000) / ticksPerSecond;
}

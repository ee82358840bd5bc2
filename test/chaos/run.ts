// run.ts: `npm run chaos -- --seconds 120 --clients 40 --seed 7 --server built`.

import { parseArgs } from "node:util";
import { type ChaosReport, runChaos } from "./chaos.ts";
import { FAULTS } from "./schedule.ts";

/** Violations printed in full; the rest is counted. */
const SHOWN = 40;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "120" },
    clients: { type: "string", default: "40" },
    seed: { type: "string", default: `${Math.floor(Math.random() * 1e6)}` },
    server: { type: "string", default: "built" },
    quiet: { type: "boolean", default: false },
  },
});
const { server } = values;
if (server !== "built" && server !== "dev") throw new Error(`no such server: ${server}; there are built and dev`);

const report = await runChaos({
  seconds: parseNumber("seconds", values.seconds),
  clients: parseNumber("clients", values.clients),
  seed: parseNumber("seed", values.seed),
  server,
  print: values.quiet ? () => {} : (line) => console.log(line),
});
console.log(table(report));
process.exit(report.violations.length === 0 ? 0 : 1);

function table({ options, faults, violations, ...counts }: ChaosReport): string {
  const rows: [string, string | number][] = [
    ...FAULTS.map((kind): [string, number] => [`fault: ${kind}`, faults.get(kind) ?? 0]),
    ["acks dropped on the way", counts.acksLost],
    ["events in the log", counts.events],
    ["commands asked, repeats included", counts.asked],
    ["acks", counts.acks],
    ["refusals", counts.refusals],
    ["events seen", counts.seen],
    ["reconnects", counts.reconnects],
    ["until everybody caught up", `${(counts.caughtUpMs / 1000).toFixed(1)} s`],
    ["checks", counts.checks],
    ["violations", violations.length],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const { seconds, clients, seed, server: kind } = options;
  return [
    "",
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(8)}`),
    "",
    ...violations.slice(0, SHOWN).map(({ rule, text }) => `${rule}  ${text}`),
    ...(violations.length > SHOWN ? [`… and ${violations.length - SHOWN} more`] : []),
    `again: npm run chaos -- --seconds ${seconds} --clients ${clients} --seed ${seed} --server ${kind}`,
  ].join("\n");
}

function parseNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number`);
  return value;
}

// run.ts: everything that is tested, in one command; `node test/run.ts lint unit` runs only those steps.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

type Step = {
  readonly name: string;
  /** A script of package.json. */
  readonly script: string;
  /** Where vitest counts its tests; a step without it is one check. */
  readonly report?: string;
};
type Outcome = { readonly passed: number; readonly failed: number; readonly problem?: string };

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUTPUT = join(ROOT, "test", ".output");

/**
 * Phases run one after the other; the lanes of a phase beside each other, each from its first step to its last. People in
 * browsers have no company: beside others they would wait too long for each other.
 */
const PHASES: readonly (readonly (readonly Step[])[])[] = [
  [[{ name: "build", script: "build" }]],
  [
    [
      { name: "types", script: "types" },
      { name: "lint", script: "lint" },
      { name: "format", script: "format:check" },
      { name: "unit", script: "test:unit", report: join(OUTPUT, "unit.json") },
    ],
    [{ name: "worker", script: "test:worker", report: join(OUTPUT, "worker.json") }],
  ],
  [
    [{ name: "conformance", script: "test:conformance", report: join(OUTPUT, "conformance.json") }],
    [
      { name: "rpc", script: "test:rpc", report: join(OUTPUT, "rpc.json") },
      { name: "cli", script: "test:cli", report: join(OUTPUT, "cli.json") },
    ],
    [
      { name: "deploys", script: "test:deploys", report: join(OUTPUT, "deploys.json") },
      { name: "chaos", script: "test:chaos", report: join(OUTPUT, "chaos.json") },
    ],
  ],
  [[{ name: "browser", script: "test:browser", report: join(OUTPUT, "browser.json") }]],
  [
    [
      { name: "deploy", script: "test:deploy" },
      { name: "size", script: "test:size" },
    ],
  ],
];
const STEPS = PHASES.flat(2);

const manifestSchema = v.object({ scripts: v.record(v.string(), v.string()) });
const reportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  /** False also where a file could not be loaded, which counts no test. */
  success: v.boolean(),
});

const { scripts } = v.parse(manifestSchema, JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

type Ran = { readonly step: Step; readonly outcome: Outcome; readonly seconds: string };

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(`no such step: ${unknown.join(", ")}; there are ${STEPS.map((step) => step.name).join(", ")}`);
  mkdirSync(OUTPUT, { recursive: true });
  const startedAt = performance.now();
  const ran: Ran[] = [];
  const isBroken = () => ran.some(({ outcome }) => outcome.problem !== undefined);
  const isWanted = ({ name }: Step) => wanted.length === 0 || wanted.includes(name);
  for (const phase of PHASES) {
    const lanes = phase.map((lane) => lane.filter(isWanted)).filter((lane) => lane.length > 0);
    await Promise.all(
      lanes.map(async (lane) => {
        for (const step of lane) if (!isBroken()) ran.push(await runStep(step, lanes.length > 1));
      }),
    );
    if (isBroken()) break;
  }
  const total = ran.reduce(
    (sum, { outcome }) => ({ passed: sum.passed + outcome.passed, failed: sum.failed + outcome.failed }),
    { passed: 0, failed: 0 },
  );
  console.log(`\n${ran.map(({ step, seconds }) => `${step.name} ${seconds} s`).join(" · ")}`);
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s in all`);
  for (const { step, outcome } of ran)
    if (outcome.problem !== undefined) console.log(`step "${step.name}" failed: ${outcome.problem}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = isBroken() ? 1 : 0;
}

/** What runs beside another lane says all that it has to say at its end, so that the two stay readable. */
async function runStep(step: Step, isShared: boolean): Promise<Ran> {
  const title = `\n── ${step.name}: ${scripts[step.script] ?? ""}`;
  if (!isShared) console.log(title);
  const startedAt = performance.now();
  const { outcome, said } = await run(step, isShared);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (isShared) process.stdout.write(`${title}\n${said}`);
  console.log(`── ${step.name}: ${outcome.problem ?? "passed"} (${seconds} s)`);
  return { step, outcome, seconds };
}

async function run(step: Step, isShared: boolean): Promise<{ readonly outcome: Outcome; readonly said: string }> {
  const command = scripts[step.script];
  if (command === undefined) {
    const problem = `package.json has no script "${step.script}"`;
    return { outcome: { passed: 0, failed: 1, problem }, said: "" };
  }
  if (step.report !== undefined) rmSync(step.report, { force: true });
  const { status, said } = await shell(command, isShared);
  const problem = status === 0 ? undefined : `ended with ${status}`;
  if (step.report !== undefined) return { outcome: count(step.report, problem), said };
  return { outcome: problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, problem }, said };
}

/** A suite that skipped a test, or ran none, has not shown what it is there to show. */
function count(report: string, problem: string | undefined): Outcome {
  let counted: v.InferOutput<typeof reportSchema>;
  try {
    counted = v.parse(reportSchema, JSON.parse(readFileSync(report, "utf8")));
  } catch {
    return { passed: 0, failed: 1, problem: problem ?? "left no report" };
  }
  const skipped = counted.numPendingTests + counted.numTodoTests;
  const passed = counted.numPassedTests;
  if (problem !== undefined || !counted.success) {
    return { passed, failed: Math.max(1, counted.numFailedTests), problem: `${counted.numFailedTests} tests failed` };
  }
  if (skipped > 0) return { passed, failed: skipped, problem: `${skipped} tests were skipped` };
  return passed === 0 ? { passed, failed: 1, problem: "ran no test" } : { passed, failed: 0 };
}

/** Runs a script as npm would: by the shell, with the project's own programs first. */
async function shell(command: string, isKept: boolean): Promise<{ readonly status: number; readonly said: string }> {
  const path = `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(command, {
    cwd: ROOT,
    shell: true,
    stdio: ["ignore", isKept ? "pipe" : "inherit", isKept ? "pipe" : "inherit"],
    env: { ...process.env, PATH: path, WRANGLER_SEND_METRICS: "false" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => (said += text));
  }
  return new Promise((resolve) => {
    child.once("error", () => resolve({ status: 1, said }));
    child.once("close", (code) => resolve({ status: code ?? 1, said }));
  });
}

await main(process.argv.slice(2));

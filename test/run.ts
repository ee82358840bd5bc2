// run.ts: everything that is tested, in order, in one command; `node test/run.ts lint unit` runs only those steps.

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

const STEPS: readonly Step[] = [
  { name: "build", script: "build" },
  { name: "types", script: "types" },
  { name: "lint", script: "lint" },
  { name: "format", script: "format:check" },
  { name: "unit", script: "test:unit", report: join(OUTPUT, "unit.json") },
  { name: "worker", script: "test:worker", report: join(OUTPUT, "worker.json") },
  { name: "browser", script: "test:browser", report: join(OUTPUT, "browser.json") },
  { name: "conformance", script: "test:conformance", report: join(OUTPUT, "conformance.json") },
  { name: "deploys", script: "test:deploys", report: join(OUTPUT, "deploys.json") },
  { name: "chaos", script: "test:chaos", report: join(OUTPUT, "chaos.json") },
  { name: "deploy", script: "test:deploy" },
  { name: "size", script: "test:size" },
];

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

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(`no such step: ${unknown.join(", ")}; there are ${STEPS.map((step) => step.name).join(", ")}`);
  mkdirSync(OUTPUT, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const times: string[] = [];
  let broken: string | undefined;
  for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n── ${step.name}: ${scripts[step.script] ?? ""}`);
    const startedAt = performance.now();
    const outcome = await run(step);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    times.push(`${step.name} ${seconds} s`);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    console.log(`── ${step.name}: ${outcome.problem ?? "passed"} (${seconds} s)`);
    if (outcome.problem !== undefined) {
      broken = `step "${step.name}" failed: ${outcome.problem}`;
      break;
    }
  }
  console.log(`\n${times.join(" · ")}`);
  if (broken !== undefined) console.log(broken);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = broken === undefined ? 0 : 1;
}

async function run(step: Step): Promise<Outcome> {
  const command = scripts[step.script];
  if (command === undefined) return { passed: 0, failed: 1, problem: `package.json has no script "${step.script}"` };
  if (step.report !== undefined) rmSync(step.report, { force: true });
  const status = await shell(command);
  const problem = status === 0 ? undefined : `ended with ${status}`;
  if (step.report === undefined)
    return problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, problem };
  return count(step.report, problem);
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
async function shell(command: string): Promise<number> {
  const path = `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(command, {
    cwd: ROOT,
    shell: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: path, WRANGLER_SEND_METRICS: "false" },
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

await main(process.argv.slice(2));

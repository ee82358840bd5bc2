// lighthouse.ts: `npm run lighthouse`: Lighthouse's marks for the landing page and a room, on a phone; 95 is the least.
//
// Each page is loaded three times, and the run whose performance is the median counts: what else the machine does shows.

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { buildWorker, OUTPUT, ROOT } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";
import { findBrowser } from "../support/find-browser.ts";

/** Not in the tree of packages: it brings more of them than all the rest. */
const LIGHTHOUSE = "lighthouse@13.5.0";
const LEAST = 95;
const REPEATS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const PAGES = { landing: "/", room: "/r/lighthouse" };

const SHOWN = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];

const reportSchema = v.object({
  categories: v.record(v.string(), v.object({ score: v.nullable(v.number()) })),
  audits: v.record(
    v.string(),
    v.object({ title: v.string(), score: v.nullable(v.number()), displayValue: v.optional(v.string()) }),
  ),
});

type Report = v.InferOutput<typeof reportSchema>;

const run = promisify(execFile);
const browser = await findBrowser({ whole: true });
const server = await startDevServer({ built: await buildWorker("lighthouse"), vars: { RATE_LIMITS: "off" } });
const folder = join(OUTPUT, "lighthouse");
mkdirSync(folder, { recursive: true });
let isEnough = true;
try {
  for (const [name, path] of Object.entries(PAGES)) {
    const reports: Report[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++)
      reports.push(await markPage(`${server.origin}${path}`, join(folder, `${name}-${repeat}.json`)));
    const report = reports.toSorted((a, b) => markOf(a, "performance") - markOf(b, "performance"))[REPEATS >> 1];
    if (report === undefined) throw new Error("no report");
    const marks = CATEGORIES.map((category) => [category, markOf(report, category)] as const);
    const all = reports.map((each) => markOf(each, "performance")).join(", ");
    console.log(
      `${name}: ${marks.map(([category, mark]) => `${category} ${mark}`).join(", ")} (performance of all: ${all})`,
    );
    for (const id of SHOWN) console.log(`  ${report.audits[id]?.title}: ${report.audits[id]?.displayValue}`);
    for (const { title, score } of Object.values(report.audits))
      if (score !== null && score < 0.5) console.log(`  lost marks: ${title}`);
    isEnough &&= marks.every(([, mark]) => mark >= LEAST);
  }
} finally {
  await server.stop();
}
if (!isEnough) {
  console.error(`a page has less than ${LEAST}`);
  process.exitCode = 1;
}

async function markPage(url: string, file: string): Promise<Report> {
  const options = [
    "--quiet",
    "--output=json",
    `--output-path=${file}`,
    `--only-categories=${CATEGORIES.join(",")}`,
    `--chrome-flags=--headless=new ${browser.args.join(" ")}`,
  ];
  const env = { ...browser.env, CHROME_PATH: browser.executablePath };
  const look = () => run("npx", ["--yes", LIGHTHOUSE, url, ...options], { cwd: ROOT, env });
  // It now and then misses the beginning of its own recording, and says to run it again.
  await look().catch((error: unknown) => (String(error).includes("NO_NAVSTART") ? look() : Promise.reject(error)));
  return v.parse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
}

function markOf(report: Report, category: (typeof CATEGORIES)[number]): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100);
}

// lighthouse.ts: `npm run lighthouse`: Lighthouse's marks for the landing page and a room, on a phone; 95 is the least.

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
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const PAGES = { landing: "/", room: "/r/lighthouse" };

const reportSchema = v.object({
  categories: v.record(v.string(), v.object({ score: v.nullable(v.number()) })),
  audits: v.record(
    v.string(),
    v.object({ title: v.string(), score: v.nullable(v.number()), displayValue: v.optional(v.string()) }),
  ),
});

const run = promisify(execFile);
const browser = await findBrowser({ whole: true });
const server = await startDevServer({ built: await buildWorker("lighthouse"), vars: { RATE_LIMITS: "off" } });
const folder = join(OUTPUT, "lighthouse");
mkdirSync(folder, { recursive: true });
let isEnough = true;
try {
  for (const [name, path] of Object.entries(PAGES)) {
    const file = join(folder, `${name}.json`);
    await run(
      "npx",
      [
        "--yes",
        LIGHTHOUSE,
        `${server.origin}${path}`,
        "--quiet",
        "--output=json",
        `--output-path=${file}`,
        `--only-categories=${CATEGORIES.join(",")}`,
        `--chrome-flags=--headless=new ${browser.args.join(" ")}`,
      ],
      { cwd: ROOT, env: { ...browser.env, CHROME_PATH: browser.executablePath } },
    );
    const report = v.parse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
    const marks = CATEGORIES.map(
      (category) => [category, Math.round((report.categories[category]?.score ?? 0) * 100)] as const,
    );
    console.log(`${name}: ${marks.map(([category, mark]) => `${category} ${mark}`).join(", ")}`);
    for (const id of [
      "first-contentful-paint",
      "largest-contentful-paint",
      "total-blocking-time",
      "cumulative-layout-shift",
    ])
      console.log(`  ${report.audits[id]?.title}: ${report.audits[id]?.displayValue}`);
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

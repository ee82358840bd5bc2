// axe.ts: what axe objects to on a page without frames, found at half the cost of its own runner for Playwright.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import * as v from "valibot";

const require = createRequire(import.meta.url);
/** Axe comes with its runner, which opens a page more for each look, and tells at length of all that is well. */
const AXE = readFileSync(
  require.resolve("axe-core/axe.min.js", { paths: [require.resolve("@axe-core/playwright")] }),
  "utf8",
);
const foundSchema = v.array(v.object({ id: v.string(), nodes: v.array(v.object({ html: v.string() })) }));

/** A line for each rule that the page violates: its id, and the elements. `more` names rules that axe leaves out by default. */
export async function violationsOf(page: Page, ...more: readonly string[]): Promise<string[]> {
  const rules = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
  if (!(await page.evaluate<boolean>(`"axe" in window`))) await page.evaluate(`${AXE};void 0`);
  await page.evaluate(settle);
  const options = JSON.stringify({ resultTypes: ["violations"], rules });
  const found = await page.evaluate(`axe.run(document, ${options}).then(({ violations }) => violations)`);
  return v
    .parse(foundSchema, found)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 150)).join(" | ")}`);
}

/** Waits until no colour is on its way to another one. What turns for ever is not waited for. */
async function settle(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  const passing = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(passing.map((each) => each.finished));
}

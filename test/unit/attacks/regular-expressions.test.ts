// An attacker chooses the text: every regular expression that reads it must take time in proportion to its length.

import { describe, expect, test } from "vitest";
import { readTree } from "../house/source-tree.ts";
import { type Pump, pumpsFor, regularExpressionsIn } from "./regular-expressions.ts";

/** These read our own files while building, and nothing else ever. */
const AT_BUILD =
  /^src\/(?:sdk\/|app\/(?:build|join-chunks)\.mjs|app\/uses\/snippet\.mjs|app\/docs\/(?:page\.mjs|render-markdown\.ts))/;

const expressions = new Map<string, { readonly expression: RegExp; readonly paths: string[] }>();
for (const [path, text] of readTree("src", /\.(?:ts|tsx|mjs)$/)) {
  if (AT_BUILD.test(path)) continue;
  for (const expression of regularExpressionsIn(path, text)) {
    const known = expressions.get(String(expression));
    if (known === undefined) expressions.set(String(expression), { expression, paths: [path] });
    else known.paths.push(path);
  }
}

/** So short that what is exponential, or cubic, is found out before it has to be waited for. */
const SHORT = { length: 22, ms: 10 };
const MIDDLE = { length: 256, ms: 10 };
const LENGTHS = [4_096, 8_192, 16_384] as const;
/** Where the shortest of them takes less, no more is asked: what is quadratic takes several times as long. */
const FAST_MS = 0.4;
/** And what takes this long for the shortest is not linear, however busy the machine. */
const SLOW_MS = 5;
/** Four times the text is four times the time, and 16 times for what is quadratic. A busy machine may double the four. */
const GROWTH_MAX = 9;

/** What is wrong with it, in words; undefined where its time is linear. */
function faultOf(expression: RegExp): string | undefined {
  const global = new RegExp(expression.source, `${expression.flags.replace("g", "")}g`);
  for (const pump of pumpsFor(expression)) {
    for (const { length, ms } of [SHORT, MIDDLE])
      if (fastest(global, pump.text(length), ms) > ms) return `takes more than ${ms} ms for ${length} of ${pump.what}`;
    if (fastest(global, pump.text(LENGTHS[0]), FAST_MS) < FAST_MS) continue;
    const growth = growthOf(global, pump);
    if (growth !== undefined) return `${growth} for ${pump.what}`;
  }
  return undefined;
}

/** Measured three times before it is believed: a busy machine slows down by itself, and not each time the same. */
function growthOf(expression: RegExp, pump: Pump): string | undefined {
  let found: string | undefined;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const once = fastest(expression, pump.text(LENGTHS[0]), 0);
    // What is slow already is not made to be waited for three times.
    const runs = once > SLOW_MS ? 1 : 3;
    const twice = fastest(expression, pump.text(LENGTHS[1]), 0, runs);
    const fourTimes = fastest(expression, pump.text(LENGTHS[2]), 0, runs);
    if (fourTimes < 4 * FAST_MS || fourTimes / once < GROWTH_MAX) return undefined;
    found = `takes ${[once, twice, fourTimes].map((ms) => ms.toFixed(1)).join(", ")} ms for ${LENGTHS.join(", ")}`;
    if (once > SLOW_MS) return found;
  }
  return found;
}

/** The best of some runs, or the first that is good enough. The processor's own count of time is too coarse for it: 4 ms. */
function fastest(expression: RegExp, text: string, enoughMs: number, runs = 3): number {
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    text.replace(expression, "");
    best = Math.min(best, performance.now() - startedAt);
    if (best < enoughMs) break;
  }
  return best;
}

test.for([...expressions])("ReDoS: %s takes linear time", ([, { expression, paths }]) => {
  expect(faultOf(expression), paths.join(", ")).toBeUndefined();
});

describe("ReDoS: the measure", () => {
  test("finds the expressions of every part that reads what others write", () => {
    const parts = [...expressions.values()].flatMap(({ paths }) => paths.map((path) => path.split("/")[1]));
    expect(parts).toEqual(expect.arrayContaining(["app", "cli", "client", "edge", "protocol", "rules", "storage"]));
  });

  test("finds that /(?:a+)+$/ is exponential", () => {
    expect(faultOf(/(?:a+)+$/)).toMatch(/^takes more than 10 ms for 22 of /);
  });

  test.for([/\.+$/, /^Bearer(?:\s+(.*))?$/, /<!--.*?-->/s])("finds that %s is quadratic", (careless) => {
    expect(faultOf(careless)).toMatch(/^takes [\d.]+, [\d.]+, [\d.]+ ms/);
  });

  test("an expression is made of no text but what stands beside it, that of another one, or escaped names", () => {
    const made = [...readTree("src", /\.(?:ts|tsx)$/)].flatMap(([path, text]) =>
      [...text.matchAll(/new RegExp\(/g)].map(() => path),
    );
    expect(made.filter((path) => !AT_BUILD.test(path))).toEqual([
      "src/app/text/code-tokens.ts",
      "src/app/text/emoji-only.ts",
      // Of names, each escaped: literals side by side, which its own test times on hostile text.
      "src/app/text/name-marks.tsx",
      "src/cli/sanitise.ts",
    ]);
  });
});

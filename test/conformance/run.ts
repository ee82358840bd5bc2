// run.ts: `npm run conformance -- https://chat.example.org`: is that deployment what the contract says?

import { parseArgs } from "node:util";
import { conform, type Outcome } from "./conform.ts";

const USAGE = `usage: npm run conformance -- <url> [--quick] [--only R3] [--json]

Runs the contract, rule by rule, against the deployment at <url>, over its public wire alone.
It leaves rooms with random names behind, and nothing else. Exits with 1 where a rule fails.

  --quick      without the rules that take long by themselves: a ticket's minute, 10,000 events
  --only <id>  only rules whose id begins so
  --json       one JSON object a line, instead of a table`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    json: { type: "boolean" },
    quick: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const [url] = positionals;
if (url === undefined || values.help === true || !URL.canParse(url)) {
  console.log(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const startedAt = performance.now();
const print = values.json === true ? printJson : printRow;
if (values.json !== true) console.log(`${new URL(url).origin}\n`);
const { only, quick = false } = values;
const outcomes = await conform(url, { onOutcome: print, quick, ...(only === undefined ? {} : { only }) });
const counted = (kind: Outcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind).length;
if (values.json !== true) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${counted("ok")} ok, ${counted("failed")} failed, ${counted("skipped")} skipped in ${seconds} s`);
}
// Sockets that are just closing must not keep the process.
process.exit(counted("failed") === 0 && counted("ok") > 0 ? 0 : 1);

function printRow(outcome: Outcome): void {
  const { rule, kind, ms } = outcome;
  console.log(`${rule.id.padEnd(8)} ${kind.padEnd(8)} ${`${ms} ms`.padStart(9)}  ${rule.what}`);
  if (outcome.kind !== "ok") console.log(`${" ".repeat(29)}${outcome.reason.replaceAll("\n", `\n${" ".repeat(29)}`)}`);
}

function printJson(outcome: Outcome): void {
  const { rule, kind, ms } = outcome;
  console.log(
    JSON.stringify({
      id: rule.id,
      what: rule.what,
      kind,
      ms,
      ...(outcome.kind === "ok" ? {} : { reason: outcome.reason }),
    }),
  );
}

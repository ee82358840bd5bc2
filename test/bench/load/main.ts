// main.ts: one process that is all the people of a server. It is told a plan, and says over IPC what it begins and ends.

import * as v from "valibot";
import { ALL_SCENARIOS, type Scenario } from "../settings.ts";
import { Crowd } from "./crowd.ts";
import { planSchema, type Plan, type Said } from "./plan.ts";
import { fanOut, idle, joins, latency, type Outcome, resume, type Stage } from "./scenarios.ts";

async function main(plan: Plan): Promise<void> {
  const crowd = new Crowd(plan);
  for (const scenario of ALL_SCENARIOS.filter(({ id }) => plan.scenarios.includes(id))) {
    if (scenario.kind !== "idle" && crowd.size === 0) await crowd.join(plan.people * plan.rooms);
    await play(scenario, { crowd, plan, measured: (work) => measured(scenario.id, work) });
  }
  await say({ kind: "done" });
  process.exit(0);
}

function play({ kind, outstanding }: Scenario, stage: Stage): Promise<void> {
  switch (kind) {
    case "idle":
      return idle(stage);
    case "latency":
      return latency(stage);
    case "fan-out":
      return fanOut(stage, outstanding);
    case "joins":
      return joins(stage, false);
    case "bare-joins":
      return joins(stage, true);
    case "resume":
      return resume(stage);
  }
}

async function measured(scenario: string, work: () => Promise<Outcome>): Promise<void> {
  await say({ kind: "begin", scenario });
  const [startedAt, used] = [performance.now(), process.cpuUsage()];
  const { units, figures } = await work();
  const { user, system } = process.cpuUsage(used);
  const loadMicros = user + system;
  const loadBusy = loadMicros / 1000 / (performance.now() - startedAt);
  await say({ kind: "end", scenario, units, figures, loadBusy, loadMicros });
}

/** Waits for the answer, in which the other side has read its clocks. */
async function say(said: Said): Promise<void> {
  const answered = new Promise<void>((resolve) => process.once("message", () => resolve()));
  process.send?.(said);
  await answered;
}

await main(v.parse(planSchema, JSON.parse(process.argv[2] ?? "")));

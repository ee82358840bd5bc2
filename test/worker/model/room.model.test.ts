// Random programs over a room and over a small model of one: what each member sees is the same after every step.

import fc from "fast-check";
import { afterAll, beforeAll, test, vi } from "vitest";
import { newRoom } from "../room/enter.ts";
import { answerHooks } from "./answering-hook.ts";
import { CLAIMS, ModelRoom } from "./model-room.ts";
import { RealRoom } from "./real-room.ts";
import type { Step } from "./ask-step.ts";
import { CHANGES, finale, prelude, STEPS } from "./steps.ts";

/** The same programs in each run of the test command, so that what it says is about the change; MODEL_SEED=… tries others. */
declare const MODEL_SEED: number;
/** Programs in one run of the test command; a busy machine runs as many as fit. */
const RUNS = 60;
const LONGEST_MS = 15_000;
/** Steps of a program about what becomes of messages: fewer would seldom meet on one. */
const CHANGES_MIN = 25;
const CHANGES_MAX = 45;

beforeAll(answerHooks);
afterAll(() => {
  vi.restoreAllMocks();
});

/** In an open room Ada and Bob have talked before, and Bob moderates it; the made one is his; in the new one nobody ever was. */
type Kind = "open" | "made" | "new";

async function run(kind: Kind, program: Iterable<Step>): Promise<void> {
  const claims = kind === "made" ? {} : CLAIMS;
  const model = new ModelRoom(claims);
  const real = new RealRoom(newRoom("model"), claims);
  const setup = async () => {
    if (kind === "made") await real.found(model);
    if (kind !== "new") await prelude(model, real);
    return { model, real };
  };
  await fc.asyncModelRun(setup, program);
  await finale(model, real);
}

test("R2-1 R2-2 R2-3 R2-4 R2-5 R2-6 R2-7 R4-76 R4-77 R4-78 R4-80 R4-81 R5-42 R10-23 R10-28 R10-29 R10-30 R10-31 a room does what its model does, over sleep, evictions and crashes", async () => {
  const kinds = fc.constantFrom<Kind[]>("open", "made", "made", "new");
  const programs = fc.commands(STEPS, { maxCommands: 50, size: "max" });
  await fc.assert(fc.asyncProperty(kinds, programs, run), {
    seed: MODEL_SEED,
    numRuns: RUNS,
    interruptAfterTimeLimit: LONGEST_MS,
  });
}, 120_000);

test("R2-3 R2-5 R2-6 R2-7 R2-9 R2-11 messages come to what their model does, whatever becomes of them", async () => {
  const programs = fc.array(fc.oneof(...CHANGES), { minLength: CHANGES_MIN, maxLength: CHANGES_MAX });
  await fc.assert(fc.asyncProperty(fc.constantFrom<Kind[]>("open", "made"), programs, run), {
    seed: MODEL_SEED,
    numRuns: RUNS,
    interruptAfterTimeLimit: LONGEST_MS,
  });
}, 120_000);

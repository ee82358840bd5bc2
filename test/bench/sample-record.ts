// sample-record.ts: the samples of a run so far, on disk, so that a long run goes on where it was ended.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { type Sample, sampleSchema } from "./trial.ts";

const recordSchema = v.object({
  about: v.record(v.string(), v.string()),
  trials: v.record(v.string(), v.array(sampleSchema)),
});

export class SampleRecord {
  readonly #path: string;
  readonly #about: Readonly<{ [key: string]: string }>;
  readonly #trials = new Map<string, readonly Sample[]>();

  /** `about` names what the samples are of: those of anything else are not gone on with. */
  constructor(path: string, about: Readonly<{ [key: string]: string }>, isToGoOn: boolean) {
    this.#path = path;
    this.#about = about;
    const before = isToGoOn ? readRecord(path) : undefined;
    if (before === undefined || JSON.stringify(before.about) !== JSON.stringify(about)) return;
    for (const [trial, samples] of Object.entries(before.trials)) this.#trials.set(trial, samples);
  }

  has(trial: string): boolean {
    return this.#trials.has(trial);
  }

  keep(trial: string, samples: readonly Sample[]): void {
    this.#trials.set(trial, samples);
    mkdirSync(dirname(this.#path), { recursive: true });
    const record = { about: this.#about, trials: Object.fromEntries(this.#trials) };
    writeFileSync(this.#path, `${JSON.stringify(record, undefined, 1)}\n`);
  }

  /** All samples of a scenario by a contender, in the order of the repeats. */
  of(contender: string, scenario: string): Sample[] {
    return [...this.#trials]
      .filter(([trial]) => trial.startsWith(`${contender} `))
      .flatMap(([, samples]) => samples.filter((sample) => sample.scenario === scenario));
  }
}

function readRecord(path: string): v.InferOutput<typeof recordSchema> | undefined {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

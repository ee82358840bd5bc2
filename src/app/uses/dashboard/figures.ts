// What the dashboard shows: figures read from the values of a room, and the way that each has gone.

import * as v from "valibot";
import type { HeldValues } from "../../../client/values.ts";
import type { Region } from "./regions.ts";

/** Keys of the values, `figure.` before them. */
const figureSchemas = {
  requests: v.pipe(v.number(), v.finite(), v.minValue(0)),
  latency: v.pipe(v.number(), v.finite(), v.minValue(0)),
  processor: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  memory: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  regions: v.object({ europe: v.number(), americas: v.number(), asia: v.number() }),
};
const PREFIX = "figure.";

export type Figures = {
  /** A second. */
  readonly requests: number;
  /** Milliseconds, of the slowest of twenty. */
  readonly latency: number;
  /** Of a hundred. */
  readonly processor: number;
  readonly memory: number;
  /** Requests a second of each. */
  readonly regions: Readonly<Record<Region, number>>;
};

export type Source = { readonly name: string; readonly atMs: number };

/** Undefined until each of them was sent: anybody in the room may put anything. */
export function readFigures(values: HeldValues): { figures: Figures; source: Source } | undefined {
  const parsed = v.safeParse(
    v.object(figureSchemas),
    Object.fromEntries(Object.keys(figureSchemas).map((name) => [name, values.get(PREFIX + name)?.value])),
  );
  const newest = values.get(`${PREFIX}requests`);
  if (!parsed.success || newest === undefined) return undefined;
  return { figures: parsed.output, source: { name: newest.by.name, atMs: newest.at } };
}

/** The way that a figure went, oldest first, at most so many. */
export function follow(way: readonly number[], next: number, most = 48): readonly number[] {
  return [...way.slice(1 - most), next];
}

/** Made-up figures that wander as real ones do. Gives them under the keys of values. */
export function createWanderer(random = Math.random): () => Readonly<Record<string, unknown>> {
  let [requests, latency, processor, memory] = [640, 38, 42, 61];
  let shares = [0.5, 0.3, 0.2];
  const step = (value: number, by: number, least: number, most: number) =>
    Math.min(most, Math.max(least, value + (random() - 0.5) * by));
  return () => {
    requests = step(requests, 120, 180, 1400);
    latency = step(latency, 9, 12, 120);
    processor = step(processor, 12, 6, 97);
    memory = step(memory, 3, 30, 92);
    shares = shares.map((share) => step(share, 0.05, 0.1, 0.8));
    const sum = shares.reduce((total, share) => total + share, 0);
    const part = (index: number) => Math.round((requests * (shares[index] ?? 0)) / sum);
    const figures = {
      requests: Math.round(requests),
      latency: Math.round(latency),
      processor: Math.round(processor),
      memory: Math.round(memory),
      regions: { europe: part(0), americas: part(1), asia: part(2) },
    } satisfies Figures;
    return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [PREFIX + name, figure]));
  };
}

// report.ts: samples as a table for each scenario, in Markdown: medians, ratios, and how far repeats were apart.

import { cpus, totalmem } from "node:os";
import { availableParallelism } from "node:os";
import type { Contender } from "./servers/contender.ts";
import type { SampleRecord } from "./sample-record.ts";
import type { Figure, Scenario } from "./settings.ts";
import { pin, type Sample } from "./trial.ts";

/** A repeat is thrown out where other work took more of the machine than this, in processors, and at least two are left. */
const OTHER_LOAD_MAX = 0.25;
/** From here on it was the load that could not go faster: the figure is a lower bound. */
const LOAD_BOUND = 0.95;

export type Summary = {
  readonly figures: Readonly<{ [key: string]: number }>;
  readonly lowest: number;
  readonly highest: number;
  readonly repeats: number;
  readonly thrownOut: number;
  readonly isBound: boolean;
  /** None of the repeats had the machine for itself. */
  readonly isDisturbed: boolean;
};

/** Undefined where a contender did not take part, or has no such thing. */
export function summarise(scenario: Scenario, samples: readonly Sample[]): Summary | undefined {
  if (samples.length === 0) return undefined;
  const undisturbed = samples.filter(({ otherLoad }) => otherLoad <= OTHER_LOAD_MAX);
  const isDisturbed = undisturbed.length < Math.min(2, samples.length);
  const used = isDisturbed ? samples : undisturbed;
  const [main] = scenario.figures;
  const values = used.map((sample) => sample.figures[main.key] ?? Number.NaN);
  return {
    figures: Object.fromEntries(
      scenario.figures.map(({ key }) => [key, medianOf(used.map((sample) => sample.figures[key] ?? Number.NaN))]),
    ),
    lowest: Math.min(...values),
    highest: Math.max(...values),
    repeats: used.length,
    thrownOut: samples.length - used.length,
    isBound: medianOf(used.map(({ loadBusy }) => loadBusy)) > LOAD_BOUND,
    isDisturbed,
  };
}

/** One table; the ratio is to `reference`, in the first figure. */
export function tableOf(
  scenario: Scenario,
  contenders: readonly Contender[],
  reference: string,
  record: SampleRecord,
): string {
  const [main] = scenario.figures;
  const measured = contenders.map(({ id, name }) => ({
    id,
    name,
    summary: summarise(scenario, record.of(id, scenario.id)),
  }));
  const base = measured.find(({ id }) => id === reference)?.summary?.figures[main.key];
  const titles = ["server", ...scenario.figures.map(({ title }) => title), "ratio", "lowest – highest", "repeats"];
  const rows = measured.flatMap(({ name, summary }) => {
    if (summary === undefined) return [];
    const value = summary.figures[main.key];
    const ratio = base === undefined || value === undefined ? "–" : `${(value / base).toFixed(2)}×`;
    return [
      [
        name,
        ...scenario.figures.map(
          (figure, index) => `${index === 0 && summary.isBound ? "≥ " : ""}${shown(figure, summary)}`,
        ),
        ratio,
        `${fixed(summary.lowest, main)} – ${fixed(summary.highest, main)}`,
        `${summary.repeats}${summary.thrownOut === 0 ? "" : ` (${summary.thrownOut} thrown out)`}${summary.isDisturbed ? " *" : ""}`,
      ],
    ];
  });
  const lines = [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`### ${scenario.title}`, "", ...lines, ""].join("\n");
}

export function describeMachine(versions: Readonly<{ [name: string]: string }>): string {
  const [processor] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${availableParallelism()} × ${processor?.model ?? "?"}, ${gib} GiB, ${process.platform}; ${named.join(", ")}.`,
    `Loopback; server processes ${pin(0).length > 0 ? "on processor 0, the load on processor 1" : "not pinned"}; texts of about`,
    "120 bytes, no compression, senders receive their own. A server is started for each trial; trials of all servers take",
    `turns. Medians; a repeat with more than ${OTHER_LOAD_MAX} processors of other work meanwhile is thrown out, where two are left`,
    "(* none was: read the ratios alone). ≥: the load could not go faster. Ratios are to ws × 2 + Redis in the same run, the first",
    "figure. Hubbub stores every message on disk before it delivers it, and acknowledges it; none of the others does.",
  ].join("\n");
}

function shown(figure: Figure, { figures }: Summary): string {
  return fixed(figures[figure.key] ?? Number.NaN, figure);
}

function fixed(value: number, { digits }: Figure): string {
  if (Number.isNaN(value)) return "–";
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

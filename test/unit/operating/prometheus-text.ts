// prometheus-text.ts: reads Prometheus' text format, version 0.0.4, as a scraper does, and says where it is none.

export type Series = { readonly labels: Readonly<Record<string, string>>; readonly value: number };
export type Family = { readonly help: string; readonly type: string; readonly series: readonly Series[] };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/gy;

/** Throws where a line is none, a family comes twice or by halves, or a counter is not called one. */
export function parseMetrics(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, { help: string; type: string; series: Series[] }>();
  let help: { name: string; text: string } | undefined;
  let current: string | undefined;
  for (const line of text.slice(0, -1).split("\n")) {
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") help = { name, text: rest };
    else if (kind === "TYPE") {
      if (help?.name !== name || families.has(name) || !NAME.test(name)) throw new Error(`out of place: ${line}`);
      if ((rest === "counter") !== name.endsWith("_total")) throw new Error(`of the wrong name: ${line}`);
      families.set(name, { help: help.text, type: rest, series: [] });
      current = name;
    } else {
      const [, of, labels = "", value = ""] = SAMPLE.exec(line) ?? [];
      if (of === undefined || of !== current) throw new Error(`no sample of ${current}: ${line}`);
      families.get(of)?.series.push({ labels: parseLabels(labels), value: Number(value) });
    }
  }
  return families;
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let read = 0;
  for (const [all, name = "", value = ""] of text.matchAll(LABEL)) {
    labels[name] = value.replaceAll(/\\(.)/g, (_, mark: string) => (mark === "n" ? "\n" : mark));
    read += all.length;
  }
  if (read !== text.length) throw new Error(`no labels: ${text}`);
  return labels;
}

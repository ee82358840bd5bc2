// Metrics as Prometheus reads them: its text format, version 0.0.4.

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export type Sample = { readonly labels?: Readonly<Record<string, string>>; readonly value: number };
export type Metric = {
  readonly name: string;
  readonly help: string;
  /** A counter only ever grows, or begins anew at 0. */
  readonly type: "counter" | "gauge";
  readonly samples: readonly Sample[];
};

export function encodeMetrics(metrics: readonly Metric[]): string {
  return metrics.map(encodeMetric).join("");
}

function encodeMetric({ name, help, type, samples }: Metric): string {
  const lines = samples.map(({ labels = {}, value }) => `${name}${encodeLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function encodeLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}

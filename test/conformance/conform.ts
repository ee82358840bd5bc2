// conform.ts: runs every rule of the contract against one deployment, over its public wire alone.

import { NotSeen, type Rule } from "./rule.ts";
import { detectLimits } from "./detect-limits.ts";
import { rules } from "./rules.ts";
import { Deployment, Scene } from "./scene.ts";

export type Options = {
  /** Whether the deployment limits rates; without it, that is found out first. */
  readonly limits?: "on" | "off";
  /** Only rules with an id that begins so. */
  readonly only?: string;
  /** Without the rules that take long by themselves. */
  readonly quick?: boolean;
  /** Told of each outcome as it comes. */
  readonly onOutcome?: (outcome: Outcome) => void;
};

export type Outcome = { readonly rule: Rule; readonly ms: number } & (
  | { readonly kind: "ok" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "skipped"; readonly reason: string }
);

/** Longest time for one rule: a wait for a place among new guests fits. */
const RULE_MS = 160_000;

/** Runs the rules one after the other; those that wait long run beside the others. */
export async function conform(url: string, options: Options = {}): Promise<Outcome[]> {
  const { origin } = new URL(url);
  const { onOutcome } = options;
  const unknown = new Deployment(origin, "on");
  const deployment = unknown.withLimits(options.limits ?? (await detectLimits(unknown)));
  const chosen = choose(options);
  const early = new Map(chosen.filter((rule) => rule.early === true).map((rule) => [rule, judge(rule, deployment)]));
  const outcomes: Outcome[] = [];
  for (const rule of [...chosen.filter((rule) => rule.early !== true), ...early.keys()]) {
    const outcome = await (early.get(rule) ?? judge(rule, deployment));
    outcomes.push(outcome);
    onOutcome?.(outcome);
  }
  return outcomes;
}

export function choose({ only = "", quick = false }: Options): Rule[] {
  const isNamed = ({ id }: Rule) => id.split(" ").some((each) => each.startsWith(only));
  return rules.filter((rule) => isNamed(rule) && !(quick && rule.slow === true));
}

/** Runs one rule, and says what came of it. */
export async function judge(rule: Rule, deployment: Deployment): Promise<Outcome> {
  const startedAt = performance.now();
  const done = (outcome: { kind: "ok" } | { kind: "failed" | "skipped"; reason: string }): Outcome => ({
    rule,
    ms: Math.round(performance.now() - startedAt),
    ...outcome,
  });
  const unfit = unfitFor(rule, deployment);
  if (unfit !== undefined) return done({ kind: "skipped", reason: unfit });
  const scene = new Scene(deployment);
  try {
    await within(RULE_MS, rule.run(scene));
    return done({ kind: "ok" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof NotSeen) return done({ kind: "skipped", reason });
    // What is no verdict of ours is a fault of the suite or of the network: its place helps.
    const isVerdict = error instanceof Error && error.name === "Broken";
    return done({ kind: "failed", reason: isVerdict || !(error instanceof Error) ? reason : (error.stack ?? reason) });
  } finally {
    scene.end();
  }
}

function unfitFor(rule: Rule, deployment: Deployment): string | undefined {
  if (rule.needs === "limits" && deployment.limits === "off") return "the deployment runs with RATE_LIMITS=off";
  if (rule.needs === "no limits" && deployment.limits === "on")
    return "takes too long with rate limits: set RATE_LIMITS=off";
  return undefined;
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the rule took more than ${ms} ms`)), ms);
  try {
    await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

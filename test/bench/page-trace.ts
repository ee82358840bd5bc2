// What the page's thread did, out of a trace of Chromium: how long scripts ran, and how long styles and layout took.

import type { Browser, Page } from "playwright-core";
import * as v from "valibot";

const CATEGORIES = ["devtools.timeline", "blink.user_timing", "v8.execute"];
const SCRIPTS = new Set(["FunctionCall", "EvaluateScript", "RunMicrotasks", "V8.RunMicrotasks", "TimerFire"]);
const LAYOUTS = new Set(["Layout", "UpdateLayoutTree"]);

const eventSchema = v.object({
  name: v.string(),
  ph: v.string(),
  pid: v.number(),
  tid: v.number(),
  ts: v.optional(v.number(), 0),
  dur: v.optional(v.number(), 0),
  /** Of the processor; `dur` is by the clock, and holds what the thread waited for one too. */
  tdur: v.optional(v.number()),
});
type TraceEvent = v.InferOutput<typeof eventSchema>;

/** Milliseconds. A script that forces a layout pays for it in `script`; `layout` is all of it. */
export type Spent = { readonly script: number; readonly layout: number };

/**
 * Traces while `act` runs, which sets `mark(name)` in the page at the start of each part; gives what each part took, from
 * its mark to the next. The last mark ends the last part and begins none.
 */
export async function traceParts(browser: Browser, page: Page, act: () => Promise<void>): Promise<Spent[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const { traceEvents } = v.parse(
    v.object({ traceEvents: v.array(v.unknown()) }),
    JSON.parse((await browser.stopTracing()).toString()),
  );
  const events = traceEvents.flatMap((event) => {
    const parsed = v.safeParse(eventSchema, event);
    return parsed.success ? [parsed.output] : [];
  });
  const marks = events.filter(({ name }) => name.startsWith(MARK)).toSorted((a, b) => a.ts - b.ts);
  const own = events.filter(({ pid, tid }) => pid === marks[0]?.pid && tid === marks[0].tid);
  return marks.slice(1).map(({ ts: to }, index) => {
    const from = marks[index]?.ts ?? to;
    const within = own.filter(({ ts }) => ts >= from && ts < to);
    return { script: spent(within, SCRIPTS), layout: spent(within, LAYOUTS) };
  });
}

/** Set in the page where a part begins. */
export const MARK = "part ";

/** Of those that lie within no other, in milliseconds: of the processor where Chromium tells it, else by the clock. */
function spent(events: readonly TraceEvent[], names: ReadonlySet<string>): number {
  let us = 0;
  let outerEnd = 0;
  for (const { ts, dur, tdur } of events.filter(({ name }) => names.has(name)).toSorted((a, b) => a.ts - b.ts)) {
    if (ts < outerEnd) continue;
    us += tdur ?? dur;
    outerEnd = ts + dur;
  }
  return us / 1000;
}

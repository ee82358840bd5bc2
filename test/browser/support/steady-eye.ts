// steady-eye.ts: watches a log frame by frame, and tells whenever what one reads moved by other than what was scrolled.

import type { Page } from "playwright-core";
import * as v from "valibot";

const seenSchema = v.object({
  /** In which something was in view that had been before. */
  frames: v.number(),
  /** The most rows that stood in the page at once. */
  rows: v.number(),
  /** Seqs of all messages that stood in the page. */
  seqs: v.array(v.number()),
  /** How far a row moved beside what was scrolled, where that was more than a pixel. */
  jumps: v.array(v.string()),
});

export type Seen = v.InferOutput<typeof seenSchema>;

/** Looks from now on, until what it gives is called. */
export async function watchSteadily(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(look);
  return async () => v.parse(seenSchema, await page.evaluate("steadyEye()"));
}

/** Runs in the page. What the app adds to the scroll position is told apart from what the person scrolls. */
function look(): void {
  const log = document.querySelector(".log");
  const position = Object.getOwnPropertyDescriptor(Element.prototype, "scrollTop");
  if (log === null || position?.set === undefined) throw new Error("there is no log to look at");
  const atNow = () => Number(position.get?.call(log));
  let setPx = 0;
  let knownAt = atNow();
  Object.defineProperty(log, "scrollTop", {
    configurable: true,
    get: atNow,
    set: (value: number) => {
      position.set?.call(log, value);
      // With what the browser itself took back, where rows were taken away above.
      setPx += atNow() - knownAt;
      knownAt = atNow();
    },
  });
  // Before the app hears of it.
  const hear = () => (knownAt = atNow());
  addEventListener("scroll", hear, { capture: true });
  const seen = { frames: 0, rows: 0, jumps: new Array<string>() };
  const seqs = new Set<number>();
  let before = new Map<Element, number>();
  let beforeAt = 0;
  let isOver = false;
  const frame = () => {
    const rows = [...log.querySelectorAll(".rows > li")];
    const box = log.getBoundingClientRect();
    const at = log.scrollTop;
    seen.rows = Math.max(seen.rows, rows.length);
    for (const row of rows) if (row.id.startsWith("m")) seqs.add(Number(row.id.slice(1)));
    const texts = rows.flatMap((row) => row.querySelector(".text") ?? []);
    const now = new Map<Element, number>();
    for (const text of texts) {
      const { top, bottom } = text.getBoundingClientRect();
      if (top >= box.top && bottom <= box.bottom) now.set(text, top);
    }
    // What one reads: the first that was in view, and is.
    const read = [...now].find(([text]) => before.has(text));
    if (read !== undefined) {
      const [text, top] = read;
      const scrolled = at - beforeAt - setPx;
      const moved = top - (before.get(text) ?? 0) + scrolled;
      seen.frames++;
      // At the end it is the newest that stays in view, not what one reads.
      const isAtEnd = log.scrollHeight - log.clientHeight - at < 1;
      if (Math.abs(moved) > 1 && !isAtEnd)
        seen.jumps.push(`"${text.textContent.slice(0, 20)}" by ${moved} px, set by ${setPx}`);
    }
    setPx = 0;
    before = now;
    beforeAt = at;
  };
  // Looks after the app's own observer of sizes had its say: what is painted then is what a person sees.
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.cssText = "position: fixed; width: 1px; height: 1px; visibility: hidden";
  const observer = new ResizeObserver(frame);
  observer.observe(probe);
  const turn = () => {
    probe.style.width = probe.style.width === "1px" ? "2px" : "1px";
    if (!isOver) requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
  Object.assign(window, {
    steadyEye: () => {
      isOver = true;
      observer.disconnect();
      probe.remove();
      Reflect.deleteProperty(log, "scrollTop");
      removeEventListener("scroll", hear, { capture: true });
      return { ...seen, seqs: [...seqs] };
    },
  });
}

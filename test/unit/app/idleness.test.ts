// Whether somebody is at a page: told once each time that it changes, by the clock of the page.

import { expect, test } from "vitest";
import { HIDDEN_AFTER_MS, IDLE_AFTER_MS, watchIdleness } from "../../../src/app/room/idleness.ts";

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  nowMs = 1000;
  readonly told: boolean[] = [];
  #timer: { readonly run: () => void; readonly atMs: number } | undefined;

  watch(): () => void {
    return watchIdleness((isIdle) => this.told.push(isIdle), {
      document: this,
      now: () => this.nowMs,
      setTimeout: (run, ms) => {
        this.#timer = { run, atMs: this.nowMs + ms };
        return 1;
      },
      clearTimeout: () => (this.#timer = undefined),
    });
  }

  pass(ms: number): void {
    const until = this.nowMs + ms;
    while (this.#timer !== undefined && this.#timer.atMs <= until) {
      const { run, atMs } = this.#timer;
      this.#timer = undefined;
      this.nowMs = atMs;
      run();
    }
    this.nowMs = until;
  }

  show(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

test("five minutes without a touch are idle, and the next touch ends that", () => {
  const page = new Page();
  page.watch();
  page.pass(IDLE_AFTER_MS - 1);
  page.dispatchEvent(new Event("keydown"));
  page.pass(IDLE_AFTER_MS - 1);
  expect(page.told).toEqual([]);
  page.pass(1);
  expect(page.told).toEqual([true]);
  page.dispatchEvent(new Event("pointermove"));
  page.dispatchEvent(new Event("keydown"));
  expect(page.told).toEqual([true, false]);
  page.pass(IDLE_AFTER_MS);
  expect(page.told).toEqual([true, false, true]);
});

test("a hidden page is idle once it was not only passed by", () => {
  const page = new Page();
  const end = page.watch();
  page.show("hidden");
  page.pass(HIDDEN_AFTER_MS - 1);
  page.show("visible");
  page.pass(HIDDEN_AFTER_MS);
  expect(page.told).toEqual([]);
  page.show("hidden");
  page.pass(HIDDEN_AFTER_MS);
  page.show("visible");
  expect(page.told).toEqual([true, false]);
  end();
  page.show("hidden");
  page.pass(IDLE_AFTER_MS);
  expect(page.told).toEqual([true, false]);
});

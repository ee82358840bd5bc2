// On which message of a log one points, presses long, or pinches, and what is left when the log goes.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { acting } from "../../../src/app/room/acting.ts";
import { watchActing } from "../../../src/app/room/watch-acting.ts";

/** As much of a log's element as is asked of it: rows by their keys, each with its button. */
class Log extends EventTarget {
  readonly rows;
  constructor(keys: readonly string[]) {
    super();
    this.rows = keys.map((key) => new Row(key));
  }
  querySelectorAll() {
    return this.rows;
  }
  press(at: number, { isPrimary = true, pointerType = "touch" } = {}): void {
    const event = Object.assign(new Event("pointerdown"), { isPrimary, pointerType, clientX: 1, clientY: 1 });
    Object.defineProperty(event, "target", { value: this.rows[at] });
    this.dispatchEvent(event);
  }
}

class Row extends EventTarget {
  readonly dataset;
  constructor(key: string) {
    super();
    this.dataset = { key };
  }
  closest(selector: string) {
    return selector === ".message" ? this : null;
  }
  querySelector() {
    return {};
  }
}

function watch(log: Log): () => void {
  const given: unknown = log;
  return watchActing(given as HTMLElement);
}

const LONG_MS = 1000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("Element", Row);
  acting.value = undefined;
});
afterEach(() => {
  acting.value = undefined;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a long press opens what can be done with a message, and a pinch nothing", () => {
  const log = new Log(["ada 1", "ada 2"]);
  const end = watch(log);
  log.press(0);
  log.press(1, { isPrimary: false });
  vi.advanceTimersByTime(LONG_MS);
  expect(acting.value).toBeUndefined();

  log.press(1);
  vi.advanceTimersByTime(LONG_MS);
  expect(acting.value).toEqual({ key: "ada 2", mode: "choosing", by: "press" });
  end();
});

test("what was begun with a message ends with its own log, and not with another", () => {
  const endLog = watch(new Log(["ada 1"]));
  const endThread = watch(new Log(["thread ada 1"]));
  acting.value = { key: "ada 1", mode: "editing", by: "keys" };
  endThread();
  expect(acting.value).toMatchObject({ key: "ada 1", mode: "editing" });
  endLog();
  expect(acting.value).toBeUndefined();
});

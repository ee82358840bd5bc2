// What the system is told of while nobody looks at this tab, and what another tab has read by then.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchNotices } from "../../../src/app/room/notifier.ts";
import { RoomView } from "../../../src/app/room/room-view.ts";
import { EMPTY_ROOM, type TimelineItem } from "../../../src/client/state.ts";
import { ADA, BO, said } from "./timeline-items.ts";

const LONG_MS = 10_000;
let told: string[];
let hasFocus: boolean;

beforeEach(() => {
  told = [];
  hasFocus = false;
  class Notice extends EventTarget {
    static permission = "granted";
    constructor(_title: string, { body }: { body: string }) {
      super();
      told.push(body);
    }
  }
  vi.useFakeTimers();
  vi.stubGlobal("Notification", Notice);
  vi.stubGlobal("window", { Notification: Notice });
  vi.stubGlobal("document", { hidden: false, hasFocus: () => hasFocus });
  vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "hubbub.notices.kitchen" ? "all" : null) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function watched() {
  const view = new RoomView("kitchen");
  let timeline: readonly TimelineItem[] = [];
  const hear = (items: readonly TimelineItem[], readUpTo: number) => {
    timeline = [...timeline, ...items];
    const last = timeline.at(-1);
    const seq = last?.kind === "message" ? last.message.seq : 0;
    view.state.value = {
      ...EMPTY_ROOM,
      you: { ...ADA, role: "member", readUpTo },
      cursor: { epoch: "e", seq },
      timeline,
    };
  };
  hear([said(1, BO)], 1);
  return { hear, end: watchNotices(view) };
}

test("what nobody reads is told once, the newest of what came meanwhile", () => {
  const { hear, end } = watched();
  hear([said(2, BO)], 1);
  hear([said(3, BO)], 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(LONG_MS);
  expect(told).toEqual(["text 3"]);
  hear([said(4, BO)], 1);
  vi.advanceTimersByTime(LONG_MS);
  expect(told).toEqual(["text 3", "text 4"]);
  end();
});

test("what is read in another tab is not told, and what came after it is", () => {
  const { hear, end } = watched();
  hear([said(2, BO)], 1);
  hear([], 2);
  vi.advanceTimersByTime(LONG_MS);
  expect(told).toEqual([]);
  hear([said(3, BO)], 2);
  hear([said(4, BO)], 3);
  vi.advanceTimersByTime(LONG_MS);
  expect(told).toEqual(["text 4"]);
  end();
});

test("who comes back in time is told nothing, nor who leaves the room", () => {
  const { hear, end } = watched();
  hear([said(2, BO)], 1);
  hasFocus = true;
  vi.advanceTimersByTime(LONG_MS);
  hasFocus = false;
  hear([said(3, BO)], 1);
  end();
  vi.advanceTimersByTime(LONG_MS);
  expect(told).toEqual([]);
});

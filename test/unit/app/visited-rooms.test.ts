// Which rooms a browser remembers, and that nothing is left of one that was left.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeDraft } from "../../../src/app/room/draft.ts";
import { forgetRoom, readVisitedRooms, rememberRoom } from "../../../src/app/room/visited-rooms.ts";
import { writeStored } from "../../../src/app/shared/stored.ts";

/** As much of a browser's storage as is asked of it. */
class Kept {
  readonly entries = new Map<string, string>();
  get length(): number {
    return this.entries.size;
  }
  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

let kept: Kept;
beforeEach(() => {
  kept = new Kept();
  vi.stubGlobal("localStorage", kept);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a new room comes first behind the lobby, and one that is listed keeps its place", () => {
  for (const room of ["bread", "tea", "bread"]) rememberRoom(room);
  expect(readVisitedRooms()).toEqual(["lobby", "tea", "bread"]);
});

test("the room that is used daily stays, and the one that was visited longest ago makes way", () => {
  rememberRoom("daily");
  rememberRoom("once");
  for (let day = 1; day <= 30; day++) {
    rememberRoom(`day-${day}`);
    rememberRoom("daily");
  }
  const rooms = readVisitedRooms();
  expect(rooms).toHaveLength(20);
  expect(rooms.slice(0, 2)).toEqual(["lobby", "day-30"]);
  expect(rooms.at(-1)).toBe("daily");
  expect(rooms).not.toContain("once");
  expect(rooms).not.toContain("day-12");
  expect(rooms).toContain("day-13");
});

test("rooms from before visits were noted make way from the end of the list", () => {
  kept.setItem("hubbub.rooms", `lobby ${Array.from({ length: 19 }, (_, index) => `old-${index}`).join(" ")}`);
  rememberRoom("old-18");
  rememberRoom("new");
  expect(readVisitedRooms()).toContain("old-18");
  expect(readVisitedRooms()).not.toContain("old-17");
});

test("nothing is left of a room that one left, whatever its kind, and all of the others", () => {
  for (const room of ["tea", "tea-2", "te"]) {
    rememberRoom(room);
    for (const place of [room, `${room}.thread.1`]) writeDraft(place, "half");
    for (const kind of ["threads", "unread", "title", "notices", "accent"] as const)
      writeStored(`${kind}.${room}`, "7");
  }
  writeStored("name", "tea");
  const others = [...kept.entries.keys()].filter((key) => !/\.tea(?:\.|$)/.test(key));
  forgetRoom("tea");
  expect([...kept.entries.keys()]).toEqual(others);
  expect(kept.getItem("hubbub.recent-rooms")).toBe("te tea-2");
  expect(readVisitedRooms()).toEqual(["lobby", "te", "tea-2"]);
});

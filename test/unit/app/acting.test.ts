// Which message the Up key changes, wherever it stands, and that what is half changed is not lost with its row.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { act } from "../../../src/app/room/act.ts";
import { acting, editNewest } from "../../../src/app/room/acting.ts";
import { RoomView } from "../../../src/app/room/room-view.ts";
import { halfChanged } from "../../../src/app/shared/half-changed.ts";
import { EMPTY_ROOM } from "../../../src/client/state.ts";
import { ADA, BO, said } from "./timeline-items.ts";

const inPage = vi.fn<() => object | null>();
const field = vi.fn<() => { focus(): void } | null>();

beforeEach(() => {
  acting.value = undefined;
  vi.stubGlobal("document", { getElementById: inPage, querySelector: field });
  inPage.mockReturnValue(null);
  field.mockReturnValue(null);
});
afterEach(() => {
  acting.value = undefined;
  vi.unstubAllGlobals();
});

function kitchen(): RoomView {
  const view = new RoomView("kitchen");
  const you = { ...ADA, role: "member" as const, readUpTo: 3 };
  view.state.value = { ...EMPTY_ROOM, you, timeline: [said(1), said(2), said(3, BO)] };
  return view;
}

test("one's newest message is edited, and brought into view where it is not in the page", () => {
  const view = kitchen();
  expect(editNewest(view)).toBe(true);
  expect(acting.value).toMatchObject({ key: expect.stringContaining("m2"), mode: "editing" });
  expect(view.talk.aim.value).toEqual({ seq: 2 });

  const another = kitchen();
  inPage.mockReturnValue({});
  acting.value = undefined;
  expect(editNewest(another)).toBe(true);
  expect(another.talk.aim.value).toBe(undefined);
});

test("where one said nothing there is nothing to edit", () => {
  const view = kitchen();
  view.state.value = { ...view.state.value, timeline: [said(3, BO)] };
  expect(editNewest(view)).toBe(false);
  expect(acting.value).toBe(undefined);
});

test("what is half changed is asked for by pages that would lose it, gone on with, and kept when it fails", async () => {
  const view = kitchen();
  editNewest(view);
  expect(halfChanged()).toBe(undefined);
  const show = vi.fn<() => void>();
  const draft = { text: "half", show };
  acting.value = { key: "another", mode: "editing", by: "keys", draft };
  halfChanged()?.focus();
  expect(show).toHaveBeenCalledTimes(1);
  expect(editNewest(view)).toBe(true);
  expect(acting.value).toMatchObject({ key: "another", draft });
  expect(show).toHaveBeenCalledTimes(2);

  // Where it stands in the page, the field has the focus.
  const focus = vi.fn<() => void>();
  field.mockReturnValue({ focus });
  halfChanged()?.focus();
  expect(focus).toHaveBeenCalledOnce();
  expect(show).toHaveBeenCalledTimes(2);

  // Without a connection.
  expect(await act(view, "another", "edit", () => Promise.resolve())).toBe(false);
  expect(acting.value).toMatchObject({ mode: "editing", draft, problem: expect.any(String) });
});

// Which names are shared: those are shown with a tag.

import { expect, test } from "vitest";
import { sharedNames } from "../../../src/app/room/shared-names.ts";

const said = (seq: number, id: string, name: string) => ({
  kind: "message" as const,
  message: { seq, at: seq, by: { id, name }, id: `c${seq}`, text: "x" },
});

test("R11-18 a name is shared where two ids bear it, here or in what was said; nobody shares a name with themselves", () => {
  const here = [
    { id: "g_1", name: "Ada" },
    { id: "g_2", name: "Bob" },
  ];
  expect(sharedNames(here, [])).toEqual([]);
  expect(sharedNames(here, [said(1, "g_1", "Ada"), said(2, "g_1", "Ada")])).toEqual([]);
  expect(sharedNames(here, [said(1, "g_3", "Bob"), said(2, "g_4", "Ada")])).toEqual(["Ada", "Bob"]);
  expect(sharedNames([], [said(1, "g_3", ""), said(2, "g_4", "")])).toEqual([]);
});

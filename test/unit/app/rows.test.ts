// How the log groups messages, names days, and draws the line "New".

import { describe, expect, test } from "vitest";
import { GROUP_MS, type KeptRows, type Row, type RowContext, rowsOf } from "../../../src/app/room/rows.ts";
import type { TimelineItem } from "../../../src/client/state.ts";
import { ADA, BO, gap, MINUTE, NOON, pending, renamed, said } from "./timeline-items.ts";

const NOBODY: RowContext = { you: undefined, unreadAfter: undefined };

/** "Ada: text 1" opens a group, "+ text 2" continues it. */
function transcript(items: readonly TimelineItem[], context: RowContext = NOBODY, start = 0): string[] {
  return rowsOf(items, { start, end: items.length }, context).map(worded);
}

function worded(row: Row): string {
  if (row.kind !== "message") return row.kind;
  return row.opens ? `${row.authorName}: ${row.text}` : `+ ${row.text}`;
}

describe("groups", () => {
  test("one author within five minutes shares one name", () => {
    const items = [said(1), said(2), said(3, BO), said(4, ADA)];
    expect(transcript(items)).toEqual(["day", "Ada: text 1", "+ text 2", "Bo: text 3", "Ada: text 4"]);
  });

  test("five minutes later the name stands again", () => {
    expect(
      transcript([said(1, ADA, NOON), said(2, ADA, NOON + GROUP_MS - 1), said(3, ADA, NOON + 2 * GROUP_MS)]),
    ).toEqual(["day", "Ada: text 1", "+ text 2", "Ada: text 3"]);
  });

  test("a new name, a change and a gap begin a new group", () => {
    const items = [said(1), said(2, { ...ADA, name: "Ada L." }), renamed(3), said(4, { ...ADA, name: "Ada L." })];
    expect(transcript(items)).toEqual(["day", "Ada: text 1", "Ada L.: text 2", "change", "Ada L.: text 4"]);
    expect(transcript([said(1), gap(1, 5), said(5)])).toEqual(["day", "Ada: text 1", "gap", "Ada: text 5"]);
  });

  test("what is on its way continues one's own group and keeps its key once it is stored", () => {
    const context = { you: ADA, unreadAfter: undefined };
    expect(transcript([said(1), pending("m2")], context)).toEqual(["day", "Ada: text 1", "+ on its way"]);
    const keyOf = (item: TimelineItem) => rowsOf([item], { start: 0, end: 1 }, context).at(-1)?.key;
    expect(keyOf(pending("m2"))).toBe(keyOf(said(2)));
  });

  test("a part of the timeline groups by what stands before it", () => {
    expect(transcript([said(1), said(2)], NOBODY, 1)).toEqual(["+ text 2"]);
  });
});

describe("rows that were made before", () => {
  const made = (items: readonly TimelineItem[], context: Partial<RowContext>, kept: KeptRows) =>
    rowsOf(items, { start: 0, end: items.length }, { ...NOBODY, ...context, kept }).filter(
      ({ kind }) => kind === "message",
    );
  const items = [said(1), said(2), said(3, BO)];

  test("stay the same rows as long as nothing they are made of changes", () => {
    const kept: KeptRows = new WeakMap();
    const [first, second, third] = made(items, {}, kept);
    const again = made([...items, said(4, BO)], { unreadAfter: 3, you: undefined }, kept);
    expect([again[0] === first, again[1] === second, again[2] === third]).toEqual([true, true, true]);
  });

  test("are others where the message, its place, who looks, or what is one's own changed", () => {
    const kept: KeptRows = new WeakMap();
    const [first, second] = made(items, {}, kept);
    expect(made([said(1), ...items.slice(1)], {}, kept)[0]).not.toBe(first);
    expect(made(items, { unreadAfter: 1 }, kept)[1]).not.toBe(second);
    made(items, {}, kept);
    for (const context of [
      { you: ADA },
      { mine: new Map([[2, ["👍"]]]) },
      { myVotes: new Map([[2, [0]]]) },
    ] satisfies Partial<RowContext>[])
      expect(made(items, context, kept)[1]).toEqual(made(items, context, new WeakMap())[1]);
    expect(made(items, { mine: new Map([[2, ["👍"]]]) }, kept)[1]).toMatchObject({ mine: ["👍"] });
  });
});

describe("days", () => {
  test("a divider stands where a day begins", () => {
    const items = [said(1, ADA, NOON), said(2, ADA, NOON + 13 * 60 * MINUTE)];
    expect(transcript(items)).toEqual(["day", "Ada: text 1", "day", "Ada: text 2"]);
  });

  test("a device's clock that is behind begins no day of the past", () => {
    const items = [said(1, ADA, NOON), pending("m2", NOON - 48 * 60 * MINUTE)];
    expect(transcript(items, { you: ADA, unreadAfter: undefined })).toEqual(["day", "Ada: text 1", "Ada: on its way"]);
  });
});

describe("the line New", () => {
  test("stands once, above the first message of others", () => {
    const items = [said(1), said(2), said(3), said(4, BO), said(5, BO)];
    expect(transcript(items, { you: ADA, unreadAfter: 2 })).toEqual([
      "day",
      "Ada: text 1",
      "+ text 2",
      "+ text 3",
      "unread",
      "Bo: text 4",
      "+ text 5",
    ]);
  });

  test("opens a new group", () => {
    expect(transcript([said(1, BO), said(2, BO)], { you: ADA, unreadAfter: 1 })).toEqual([
      "day",
      "Bo: text 1",
      "unread",
      "Bo: text 2",
    ]);
  });

  test("is not drawn again where it stands above what is shown", () => {
    expect(transcript([said(1), said(2, BO), said(3, BO)], { you: ADA, unreadAfter: 1 }, 2)).toEqual(["+ text 3"]);
  });
});

test("keys are unique", () => {
  const items = [said(1), renamed(2), gap(2, 9), said(9, BO), pending("a"), pending("b")];
  const keys = rowsOf(items, { start: 0, end: items.length }, { you: ADA, unreadAfter: 1 }).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});

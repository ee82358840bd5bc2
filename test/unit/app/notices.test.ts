// What is told of while nobody looks.

import { expect, test } from "vitest";
import type { TimelineItem } from "../../../src/client/state.ts";
import { type NoticeAsk, noticeIn } from "../../../src/app/room/notices.ts";
import { ADA, BO, pending, said } from "./timeline-items.ts";

const AWAY: NoticeAsk = { choice: "all", isDisturbing: true, isLookedAt: false, you: ADA };
const seqOf = (items: readonly TimelineItem[], after: number, ask: Partial<NoticeAsk> = {}) =>
  noticeIn(items, after, { ...AWAY, ...ask })?.seq;

const items = [said(1, BO), said(2, BO, 2, "@Ada, tea?", [ADA.id]), said(3, BO), said(4, ADA), pending("p")];

test("the newest of others past what was heard is told, one's own never", () => {
  expect(seqOf(items, 0)).toBe(3);
  expect(seqOf(items, 3)).toBeUndefined();
  expect(seqOf([said(4, ADA)], 0)).toBeUndefined();
});

test("where only mentions are wanted, the newest of them", () => {
  expect(seqOf(items, 0, { choice: "mentions" })).toBe(2);
  expect(seqOf(items, 2, { choice: "mentions" })).toBeUndefined();
});

test("nothing is told to whoever looks, wants nothing, asked for silence, or is not inside", () => {
  for (const ask of [{ isLookedAt: true }, { choice: "nothing" }, { isDisturbing: false }, { you: undefined }] as const)
    expect([ask, seqOf(items, 0, ask)]).toEqual([ask, undefined]);
});

test("what was removed is not told", () => {
  const gone: TimelineItem = { kind: "message", message: { seq: 1, at: 1, by: BO, id: "m1" } };
  expect(seqOf([gone], 0)).toBeUndefined();
});

// The threads of a room as a list: which is first, how much was said in each, and what of it is new to whom.

import { expect, test } from "vitest";
import { RoomView } from "../../../src/app/room/room-view.ts";
import { EMPTY_ROOM } from "../../../src/client/state.ts";
import type { TimelineItem } from "../../../src/client/state.ts";
import type { Message } from "../../../src/protocol/message.ts";
import { listThreads, seenUpTo, type ThreadsAsked } from "../../../src/app/room/thread-list.ts";
import { ADA, BO, gap, said } from "./timeline-items.ts";

function message(seq: number, by: typeof ADA, more: Partial<Message> = {}): TimelineItem {
  const item = said(seq, by);
  return item.kind === "message" ? { ...item, message: { ...item.message, ...more } } : item;
}
const list = (timeline: readonly TimelineItem[], asked: Partial<ThreadsAsked> = {}) =>
  listThreads(timeline, { you: ADA.id, read: new Map(), quoted: new Map(), ...asked });
const brief = (...asked: Parameters<typeof list>) =>
  list(...asked).map(({ root, replies, lastSeq, unread }) => [root, replies, lastSeq, unread]);

const ROOM = [
  message(1, ADA, { replies: 2, lastReply: { seq: 5, at: 5 } }),
  message(2, BO, { replies: 1, lastReply: { seq: 6, at: 6 } }),
  message(3, BO),
  message(4, BO, { thread: 1 }),
  message(5, BO, { thread: 1 }),
  message(6, BO, { thread: 2 }),
];

test("the thread in which something was said last is first; new is what others said in those that one follows", () => {
  expect(brief(ROOM)).toEqual([
    [2, 1, 6, 0],
    [1, 2, 5, 2],
  ]);
  expect(
    brief(ROOM, {
      read: new Map([
        [1, 4],
        [2, 2],
      ]),
    }),
  ).toEqual([
    [2, 1, 6, 1],
    [1, 2, 5, 1],
  ]);
  expect(brief(ROOM, { you: undefined }).map(([, , , unread]) => unread)).toEqual([0, 0]);
});

test("what one said oneself is nothing new, nor is what was said before it, nor what was removed", () => {
  const own = message(7, ADA, { thread: 1 });
  expect(brief([...ROOM, own])[0]).toEqual([1, 3, 7, 0]);
  expect(brief([...ROOM, own, message(8, BO, { thread: 1 })])[0]).toEqual([1, 4, 8, 1]);
  expect(brief([...ROOM, message(7, BO, { thread: 1, text: undefined }), message(8, BO, { thread: 1 })])[0]).toEqual([
    1, 4, 8, 3,
  ]);
});

test("whoever is spoken to in a thread follows it from there on, and is told so until it was read", () => {
  const named = { thread: 2, mentions: [ADA.id] };
  const room = [
    ...ROOM,
    message(7, BO, named),
    message(8, BO, { thread: 2 }),
    message(9, BO, { ...named, text: undefined }),
  ];
  const news = (read: ThreadsAsked["read"]) =>
    list(room, { read }).flatMap(({ root, unread, mentionsYou }) => (root === 2 ? [[unread, mentionsYou]] : []));
  expect(news(new Map())).toEqual([[2, true]]);
  expect(news(new Map([[2, 7]]))).toEqual([[1, false]]);
  expect(news(new Map([[2, 9]]))).toEqual([[0, false]]);
  expect(list(ROOM).map(({ mentionsYou }) => mentionsYou)).toEqual([false, false]);

  const view = new RoomView("kitchen");
  view.state.value = { ...EMPTY_ROOM, you: { ...ADA, role: "member", readUpTo: 9 }, timeline: room };
  expect(new Map(view.threadMentions.value)).toEqual(new Map([[2, [7]]]));
  expect(seenUpTo(view.threadsRead.value, 2, false, 7)).toBe(6);
  expect(seenUpTo(new Map([[2, 8]]), 2, false, 7)).toBe(8);
  expect(seenUpTo(new Map(), 2, false, undefined)).toBe(undefined);
});

test("a thread is known by its root alone, or by what was said in it alone, until its root is there", () => {
  const far = [message(1, ADA, { replies: 9, lastReply: { seq: 40, at: 40 } }), gap(1, 50), message(50, BO)];
  expect(brief(far)).toEqual([[1, 9, 40, 1]]);
  const [without] = list(ROOM.slice(4, 5));
  expect(without).toMatchObject({ root: 1, message: undefined, replies: 1, unread: 0 });
  const [root] = ROOM;
  if (root?.kind !== "message") throw new Error("unreachable");
  const [found] = list(ROOM.slice(4, 5), { quoted: new Map([[1, root.message]]) });
  expect(found).toMatchObject({ root: 1, message: { text: "text 1" }, replies: 2, unread: 1 });
  expect(list([said(1)])).toEqual([]);
});

test("R4-81 what was read on another device counts, and what was read here, whichever is further", () => {
  const view = new RoomView("kitchen");
  view.talk.readThread(1, 5);
  view.talk.readThread(2, 5);
  view.state.value = {
    ...EMPTY_ROOM,
    threadReads: new Map([
      [1, 7],
      [2, 3],
      [4, 4],
    ]),
  };
  expect(new Map(view.threadsRead.value)).toEqual(
    new Map([
      [1, 7],
      [2, 5],
      [4, 4],
    ]),
  );
});

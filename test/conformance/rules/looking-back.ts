// looking-back.ts: section 4, history, resume and read positions.

import { at, count, expectMatch, expectSame, type JsonObject, listAt, numberAt, stringAt, text } from "../json.ts";
import type { Rule } from "../rule.ts";
import { sleep } from "../scene.ts";
import { newId, type Wire } from "../wire.ts";
import { largeMessage } from "./large-message.ts";

const upTo = (last: number, from = 1) =>
  Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);

/** Seqs of a page, and whether there is more. */
async function page(wire: Wire, range: JsonObject): Promise<JsonObject> {
  let frame = await wire.ask({ type: "history", id: newId(), ...range });
  while (frame["code"] === "rate_limited") {
    await sleep(numberAt(frame, "retryAfterMs"));
    frame = await wire.ask({ type: "history", id: newId(), ...range });
  }
  expectMatch("the answer to history", frame, { type: "history", mine: {} });
  return {
    seqs: listAt(frame, "messages").map((message) => numberAt(message, "seq")),
    more: at(frame, "more") ?? null,
  };
}

export const lookingBack: readonly Rule[] = [
  {
    id: "R4-6",
    what: "history gives messages before or after a seq, or the newest, oldest first, without the seq itself",
    async run(scene) {
      const room = scene.room();
      await scene.fill(room, 105, (index) => ({ text: `message ${index}` }));
      const ada = await scene.join(room, "Ada");
      const pages: readonly (readonly [range: JsonObject, from: number, to: number, more: boolean])[] = [
        [{}, 56, 105, true],
        [{ limit: 100 }, 6, 105, true],
        [{ limit: 1 }, 105, 105, true],
        [{ before: 56 }, 6, 55, true],
        [{ before: 51, limit: 50 }, 1, 50, false],
        [{ before: 11, limit: 3 }, 8, 10, true],
        [{ before: 1 }, 1, 0, false],
        [{ before: 1_000_000, limit: 2 }, 104, 105, true],
        [{ after: 0, limit: 10 }, 1, 10, true],
        [{ after: 100 }, 101, 105, false],
        [{ after: 95, limit: 10 }, 96, 105, false],
        [{ after: 105 }, 1, 0, false],
      ];
      for (const [range, from, to, more] of pages) {
        expectSame(`history ${JSON.stringify(range)}`, await page(ada, range), { seqs: upTo(to, from), more });
      }
    },
  },
  {
    id: "R4-6 R5.2-1",
    what: "history of a thread gives what is in it, without its root; without one, threads' messages are among the others",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("root");
      await ada.say("in it", { thread: 1 });
      await ada.ask({ type: "rename", id: newId(), name: "Ada the second" });
      await ada.say("beside it");
      await ada.say("in it too", { thread: 1 });
      expectSame("the thread", await page(ada, { thread: 1 }), { seqs: [2, 5], more: false });
      expectSame("the thread before 5", await page(ada, { thread: 1, before: 5 }), { seqs: [2], more: false });
      expectSame("a thread of nothing", await page(ada, { thread: 4 }), { seqs: [], more: false });
      expectSame("all messages", await page(ada, {}), { seqs: [1, 2, 4, 5], more: false });
      const frame = await ada.ask({ type: "history", id: newId() });
      expectMatch("the messages", at(frame, "messages"), [
        { seq: 1, at: count, by: { id: text, name: "Ada" }, id: text, text: "root", replies: 2 },
        { seq: 2, thread: 1, by: { name: "Ada" } },
        { seq: 4, by: { name: "Ada the second" } },
        { seq: 5, by: { name: "Ada the second" } },
      ]);
    },
  },
  {
    id: "R4-6 R5-1",
    what: "where messages would not fit a frame of 512 KiB, history and snapshots give fewer and say that there are more",
    async run(scene) {
      const room = scene.room();
      const { content } = largeMessage("snails");
      await scene.fill(room, 20, () => content);
      const ada = await scene.join(room, "Ada");
      expectMatch("the snapshot", ada.welcome, { head: 20, snapshot: { more: true } });
      for (const range of [{ limit: 100 }, { after: 0, limit: 100 }, { before: 18, limit: 100 }]) {
        const { seqs, more } = await page(ada, range);
        expectSame("more", more, true);
        const given = listAt({ seqs: seqs ?? null }, "seqs").map(Number);
        const [first = 0] = given;
        expectSame(`the seqs of ${JSON.stringify(range)}`, given, upTo(given.at(-1) ?? 0, first));
        expectSame(
          "where it ends",
          range.after === undefined ? (given.at(-1) ?? 0) + 1 : first - 1,
          range.before ?? range.after ?? 21,
        );
      }
    },
  },
  {
    id: "R4-5 R3.1-1",
    what: "resume is answered like a new connection with that since, on the same connection",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      for (const each of ["one", "two", "three"]) await ada.say(each);
      await ada.events(3);
      ada.send({ type: "resume", since: `${ada.epoch}:1` });
      const connection = stringAt(ada.welcome, "you.connection");
      expectMatch("the welcome", await ada.next("welcome"), { recovered: true, head: 3, you: { connection } });
      expectSame("what was missed", await ada.texts(2), ["two", "three"]);
      ada.send({ type: "resume", since: "elsewhere:1" });
      expectMatch("the welcome that is not recovered", await ada.next("welcome"), {
        recovered: false,
        head: 3,
        you: { connection },
        snapshot: { more: false },
      });
      ada.send({ type: "resume", since: "0:0" });
      expectMatch("the welcome from the start", await ada.next("welcome"), { recovered: true, head: 3 });
      await ada.events(3);
      await ada.say("four");
      expectSame("what comes next", await ada.texts(), ["four"]);
    },
  },
  {
    id: "R4-7",
    what: "the read position keeps the maximum, over connections, and never passes the head",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      for (const each of ["1", "2", "3"]) await ada.say(each);
      const tell = async (...positions: readonly number[]) => {
        for (const position of positions) ada.send({ type: "read", upTo: position });
        await ada.caughtUp();
      };
      const told = async () => {
        const tab = await scene.join(room, "Ada");
        const position = at(tab.welcome, "you.readUpTo");
        tab.vanish();
        return position;
      };
      expectSame("the position before", await told(), 0);
      await tell(2, 1, 0);
      expectSame("the position after 2, 1, 0", await told(), 2);
      await tell(999);
      expectSame("the position after 999", await told(), 3);
      await ada.leave();
      expectSame("the position of one who comes back", await told(), 3);
      expectMatch("somebody else's", (await scene.join(room, "Bo")).welcome, { you: { readUpTo: 0 } });
      expectSame("answers to read", ada.untaken("error"), []);
    },
  },
];

// values.ts: section 13, and read positions of section 5: what is merged.

import { absent, at, expectMatch, expectSame, expectThat, isObject, type JsonObject } from "../json.ts";
import type { Rule } from "../rule.ts";
import { sleep } from "../scene.ts";
import type { Wire } from "../wire.ts";

const put = (key: string, value: JsonObject[string]): JsonObject => ({ type: "put", key, value });

/** Waits until a key has this value, and gives how many frames told of values until then. */
async function until(wire: Wire, key: string, value: JsonObject[string]): Promise<number> {
  for (let frames = 1; ; frames += 1) {
    const { values } = await wire.next("values");
    if (isObject(values) && at(values, `${key}.value`) === value) return frames;
  }
}

export const values: readonly Rule[] = [
  {
    id: "R13-2 R13-5 R13-6",
    what: "a value is told to all with who put it and when, to everybody who enters, and not once it is cleared",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Ada");
      ada.send(put("score", { home: [2, null] }));
      const score = { value: { home: [2, null] }, by: { id, name: "Ada" } };
      for (const wire of [ada, bo]) expectMatch("the frame", await wire.next("values"), { values: { score } });
      expectMatch("the welcome", (await scene.join(room, "Cy")).welcome, { values: { score }, head: 0 });
      expectMatch("by HTTP", (await scene.http("GET", `/api/rooms/${room}/values`)).json, { values: { score } });
      ada.send(put("score", null));
      expectMatch("cleared", await bo.next("values"), { values: { score: { value: null } } });
      expectMatch("the welcome then", (await scene.join(room, "Cy")).welcome, { values: { score: absent } });
    },
  },
  {
    id: "R13-2",
    what: "values that change often are merged: fewer frames, and always the newest",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      for (let price = 1; price <= 40; price += 1) ada.send(put("price", price));
      const frames = await until(bo, "price", 40);
      expectThat(frames < 40, `40 changes at once came in ${frames} frames`);
    },
  },
  {
    id: "R13-4",
    what: "keys and values have limits, and over them a put is refused",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const refused: readonly (readonly [JsonObject, code: string])[] = [
        [put("Score", 1), "invalid"],
        [put("1st", 1), "invalid"],
        [put("a b", 1), "invalid"],
        [put("k".repeat(65), 1), "invalid"],
        [put("__proto__", 1), "invalid"],
        [{ type: "put", key: "k" }, "invalid"],
        [put("k", "x".repeat(4095)), "too_large"],
      ];
      for (const [command, code] of refused) {
        ada.send(command);
        expectMatch(JSON.stringify(command).slice(0, 60), await ada.next("error"), { code });
      }
      // 17 of 4 KiB are more than 64 KiB.
      for (let key = 0; key < 17; key += 1) ada.send(put(`k${key}`, "x".repeat(4094)));
      expectMatch("more than 64 KiB", await ada.next("error"), { code: "too_large" });
      await until(ada, "k14", "x".repeat(4094));
    },
  },
  {
    id: "R5-10",
    what: "a read position is told to one's other connections, where it moved, and not to the one that it came from",
    async run(scene) {
      const room = scene.room();
      const [laptop, phone] = [await scene.join(room, "Ada"), await scene.join(room, "Ada")];
      for (const text of ["1", "2", "3"]) await laptop.say(text);
      laptop.send({ type: "read", upTo: 2 });
      expectSame("what the phone is told", await phone.next("read"), { type: "read", upTo: 2 });
      laptop.send({ type: "read", upTo: 1 });
      phone.send({ type: "read", upTo: 99 });
      expectSame("what the laptop is told", await laptop.next("read"), { type: "read", upTo: 3 });
      await sleep(200);
      expectSame("what else they are told", [...laptop.untaken("read"), ...phone.untaken("read")], []);
    },
  },
  {
    id: "R4-80",
    what: "how far one has read in a thread keeps the maximum, over connections, and never passes the head",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("one");
      for (const upTo of [1, 99, 0]) ada.send({ type: "readThread", thread: 1, upTo });
      await ada.caughtUp();
      await ada.leave();
      const back = await scene.join(room, "Ada");
      expectSame("what one is told who comes back", await back.next("threads"), { type: "threads", threads: { 1: 1 } });
    },
  },
  {
    id: "R4-81",
    what: "where one has read on in a thread, one's other connections are told, and nobody else",
    async run(scene) {
      const room = scene.room();
      const [laptop, phone] = [await scene.join(room, "Ada"), await scene.join(room, "Ada")];
      const bo = await scene.join(room, "Bo");
      for (const text of ["1", "2"]) await laptop.say(text);
      laptop.send({ type: "readThread", thread: 1, upTo: 2 });
      expectSame("what the phone is told", await phone.next("threads"), { type: "threads", threads: { 1: 2 } });
      phone.send({ type: "readThread", thread: 1, upTo: 1 });
      await phone.caughtUp();
      await sleep(200);
      const others = [laptop, bo].flatMap((each) => each.untaken("threads"));
      expectSame("what others are told", others, []);
    },
  },
  {
    id: "R5-11",
    what: "in a small room everybody is told how far the others have read, the newest of each",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      for (const text of ["1", "2", "3"]) await ada.say(text);
      for (const upTo of [1, 2, 3]) bo.send({ type: "read", upTo });
      await ada.next("reads", (frame) => isObject(frame["reads"]) && frame["reads"][id] === 3);
      expectMatch("Bo coming back", (await scene.join(room, "Bo")).welcome, { you: { readUpTo: 3 } });
    },
  },
];

// closer-looks.ts: sections 4 and 5, a closer look at messages: what they said before, who reacted, what is pinned.

import { absent, count, expectMatch, expectSame, listAt, numberAt, stringAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";
import { expectProblem } from "../scene.ts";

export const closerLooks: readonly Rule[] = [
  {
    id: "R4-40 R2-6",
    what: "each text of a message is told, the newest first; of a removed one none",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("one");
      const { token } = await scene.session("Ada");
      const read = (query = "") => scene.http("GET", `/api/rooms/${room}/messages/1/edits${query}`, { token });
      expectMatch("before an edit", (await read()).json, { edits: [{ seq: 1, text: "one" }], more: false });
      for (const text of ["two", "three"]) await ada.ask({ type: "edit", id: newId(), message: 1, text });
      const { json } = await read();
      expectMatch("all", json, { edits: [{ seq: 3, text: "three", at: count }, { seq: 2 }, { seq: 1 }], more: false });
      expectMatch("a page", (await read("?before=3&limit=1")).json, { edits: [{ seq: 2, text: "two" }], more: true });
      await ada.ask({ type: "remove", id: newId(), message: 1 });
      expectProblem("a removed one", await read(), 404, "not_found");
    },
  },
  {
    id: "R4-41",
    what: "who has which reaction is told in the order in which they came",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.say("one");
      for (const [person, emoji, on] of [
        [bo, "x", true],
        [ada, "y", true],
        [ada, "x", true],
        [ada, "y", false],
      ] as const)
        await person.ask({ type: "react", id: newId(), message: 1, emoji, on });
      const { token } = await scene.session("Ada");
      const read = (query = "") => scene.http("GET", `/api/rooms/${room}/messages/1/reactions${query}`, { token });
      const [byBo, byAda] = [
        { seq: 2, emoji: "x", by: { name: "Bo" } },
        { seq: 4, emoji: "x", by: { name: "Ada" } },
      ];
      expectMatch("all", (await read()).json, { reactions: [byBo, byAda], more: false });
      expectMatch("a page", (await read("?limit=1")).json, { reactions: [byBo], more: true });
      expectMatch("the rest", (await read("?after=2")).json, { reactions: [byAda], more: false });
    },
  },
  {
    id: "R4-42",
    what: "pinned messages are told, the newest pin first",
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const ada = await scene.join(room, "Ada");
      const [first, second] = [numberAt(await ada.say("one"), "seq"), numberAt(await ada.say("two"), "seq")];
      const { token } = await scene.session("Ada");
      const read = async () => {
        const { json } = await scene.http("GET", `/api/rooms/${room}/pins`, { token });
        return listAt(json, "messages").map((message) => stringAt(message, "text"));
      };
      expectSame("before", await read(), []);
      for (const message of [second, first]) await ada.ask({ type: "pin", id: newId(), message, on: true });
      expectSame("both", await read(), ["one", "two"]);
      await ada.ask({ type: "pin", id: newId(), message: first, on: false });
      expectSame("one let go", await read(), ["two"]);
    },
  },
  {
    id: "R4-43",
    what: "mentions come back as they were sent; everybody is mentioned by moderators and owners alone",
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const mentions = [stringAt(ada.welcome, "you.id"), "nobody"];
      const ack = await bo.say("hello Ada", { mentions });
      const seq = numberAt(ack, "seq");
      expectMatch("the event", (await ada.events(1))[0], { seq, mentions });
      const all = () => ({ type: "send", id: newId(), text: "all", mentions: ["*"] });
      expectMatch("by a member", await bo.ask(all()), { type: "error", code: "forbidden" });
      expectMatch("by the owner", await ada.ask(all()), { type: "ack" });
      const messages = [{ seq, mentions }, { mentions: ["*"] }];
      expectMatch("history", await ada.ask({ type: "history", id: newId() }), { messages });
    },
  },
  {
    id: "R5-20",
    what: "a root tells of the newest message of its thread",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("root");
      await ada.say("in it", { thread: 1 });
      await ada.say("in it too", { thread: 1 });
      const messages = [{ replies: 2, lastReply: { seq: 3, at: count } }, { lastReply: absent }, { seq: 3 }];
      expectMatch("history", await ada.ask({ type: "history", id: newId() }), { messages });
    },
  },
];

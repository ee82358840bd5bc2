// polls.ts: section 4, polls: a message with choices, votes that take each other's place, and their end.

import { absent, at, expectMatch, expectSame, type JsonObject } from "../json.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";

const OPTIONS = ["Soup", "Salad", "Cake"];
const poll = (more: JsonObject = {}): JsonObject => ({
  type: "send",
  id: newId(),
  text: "Lunch?",
  poll: { options: OPTIONS, ...more },
});
const vote = (options: number[], message = 1): JsonObject => ({ type: "vote", id: newId(), message, options });
const close = (message = 1): JsonObject => ({ type: "close", id: newId(), message });

export const polls: readonly Rule[] = [
  {
    id: "R4-70 R4-71 R5-40 R5-41",
    what: "a poll says its choices in its text; votes are events, each in the place of the one before",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.ask(poll());
      const asked = { question: "Lunch?", options: OPTIONS, multiple: absent };
      const said = { kind: "message", text: "Lunch?\n1. Soup\n2. Salad\n3. Cake", poll: asked };
      expectMatch("what Bo sees", (await bo.events(1))[0], said);
      const command = vote([0]);
      const ack = await bo.ask(command);
      expectMatch("the ack", ack, { type: "ack", seq: 2 });
      await ada.ask(vote([0]));
      expectMatch("another choice", await bo.ask(vote([2])), { type: "ack", seq: 4 });
      expectMatch("the same again", await bo.ask(vote([2])), { type: "ack", seq: 4 });
      expectSame("a repeat", await bo.ask(command), ack);
      const event = { kind: "voted", by: { name: "Bo" }, message: 1, options: [2], votes: [1, 0, 1], voters: 2 };
      expectMatch("what Ada sees", (await ada.events(4))[3], event);
      const stands = { poll: { ...asked, votes: [1, 0, 1], voters: 2, closedAt: absent } };
      const back = await scene.join(room, "Bo");
      expectMatch("the snapshot", back.welcome, { snapshot: { messages: [stands] } });
      expectSame("one's own", at(back.welcome, "myVotes"), { 1: [2] });
      const page = await scene.http("GET", `/api/rooms/${room}/messages`);
      expectMatch("the page", page.json, { messages: [stands], myVotes: absent });
      expectMatch("a choice of two", await bo.ask(vote([0, 1])), { code: "invalid" });
      expectMatch("a choice that is not there", await bo.ask(vote([3])), { code: "invalid" });
      await bo.ask(vote([]));
      expectMatch("history then", await bo.ask({ type: "history", id: newId() }), {
        messages: [{ poll: { votes: [1, 0, 0], voters: 1 } }],
        myVotes: absent,
      });
    },
  },
  {
    id: "R4-70",
    what: "a poll has 2 to 10 different options of one line and 80 code points, and an end that lies ahead",
    needs: "no limits",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      for (const options of [["a"], ["a", "a"], ["a", " "], ["a", "b\nc"], ["a", 1]])
        expectMatch(`options ${JSON.stringify(options)}`, await ada.ask(poll({ options })), { code: "invalid" });
      expectMatch("a past end", await ada.ask(poll({ closesAt: 1 })), { code: "invalid" });
      const eleven = Array.from({ length: 11 }, (_, n) => `${n}`);
      expectMatch("eleven options", await ada.ask(poll({ options: eleven })), { code: "too_large" });
      expectMatch("a long one", await ada.ask(poll({ options: ["a", "x".repeat(81)] })), { code: "too_large" });
      expectMatch("a long question", await ada.ask({ ...poll(), text: "x".repeat(301) }), { code: "too_large" });
      const most = { options: eleven.slice(1).map((option) => option.padEnd(80, "x")) };
      expectMatch("the most", await ada.ask({ ...poll(most), text: "x".repeat(300) }), { type: "ack" });
    },
  },
  {
    id: "R4-72 R4-73 R4-74 R4-75",
    what: "its author closes a poll for good; it is not edited; who voted is told",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.ask(poll({ multiple: true }));
      await ada.say("no poll");
      await bo.ask(vote([2, 0]));
      const look = (seq: number) => scene.http("GET", `/api/rooms/${room}/messages/${seq}/votes`);
      expectMatch("who voted", (await look(1)).json, {
        votes: [{ seq: 3, options: [0, 2], by: { name: "Bo" } }],
        more: false,
      });
      const none = await look(2);
      expectSame("who voted in no poll", none.status, 400);
      expectMatch("and why not", none.json, { code: "invalid" });
      expectMatch("an edit", await ada.ask({ type: "edit", id: newId(), message: 1, text: "Dinner?" }), {
        code: "invalid",
      });
      expectMatch("another's end", await bo.ask(close()), { code: "forbidden" });
      expectMatch("the end", await ada.ask(close()), { type: "ack", seq: 4 });
      expectMatch("the end again", await ada.ask(close()), { type: "ack", seq: 4 });
      expectMatch("a vote after it", await bo.ask(vote([1])), { code: "forbidden" });
      expectMatch("the event", (await bo.events(4))[3], { kind: "closed", message: 1, by: { name: "Ada" } });
      await ada.ask({ type: "remove", id: newId(), message: 1 });
      expectMatch("what is left", await bo.ask({ type: "history", id: newId() }), {
        messages: [{ poll: absent, text: absent }, { seq: 2 }],
        myVotes: absent,
      });
    },
  },
];

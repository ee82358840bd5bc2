// editing.ts: section 4, edit and remove: by whom, what everybody sees, what is left.

import { absent, expectMatch, expectSame, expectThat, now, numberAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";

const edit = (message: number, text: string, id = newId()) => ({ type: "edit", id, message, text });
const remove = (message: number, id = newId()) => ({ type: "remove", id, message });

export const editing: readonly Rule[] = [
  {
    id: "R4-21 R2-5",
    what: "an edit is an event for everybody, and the message has the new text and editedAt from then on",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.say("helo", { data: { a: 1 } });
      const command = edit(1, "hello");
      const ack = await ada.ask(command);
      expectMatch("the ack", ack, { type: "ack", seq: 2, at: now });
      const edited = { seq: 2, kind: "edited", by: { name: "Ada" }, id: command.id, message: 1, text: "hello" };
      expectMatch("what Bo sees", (await bo.events(2))[1], edited);
      const message = { seq: 1, text: "hello", data: { a: 1 }, editedAt: numberAt(ack, "at") };
      const late = await scene.join(room, "Cy");
      expectMatch("the snapshot", late.welcome, { snapshot: { messages: [message] } });
      const page = await scene.http("GET", `/api/rooms/${room}/messages`);
      expectMatch("the page", page.json, { messages: [message], head: 2 });
      const replay = await scene.join(room, "Di", { since: "0:0" });
      expectMatch("the replay", await replay.events(2), [{ text: "helo" }, edited]);
      expectMatch("an edit by another", await bo.ask(edit(1, "mine")), { type: "error", code: "forbidden" });
    },
  },
  {
    id: "R4-90",
    what: "an edit says whom the message speaks to from then on; without the field they stay",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      await ada.say("tea?");
      const command = { ...edit(1, "tea, @Bo?"), mentions: [id] };
      const ack = await ada.ask(command);
      expectMatch("what Bo sees", (await bo.events(2))[1], { kind: "edited", message: 1, mentions: [id] });
      expectSame("a repeat", await ada.ask(command), ack);
      await ada.ask(edit(1, "tea, @Bo? Now!"));
      const messages = async () => (await scene.http("GET", `/api/rooms/${room}/messages`)).json;
      expectMatch("without the field", await messages(), { messages: [{ text: "tea, @Bo? Now!", mentions: [id] }] });
      await ada.ask({ ...edit(1, "tea? Now!"), mentions: [] });
      expectMatch("nobody", await messages(), { messages: [{ text: "tea? Now!", mentions: absent }] });
      const everybody = await ada.ask({ ...edit(1, "all"), mentions: ["*"] });
      expectMatch("everybody", everybody, { type: "error", code: "forbidden" });
      const many = await ada.ask({
        ...edit(1, "many"),
        mentions: Array.from({ length: 21 }, (_, place) => `g_${place}`),
      });
      expectMatch("too many", many, { type: "error", code: "too_large" });
    },
  },
  {
    id: "R4-20",
    what: "the ack of what changes nothing has the seq of the event that made it so, or 0",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      await ada.say("one");
      expectMatch("an edit to the text that was sent", await ada.ask(edit(1, "one")), { type: "ack", seq: 1 });
      await ada.ask(edit(1, "two"));
      expectMatch("an edit to the text of the last edit", await ada.ask(edit(1, "two")), { type: "ack", seq: 2 });
      const react = (on: boolean) => ({ type: "react", id: newId(), message: 1, emoji: "+1", on });
      expectMatch("taking back nothing", await ada.ask(react(false)), { type: "ack", seq: 0 });
      await ada.ask(react(true));
      expectMatch("a reaction once more", await ada.ask(react(true)), { type: "ack", seq: 3 });
      await ada.ask(remove(1));
      expectMatch("a removal once more", await ada.ask(remove(1)), { type: "ack", seq: 4 });
    },
  },
  {
    id: "R4-19 R4-3",
    what: "what is no message, or is removed, is not_found to edit, react to or remove; a reply to it is allowed, a thread under it is not",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      await ada.say("root");
      await ada.ask(remove(1));
      for (const message of [1, 2, 99]) {
        for (const command of [edit(message, "x"), { type: "react", id: newId(), message, emoji: "x", on: true }])
          expectMatch(`${command.type} of seq ${message}`, await ada.ask(command), {
            type: "error",
            code: "not_found",
          });
      }
      expectMatch("removing nothing", await ada.ask(remove(99)), { code: "not_found" });
      const send = { type: "send", text: "x" };
      expectMatch("a thread", await ada.ask({ ...send, id: newId(), thread: 1 }), { type: "error", code: "invalid" });
      expectMatch("a reply", await ada.ask({ ...send, id: newId(), replyTo: 1 }), { type: "ack", seq: 3 });
    },
  },
  {
    id: "R2-6 R4-22 R4-23 R5.2-3",
    what: "a removed message leaves its place, and its content and that of its edits is gone from history, snapshots and replay",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.say("root");
      await ada.say("secret one", { thread: 1, data: "secret two", replyTo: 1 });
      await ada.ask(edit(2, "secret three"));
      await bo.ask({ type: "react", id: newId(), message: 2, emoji: "+1", on: true });
      expectMatch("a removal by another", await bo.ask(remove(2)), { type: "error", code: "forbidden" });
      const ack = await ada.ask({ ...remove(2), reason: "a slip" });
      expectMatch("the event", (await bo.events(5))[4], { seq: 5, kind: "removed", message: 2, reason: "a slip" });
      const left = { seq: 2, at: now, by: { name: "Ada" }, thread: 1, removedAt: numberAt(ack, "at"), text: absent };
      const late = await scene.join(room, "Cy");
      expectMatch("the snapshot", late.welcome, {
        snapshot: {
          messages: [{ seq: 1, replies: (value) => (value === undefined || value === 0 ? undefined : "none") }, left],
        },
      });
      const page = await scene.http("GET", `/api/rooms/${room}/messages?limit=1`);
      expectMatch("a page of one", page.json, { messages: [left], more: true });
      const replay = await scene.join(room, "Di", { since: "0:0" });
      const events = await replay.events(5);
      expectMatch("the message in the replay", events[1], {
        seq: 2,
        kind: "message",
        thread: 1,
        erased: true,
        text: absent,
      });
      expectMatch("its edit", events[2], { seq: 3, kind: "edited", message: 2, erased: true, text: absent });
      const all = JSON.stringify([events, late.welcome, page.json]);
      expectThat(!all.includes("secret"), `what was removed is still there: ${all}`);
    },
  },
  {
    id: "R2-7 R2-3",
    what: "what was erased is still done: its send, its edits and its removal get the same acks",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      const asked = [{ type: "send", id: newId(), text: "gone" }, edit(1, "gone too"), remove(1)];
      const acks = [];
      for (const command of asked) acks.push(await ada.ask(command));
      const again = [];
      for (const command of asked) again.push(await ada.ask(command));
      expectSame("the repeats", again, acks);
      expectSame("where it stands", ada.cursor.split(":")[1], "3");
    },
  },
  {
    id: "R2-3 R4-21",
    what: "the same edit from two tabs is one event, and a repeat of it sets nothing back",
    async run(scene) {
      const room = scene.room();
      const tabs = [await scene.join(room, "Ada"), await scene.join(room, "Ada")];
      const [first, second] = tabs;
      if (first === undefined || second === undefined) return;
      await first.say("one");
      const command = edit(1, "two");
      for (const tab of tabs) tab.send(command);
      for (const tab of tabs) expectMatch("the ack", await tab.answer(command.id), { type: "ack", seq: 2 });
      await first.ask(edit(1, "three"));
      expectMatch("the repeat", await second.ask(command), { type: "ack", seq: 2 });
      expectMatch("other content", await second.ask({ ...command, text: "x" }), { code: "id_conflict" });
      expectMatch("history", await first.ask({ type: "history", id: newId() }), { messages: [{ text: "three" }] });
    },
  },
  {
    id: "R4-22 R4-26 R10-10",
    what: "the owner removes and pins anybody's messages, a member nobody's",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo, cy] = [await scene.join(room, "Ada"), await scene.join(room, "Bo"), await scene.join(room, "Cy")];
      const said = numberAt(await bo.say("Bo's"), "seq");
      const pin = (on: boolean) => ({ type: "pin", id: newId(), message: said, on });
      for (const command of [remove(said), pin(true)])
        expectMatch(`${command.type} by a member`, await cy.ask(command), { type: "error", code: "forbidden" });
      expectMatch("pin by the owner", await ada.ask(pin(true)), { type: "ack", seq: said + 1 });
      expectMatch("the event", (await cy.events(2))[1], { kind: "pinned", message: said, on: true });
      const pinned = { messages: [{ seq: said, pinned: true }] };
      expectMatch("history", await cy.ask({ type: "history", id: newId() }), pinned);
      expectMatch("pin once more", await ada.ask(pin(true)), { type: "ack", seq: said + 1 });
      expectMatch("remove by the owner", await ada.ask(remove(said)), { type: "ack", seq: said + 2 });
    },
  },
];

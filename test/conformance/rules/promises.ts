// promises.ts: section 2: durable before seen, one order, exactly once, no silent loss, all changes are events.

import {
  at,
  expectMatch,
  expectSame,
  expectThat,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  stringAt,
} from "../json.ts";
import type { Rule } from "../rule.ts";
import type { Present } from "../scene.ts";
import { newId } from "../wire.ts";
import { largeMessage } from "./large-message.ts";

const seqs = (values: readonly Json[]) => values.map((value) => numberAt(value, "seq"));
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);

export const promises: readonly Rule[] = [
  {
    id: "R2-1",
    what: "whoever sees an event or an ack finds it stored: a new connection and a look by HTTP have it",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      for (let seq = 1; seq <= 5; seq += 1) {
        const acked = ada.say(`message ${seq}`);
        await bo.events();
        const page = await scene.http("GET", `/api/rooms/${room}/messages?limit=1`);
        expectMatch("what is stored when it was seen", page.json, { head: seq, messages: [{ seq }] });
        expectMatch("the ack", await acked, { seq });
        const late = await scene.join(room, "Cy");
        expectMatch("the head after the ack", late.welcome, { head: seq });
        late.vanish();
      }
    },
  },
  {
    id: "R2-2",
    what: "all members see the same events in seq order without a gap, from sockets and HTTP alike",
    async run(scene) {
      const room = scene.room();
      const people = await Promise.all((["Ada", "Bo", "Cy"] as const).map((name) => scene.join(room, name)));
      const { token } = await scene.session("Di");
      const said = people.map((person) => talk(person, 15));
      const posted = Promise.all(
        upTo(10).map((index) =>
          scene.http("POST", `/api/rooms/${room}/messages`, { token, body: { text: `posted ${index}` } }),
        ),
      );
      await Promise.all(said);
      for (const answer of await posted) expectSame("a post", answer.status, 201);
      const [seen = [], ...others] = await Promise.all(people.map((person) => person.events(55)));
      expectSame("the seqs", seqs(seen), upTo(55));
      for (const other of others) expectSame("what another one saw", other, seen);
      const replayed = await scene.join(room, "Ed", { since: "0:0" });
      expectSame("what one who comes later sees", await replayed.events(55), seen);
      expectThat(new Set(seen.map((event) => stringAt(event, "id"))).size === 55, "two events have the same id");
    },
  },
  {
    id: "R4-15",
    what: "commands of one connection that make events take effect in the order in which they were sent",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      for (let index = 0; index < 18; index += 1) ada.send({ type: "send", id: newId(), text: `${index}` });
      ada.send({ type: "rename", id: newId(), name: "Ada the second" });
      ada.send({ type: "send", id: newId(), text: "under the new name" });
      const seen = await bo.events(20);
      expectSame(
        "texts",
        seen.slice(0, 18).map((event) => stringAt(event, "text")),
        upTo(18).map((index) => `${index - 1}`),
      );
      expectMatch("the last", seen.at(-1), { by: { name: "Ada the second" }, text: "under the new name" });
    },
  },
  {
    id: "R2-3",
    what: "a command sent again gets the same ack and makes no second event: at once, after a reconnect, from another device, by HTTP",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      const ada = await scene.join(room, "Ada");
      const id = newId();
      const command = { type: "send", id, text: "only once", data: { a: 1 } };
      const first = await ada.ask(command);
      expectMatch("the ack", first, { type: "ack", seq: 1 });
      expectSame("the ack of a repeat", await ada.ask(command), first);
      const device = await scene.join(room, "Ada");
      expectSame("the ack on another device", await device.ask(command), first);
      await ada.leave();
      const again = await scene.join(room, "Ada");
      expectSame("the ack after a reconnect", await again.ask(command), first);
      const { token } = await scene.session("Ada");
      const posted = await scene.http("POST", `/api/rooms/${room}/messages`, {
        token,
        body: { id, text: "only once", data: { a: 1 } },
      });
      expectSame("the status by HTTP", posted.status, 200);
      expectSame("the answer by HTTP", posted.json, { id, seq: at(first, "seq") ?? null, at: at(first, "at") ?? null });
      await again.say("something else");
      expectSame("what Bo saw", await bo.texts(2), ["only once", "something else"]);
    },
  },
  {
    id: "R2-3",
    what: "many of the same in one burst are one",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const id = newId();
      for (let index = 0; index < 10; index += 1) ada.send({ type: "send", id, text: "only once" });
      for (let index = 0; index < 10; index += 1) expectMatch("an ack", await ada.answer(id), { type: "ack", seq: 1 });
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
  {
    id: "R2-3",
    what: "the same id with another type or other content is refused: id_conflict, and 409 by HTTP",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const id = newId();
      await ada.say("this", { id });
      const others: readonly JsonObject[] = [
        { type: "send", id, text: "that" },
        { type: "send", id, text: "this", data: 1 },
        { type: "send", id, text: "this", replyTo: 1 },
        { type: "rename", id, name: "This" },
      ];
      for (const command of others) {
        expectMatch(`the answer to ${JSON.stringify(command)}`, await ada.ask(command), {
          type: "error",
          code: "id_conflict",
        });
      }
      const { token } = await scene.session("Ada");
      const posted = await scene.http("POST", `/api/rooms/${room}/messages`, { token, body: { id, text: "by HTTP" } });
      expectMatch(
        "the answer by HTTP",
        { status: posted.status, code: at(posted.json, "code") ?? null },
        { status: 409, code: "id_conflict" },
      );
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
  {
    id: "R4-11",
    what: "the space of ids is a member's and room's own: others may use the same one",
    async run(scene) {
      const [here, there] = [scene.room(), scene.room()];
      const id = newId();
      expectMatch("Ada's", await (await scene.join(here, "Ada")).ask({ type: "send", id, text: "mine" }), {
        type: "ack",
        seq: 1,
      });
      expectMatch("Bo's", await (await scene.join(here, "Bo")).ask({ type: "send", id, text: "also mine" }), {
        type: "ack",
        seq: 2,
      });
      expectMatch(
        "Ada's elsewhere",
        await (await scene.join(there, "Ada")).ask({ type: "send", id, text: "mine too" }),
        { type: "ack", seq: 1 },
      );
    },
  },
  {
    id: "R4-12",
    what: "a command that was refused or changed nothing is not remembered: repeated, it is decided anew",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const reply = { type: "send", id: newId(), text: "a reply", replyTo: 1 };
      expectMatch("a reply to nothing", await ada.ask(reply), { type: "error", code: "not_found" });
      const rename = { type: "rename", id: newId(), name: "Ada" };
      expectMatch("a rename to the same name", await ada.ask(rename), { type: "ack", seq: 0 });
      await ada.say("the first");
      expectMatch("the same reply again", await ada.ask(reply), { type: "ack", seq: 2 });
      await ada.ask({ type: "rename", id: newId(), name: "Ada the second" });
      expectMatch("the same rename again", await ada.ask(rename), { type: "ack", seq: 4 });
    },
  },
  {
    id: "R2-4 R2-5",
    what: "a cursor brings exactly the seqs after it, of every kind, whoever comes back and wherever it stood",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("one");
      await ada.ask({ type: "rename", id: newId(), name: "Ada the second" });
      await ada.say("three");
      await ada.say("four");
      const all = await ada.events(4);
      expectMatch(
        "the kinds",
        all.map((event) => event["kind"] ?? null),
        ["message", "member", "message", "message"],
      );
      for (let seq = 0; seq <= 4; seq += 1) {
        const bo = await scene.join(room, "Bo", { since: `${ada.epoch}:${seq}` });
        expectMatch(`the welcome since ${seq}`, bo.welcome, { recovered: true, head: 4 });
        expectSame(`what came since ${seq}`, await bo.events(4 - seq), all.slice(seq));
        bo.vanish();
      }
    },
  },
  {
    id: "R2-4 R5-1",
    what: "a long tail is split over frames of at most 512 KiB, never cut; more than 4 MiB of it is a snapshot instead",
    async run(scene) {
      const room = scene.room();
      const { content, bytes } = largeMessage("letters");
      const some = await scene.fill(room, 40, () => content);
      const patienceMs = 30_000;
      const recovered = await scene.join(room, "Ada", { since: "0:0", patienceMs });
      expectMatch("the welcome", recovered.welcome, { recovered: true, head: some });
      let frames = 0;
      for (let seen = 0; seen < some; frames += 1) seen += listAt(await recovered.next("events"), "events").length;
      expectThat(frames >= Math.floor((some * bytes) / (512 * 1024)), `the tail came in ${frames} frames`);
      recovered.vanish();
      const more = await scene.fill(room, Math.ceil((4.4 * 1024 * 1024) / bytes) - some, () => content);
      const late = await scene.join(room, "Ada", { since: "0:0", patienceMs });
      expectMatch("the welcome past 4 MiB", late.welcome, { recovered: false, head: more, snapshot: { more: true } });
      const near = await scene.join(room, "Ada", { since: `${late.epoch}:${some}`, patienceMs });
      expectMatch("the welcome of one who is nearer", near.welcome, { recovered: true });
      expectSame("what came", seqs(await near.events(more - some)), upTo(more, some + 1));
    },
  },
  {
    id: "R2-4",
    what: "a cursor 10,000 events behind resumes, one that is further behind gets a snapshot",
    needs: "no limits",
    slow: true,
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada", { patienceMs: 60_000 });
      for (let sent = 0; sent < 10_000; sent += 500) {
        for (let index = 0; index < 500; index += 1) ada.send({ type: "send", id: newId(), text: "x" });
        await ada.events(500);
        await ada.ping();
      }
      const patienceMs = 60_000;
      const behind = await scene.join(room, "Bo", { since: "0:0", patienceMs });
      expectMatch("the welcome", behind.welcome, { recovered: true, head: 10_000 });
      expectSame("what came", seqs(await behind.events(10_000)), upTo(10_000));
      behind.vanish();
      await ada.say("one more");
      const tooFar = await scene.join(room, "Bo", { since: "0:0", patienceMs });
      expectMatch("the welcome of one more", tooFar.welcome, {
        recovered: false,
        head: 10_001,
        snapshot: { more: true },
      });
      const near = await scene.join(room, "Bo", { since: `${tooFar.epoch}:1`, patienceMs });
      expectMatch("the welcome of one less", near.welcome, { recovered: true });
    },
  },
];

async function talk(person: Present, amount: number): Promise<void> {
  await Promise.all(upTo(amount).map((index) => person.say(`said ${index}`)));
}

// A closer look at messages: what they said before, who reacted, what is pinned, and nothing of what is gone.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as v from "valibot";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import { editsPageSchema, pinsPageSchema, reactionsPageSchema } from "../../../src/protocol/message-looks.ts";
import { Deployment, newId, problemIn, SECRET } from "./deployment.ts";

/** A room that Ada made, with Bob in it. */
async function made() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const owner = await deployment.guest("Ada");
  const authorization = `Bearer ${owner.token}`;
  const response = await deployment.post("/api/rooms", {}, { authorization });
  const { name: room } = v.parse(v.object({ name: v.string() }), await response.json());
  const bob = await deployment.guest("Bob");
  const path = `/api/rooms/${room}`;
  const read = async (look: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const answer = await deployment.get(`${path}/${look}`, headers);
    expect(answer.status, look).toBe(200);
    return answer.json();
  };
  return {
    deployment,
    room,
    path,
    ada: await deployment.join(room, { token: owner.token }),
    bob: await deployment.join(room, { token: bob.token }),
    asAda: { authorization },
    read,
    edits: async (look: string) => v.parse(editsPageSchema, await read(look)),
    reactions: async (look: string) => v.parse(reactionsPageSchema, await read(look)),
    pins: async (query = "", headers = {}) => v.parse(pinsPageSchema, await read(`pins${query}`, headers)),
  };
}

const edit = (message: number, text: string): DurableCommand => ({ type: "edit", id: newId(), message, text });
const react = (message: number, emoji: string, on = true): DurableCommand => ({
  type: "react",
  id: newId(),
  message,
  emoji,
  on,
});
const pin = (message: number, on = true): DurableCommand => ({ type: "pin", id: newId(), message, on });

test("R4-40 the texts of a message, the newest first, page by page, also after a sleep", async () => {
  const { ada, room, edits } = await made();
  const { seq } = await ada.say("one");
  for (const text of ["two", "three"]) await ada.ask(edit(seq, text));
  await evictDurableObject(env.ROOM.getByName(room));
  const all = await edits(`messages/${seq}/edits`);
  expect(all.edits.map(({ text }) => text)).toEqual(["three", "two", "one"]);
  expect(all).toMatchObject({
    more: false,
    edits: [{ seq: seq + 2 }, { seq: seq + 1 }, { seq, at: expect.any(Number) }],
  });
  const first = await edits(`messages/${seq}/edits?limit=1`);
  expect(first).toMatchObject({ edits: [{ text: "three" }], more: true });
  expect(await edits(`messages/${seq}/edits?before=${seq + 2}`)).toMatchObject({
    edits: [{ text: "two" }, { text: "one" }],
    more: false,
  });
});

test("R4-40 R2-6 of a removed message there is no history, nor of what is no message", async () => {
  const { ada, deployment, path } = await made();
  const { seq } = await ada.say("a secret");
  await ada.ask(edit(seq, "a worse secret"));
  await ada.ask({ type: "remove", id: newId(), message: seq });
  for (const [look, code] of [
    [`messages/${seq}/edits`, "not_found"],
    [`messages/${seq}/reactions`, "not_found"],
    ["messages/1/edits", "not_found"],
    ["messages/999/reactions", "not_found"],
    ["messages/0/edits", "invalid"],
    ["messages/x/edits", "invalid"],
    [`messages/${seq}/edits?limit=101`, "invalid"],
    [`messages/${seq}/reactions?after=-1`, "invalid"],
    ["pins?limit=0", "invalid"],
  ]) {
    const problem = await problemIn(await deployment.get(`${path}/${look}`));
    expect([look, problem.code]).toEqual([look, code]);
    expect(JSON.stringify(problem)).not.toContain("secret");
  }
});

test("R4-41 who reacted with what, in the order in which they did, without what was taken back", async () => {
  const { ada, bob, reactions } = await made();
  const { seq } = await ada.say("one");
  await bob.ask(react(seq, "👍"));
  await ada.ask(react(seq, "🎉"));
  await ada.ask(react(seq, "👍"));
  await ada.ask(react(seq, "🎉", false));
  const all = await reactions(`messages/${seq}/reactions`);
  expect(all.reactions.map(({ emoji, by }) => `${emoji} ${by.name}`)).toEqual(["👍 Bob", "👍 Ada"]);
  expect(all.more).toBe(false);
  const [first] = (await reactions(`messages/${seq}/reactions?limit=1`)).reactions;
  expect(await reactions(`messages/${seq}/reactions?after=${first?.seq}`)).toMatchObject({
    reactions: [{ emoji: "👍", by: { name: "Ada" }, seq: seq + 3 }],
    more: false,
  });
});

test("R4-42 pinned messages as they stand, the newest pin first; removed and unpinned ones are not among them", async () => {
  const { ada, asAda, pins } = await made();
  const seqs: number[] = [];
  for (const text of ["one", "two", "three", "four"]) seqs.push((await ada.say(text)).seq);
  const [one = 0, two = 0, three = 0, four = 0] = seqs;
  for (const seq of [three, one, four, two]) await ada.ask(pin(seq));
  await ada.ask(pin(three, false));
  await ada.ask({ type: "remove", id: newId(), message: four });
  await ada.ask(edit(one, "one, changed"));
  await ada.ask(react(two, "👍"));
  const page = await pins("", asAda);
  expect(page.messages.map(({ text }) => text)).toEqual(["two", "one, changed"]);
  expect(page).toMatchObject({
    mine: { [two]: ["👍"] },
    more: false,
    messages: [{ pinned: true, seq: two }, { seq: one }],
  });
  expect(await pins("?limit=1")).toMatchObject({ messages: [{ text: "two" }], mine: {}, more: true });
});

test("R4-40 R4-41 R4-42 a room that nobody spoke in has none of these, and looking writes nothing", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const room = `looks-${newId().slice(0, 8).toLowerCase().replaceAll("_", "x")}`;
  expect((await deployment.get(`/api/rooms/${room}/messages/1/edits`)).status).toBe(404);
  expect((await deployment.get(`/api/rooms/${room}/messages/1/reactions`)).status).toBe(404);
  expect(await (await deployment.get(`/api/rooms/${room}/pins`)).json()).toEqual({
    messages: [],
    mine: {},
    more: false,
  });
  expect(await env.ROOM.getByName(room).rowsWritten()).toBe(0);
});

test("R5-20 a root tells of the newest message of its thread, also where that one was removed", async () => {
  const { ada, bob, read } = await made();
  const { seq: root } = await ada.say("root");
  const reply = async (text: string) => {
    const answer = await bob.ask({ type: "send", id: newId(), text, thread: root });
    return answer.type === "ack" ? answer : { seq: 0, at: 0 };
  };
  const { seq } = await reply("first");
  const { seq: last, at } = await reply("second");
  const rootNow = async () =>
    v.parse(
      v.looseObject({
        messages: v.array(v.looseObject({ replies: v.optional(v.number()), lastReply: v.optional(v.unknown()) })),
      }),
      await read(`messages?before=${root + 1}&limit=1`),
    ).messages[0];
  expect(await rootNow()).toMatchObject({ replies: 2, lastReply: { seq: last, at } });
  await bob.ask({ type: "remove", id: newId(), message: last });
  expect(await rootNow()).toMatchObject({ replies: 1, lastReply: { seq: last, at } });
  await bob.ask({ type: "remove", id: newId(), message: seq });
  expect(await rootNow()).not.toHaveProperty("lastReply");
});

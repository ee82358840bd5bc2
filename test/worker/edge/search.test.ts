// Search: what a room's messages say now, found by words, and an index that costs a message nothing.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as v from "valibot";
import { Deployment, newId, newRoom, problemIn, SECRET } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

const pageSchema = v.strictObject({ messages: v.array(v.looseObject({ seq: v.number() })), more: v.boolean() });

async function talk(...texts: string[]) {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  const room = newRoom("search");
  const { token } = await guestAged(DAY_MS, "Ada");
  const ada = await deployment.join(room, { token });
  for (const text of texts) await ada.say(text);
  const search = async (query: string) => {
    // Without a token and from no known network: nobody's rate of looks.
    const response = await deployment.get(`/api/rooms/${room}/search?${query}`);
    expect(response.status).toBe(200);
    const { messages, more } = v.parse(pageSchema, await response.json());
    return { seqs: messages.map(({ seq }) => seq), more };
  };
  return { deployment, room, token, ada, search };
}

test("R9-22 every word counts, the last one as a beginning, newest first", async () => {
  const { search } = await talk("Green tea at five", "Black coffee", "tea and GREEN biscuits", "čaj o páté");
  expect(await search("q=green+tea")).toEqual({ seqs: [3, 1], more: false });
  expect(await search("q=bisc")).toEqual({ seqs: [3], more: false });
  expect(await search("q=bisc+tea")).toEqual({ seqs: [], more: false });
  expect(await search("q=caj")).toEqual({ seqs: [4], more: false });
  expect(await search("q=tea&limit=1")).toEqual({ seqs: [3], more: true });
  expect(await search("q=tea&limit=1&before=3")).toEqual({ seqs: [1], more: false });
});

test("R9-22 an edit is found by its new words alone, a removed message by none, over a sleep", async () => {
  const { ada, room, search } = await talk("first words", "second words");
  expect((await search("q=words")).seqs).toEqual([2, 1]);
  await ada.ask({ type: "edit", id: newId(), message: 1, text: "other text" });
  await ada.ask({ type: "remove", id: newId(), message: 2 });
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  expect((await search("q=words")).seqs).toEqual([]);
  expect((await search("q=other")).seqs).toEqual([1]);
});

test("R9-22 nothing that somebody types is taken for a query language", async () => {
  const { search } = await talk('say "NEAR(tea)" OR text:*');
  for (const query of [
    '"tea',
    "tea OR coffee",
    "NEAR(tea",
    "text:tea",
    "tea*",
    "-tea",
    "tea^2",
    "(tea)",
    "a\u0000b",
    "''; DROP TABLE events",
  ]) {
    const { seqs } = await search(`q=${encodeURIComponent(query)}`);
    expect([query, seqs.every((seq) => seq === 1)]).toEqual([query, true]);
  }
  expect((await search("q=near+tea")).seqs).toEqual([1]);
  expect((await search("q=%2B%2B")).seqs).toEqual([]);
});

test("R9-22 wrong queries are refused, and looking at an empty room makes nothing", async () => {
  const { deployment, room, token } = await talk("tea");
  const headers = { authorization: `Bearer ${token}` };
  for (const query of [
    "",
    "q=",
    "q=+",
    "q=tea&limit=0",
    "q=tea&limit=101",
    "q=tea&before=0",
    "q=tea&before=x",
    `q=${"x".repeat(201)}`,
  ]) {
    const problem = await problemIn(await deployment.get(`/api/rooms/${room}/search?${query}`, headers));
    expect([query, problem.status, problem.code]).toEqual([query, 400, "invalid"]);
  }
  const empty = newRoom("empty");
  const found = await deployment.get(`/api/rooms/${empty}/search?q=tea`);
  expect(await found.json()).toEqual({ messages: [], more: false });
  expect(await env.ROOM.getByName(empty).rowsWritten()).toBe(0);
});

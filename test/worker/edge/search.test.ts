// Search: what a room's messages say now, found by words, and an index that costs a message nothing.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as v from "valibot";
import { Database } from "../../../src/storage/database.ts";
import { EventLog } from "../../../src/storage/event-log.ts";
import { Search } from "../../../src/storage/search.ts";
import { Deployment, newId, newRoom, problemIn, SECRET } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

const pageSchema = v.strictObject({ messages: v.array(v.looseObject({ seq: v.number() })), more: v.boolean() });

const historySchema = v.looseObject({
  messages: v.array(v.looseObject({ seq: v.number(), at: v.number() })),
  more: v.boolean(),
});

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
    "from=",
    "has=file",
    "beforeAt=yesterday",
    "afterAt=-1",
    "limit=5",
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

test("R9-40 by whom, with a link, and when: alone or with words, all of it at once", async () => {
  const { deployment, room, ada, search } = await talk("tea at https://tea.example", "https is a protocol", "tea");
  const zofie = await deployment.join(room, { token: (await guestAged(DAY_MS, "Žofie")).token });
  await zofie.say("TEA: see http://cups.example");
  await zofie.say("no tea today");
  const id = zofie.welcome.you.id;
  expect((await search("q=tea&has=link")).seqs).toEqual([4, 1]);
  expect((await search("has=link")).seqs).toEqual([4, 1]);
  expect((await search("from=zofie")).seqs).toEqual([5, 4]);
  expect((await search(`from=${id}&q=tea&has=link`)).seqs).toEqual([4]);
  expect((await search("from=%C5%BDOFIE&q=tea&limit=1")).seqs).toEqual([5]);
  expect(await search("from=ada&limit=2")).toEqual({ seqs: [3, 2], more: true });
  expect((await search("from=ada&limit=2&before=2")).seqs).toEqual([1]);
  expect((await search("from=nobody")).seqs).toEqual([]);
  expect((await search("from=g_%25&q=tea")).seqs).toEqual([]);

  // What stands there now counts, and a name that somebody had stays theirs.
  await ada.ask({ type: "edit", id: newId(), message: 3, text: "tea: https://third.example" });
  await zofie.ask({ type: "remove", id: newId(), message: 4 });
  await zofie.ask({ type: "rename", id: newId(), name: "Sophie" });
  await zofie.say("as Sophie");
  expect((await search("has=link")).seqs).toEqual([3, 1]);
  expect((await search("from=zofie")).seqs).toEqual([9, 5]);
  expect((await search("from=sophie")).seqs).toEqual([9, 5]);
});

test("R9-40 R2-9 what was erased is found by nothing, nor is a name that was", async () => {
  const { deployment, room, ada, search } = await talk("tea at https://tea.example", "more tea");
  const bo = await deployment.join(room, { token: (await guestAged(0, "Bo")).token });
  await bo.say("tea too");
  expect((await search("from=ada")).seqs).toEqual([2, 1]);
  await ada.ask({ type: "erase", id: newId() });
  for (const query of ["from=ada", `from=${ada.welcome.you.id}`, "has=link"]) {
    expect([query, (await search(query)).seqs]).toEqual([query, []]);
  }
  expect((await search("afterAt=0")).seqs).toEqual([3]);
});

test("R4-60 R9-40 a time is a place in the log: what was said before it, from it on, and the first of it", async () => {
  const { deployment, room, token, ada, search } = await talk("one", "two");
  const times: number[] = [];
  const { messages } = v.parse(historySchema, await (await deployment.get(`/api/rooms/${room}/messages`)).json());
  for (const { at } of messages) times.push(at);
  const between = (times.at(-1) ?? 0) + 1;
  await passed(between);
  await ada.say("three");
  const from = async (query: string) =>
    v.parse(historySchema, await (await deployment.get(`/api/rooms/${room}/messages?${query}`)).json());
  const seqs = async (query: string) => (await from(query)).messages.map(({ seq }) => seq);
  expect((await search(`beforeAt=${between}`)).seqs).toEqual([2, 1]);
  expect((await search(`afterAt=${between}`)).seqs).toEqual([3]);
  expect((await search(`q=t&afterAt=0&beforeAt=${between}`)).seqs).toEqual([2]);
  expect((await search(`beforeAt=0`)).seqs).toEqual([]);
  expect(await seqs(`at=${between}`)).toEqual([3]);
  expect(await seqs("at=0&limit=2")).toEqual([1, 2]);
  expect((await from("at=0&limit=2")).more).toBe(true);
  expect(await seqs(`at=${Date.now() + 60_000}`)).toEqual([]);
  expect(await ada.ask({ type: "history", id: newId(), at: between })).toMatchObject({ messages: [{ seq: 3 }] });
  const headers = { authorization: `Bearer ${token}` };
  for (const query of ["at=0&before=2", "at=0&after=2", "at=-1", "at=x"]) {
    const problem = await problemIn(await deployment.get(`/api/rooms/${room}/messages?${query}`, headers));
    expect([query, problem.status, problem.code]).toEqual([query, 400, "invalid"]);
  }
});

test("R9-41 a message writes no row for the sake of search, and a search only what is not yet indexed", async () => {
  const { ada, room, search } = await talk("first");
  const object = env.ROOM.getByName(room);
  const rowsOf = async (act: () => Promise<unknown>) => {
    const before = await object.rowsWritten();
    await act();
    return (await object.rowsWritten()) - before;
  };
  const said = await rowsOf(async () => ada.say("never searched"));
  await search("q=first");
  expect(said).toBe(2);
  expect(await rowsOf(async () => ada.say("searched before"))).toBe(said);
  for (let index = 0; index < 9; index++) await ada.say(`some more words about tea, number ${index}`);
  const indexing = await rowsOf(() => search("q=tea"));
  console.log(`rows written: ${said} by a message, ${indexing} by the first search after 10 messages`);
  expect(indexing).toBeGreaterThan(0);
  expect(indexing).toBeLessThanOrEqual(10 * 4);
  expect(await rowsOf(() => search("q=tea&from=ada&has=link"))).toBe(0);
  expect(await rowsOf(() => search("from=ada"))).toBe(0);
});

test("R9-41 an index that does not reach the newest says so, and reaches it when asked again", async () => {
  const { room } = await talk("tea 1", "tea 2", "tea 3", "tea 4", "tea 5", "tea 6", "tea 7");
  await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
    const database = new Database(storage);
    const search = new Search(database, new EventLog(database, () => "unused"), 3);
    const found = () => search.find({ q: "tea", limit: 50 });
    expect(found()).toEqual({ seqs: [3, 2, 1], more: false, partial: true });
    expect(found()).toEqual({ seqs: [6, 5, 4, 3, 2, 1], more: false, partial: true });
    expect(found()).toEqual({ seqs: [7, 6, 5, 4, 3, 2, 1], more: false, partial: false });
    expect(search.find({ from: "ada", limit: 1 })).toEqual({ seqs: [7], more: true, partial: false });
  });
});

/** The clock stands still in an isolate until something comes or goes. */
async function passed(at: number): Promise<void> {
  while (Date.now() <= at) await new Promise((resolve) => setTimeout(resolve, 1));
}

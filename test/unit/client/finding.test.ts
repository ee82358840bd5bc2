// Finding: a time leads to a message, what comes next is found, and a search asks until the index is there.

import { expect, test } from "vitest";
import { World } from "./world.ts";

test("R4-60 a time leads to the first message of it, and to none where there is none", async () => {
  const world = new World();
  for (let i = 1; i <= 12; i++) {
    world.nowMs += 1000;
    world.server.post(`${i}`);
  }
  const ada = await world.enter();
  const at = world.server.messages()[4]?.at ?? 0;
  const ask = async (time: number) => (await Promise.all([ada.messageAt(time), world.settle()]))[0]?.seq;
  expect(await ask(at)).toBe(5);
  expect(await ask(at - 500)).toBe(5);
  expect(await ask(0)).toBe(1);
  expect(await ask(world.nowMs + 1)).toBe(undefined);
});

test("R4-60 a time leads to what the log shows of it, and into a thread only where nothing else was said", async () => {
  const world = new World();
  const { seq } = world.server.post("root");
  const ada = await world.enter();
  world.nowMs += 1000;
  const day = world.nowMs;
  ada.send({ text: "in the thread", thread: seq });
  await world.settle();
  const ask = async () => (await Promise.all([ada.messageAt(day), world.settle()]))[0]?.text;
  expect(await ask()).toBe("in the thread");
  world.server.post("in the log");
  expect(await ask()).toBe("in the log");
});

test("R9-41 a room that was never searched is asked until its index is there, but not for ever", async () => {
  const world = new World();
  for (const text of ["green tea", "coffee"]) world.server.post(text);
  const ada = await world.enter();
  const search = async () => (await Promise.all([ada.search({ q: "tea", has: "link" }), world.settle()]))[0];
  world.http.partialSearches = 3;
  expect((await search()).messages.map(({ seq }) => seq)).toEqual([1]);
  const asks = world.http.asks("/search");
  expect(asks.map(({ query }) => String(query))).toEqual(Array.from({ length: 4 }, () => "q=tea&has=link"));
  world.http.partialSearches = 100;
  expect((await search()).partial).toBe(true);
  expect(world.http.asks("/search")).toHaveLength(12);
});

test("what comes next in the room is found, not an answer in a thread", async () => {
  const world = new World();
  const { seq } = world.server.post("root");
  const ada = await world.enter();
  const after = async (place: number) => (await Promise.all([ada.messageAfter(place), world.settle()]))[0]?.seq;
  ada.send({ text: "in the thread", thread: seq });
  await world.settle();
  const next = world.server.post("next");
  expect(await after(seq)).toBe(next.seq);
  expect(await after(next.seq)).toBe(undefined);
});

test("R10-65 moderators ask who is banned or muted, a page after the other", async () => {
  const world = new World();
  const ada = await world.enter();
  const page = async (after?: string) => (await Promise.all([ada.standings(after), world.settle()]))[0];
  expect(await page()).toEqual({
    standings: [{ member: { id: "g_a", name: "g_a" }, ban: { reason: "spam" } }],
    more: true,
  });
  expect(await page("g_a")).toMatchObject({ standings: [{ member: { id: "g_b" } }], more: false });
});

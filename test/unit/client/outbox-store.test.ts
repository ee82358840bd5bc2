// The outbox shared by several tabs, and over storage that fails.

import { expect, test } from "vitest";
import { type OutboxStore, parseRows } from "../../../src/client/outbox-store.ts";
import { STORE_TIMEOUT_MS } from "../../../src/client/shelf.ts";
import { logged, shown, World } from "./world.ts";

const sends = (world: World) => world.server.received.filter(({ type }) => type === "send");

test("two tabs: one sends for both, once, in the order written", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const left = await world.enter({ outbox: store, environment });
  const right = await world.enter({ outbox: store, environment });
  left.send({ text: "1" });
  await world.advance(5);
  right.send({ text: "2" });
  await world.advance(5);
  left.send({ text: "3" });
  await world.settle();
  expect(logged(world)).toEqual(["1", "2", "3"]);
  expect(shown(left)).toEqual(["1", "2", "3"]);
  expect(shown(right)).toEqual(["1", "2", "3"]);
  expect(sends(world)).toHaveLength(3);
});

test("two tabs: what one writes shows in both before it is sent", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const left = await world.enter({ outbox: store, environment });
  const right = await world.enter({ outbox: store, environment });
  world.server.isDown = true;
  world.server.restart();
  const id = right.send({ text: "later" });
  await world.settle();
  expect(shown(left)).toEqual(["~later"]);
  left.discard(id);
  await world.settle();
  expect(shown(right)).toEqual([]);
});

test("two tabs: when the one that sends closes, the other takes over", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const left = await world.enter({ outbox: store, environment });
  const right = await world.enter({ outbox: store, environment });
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "overloaded", message: "later", retryAfterMs: 60_000 } : undefined;
  left.send({ text: "1" });
  await world.advance(5);
  right.send({ text: "2" });
  await world.settle();
  world.server.refuse = () => undefined;
  left.close();
  await world.until("both messages", () => shown(right).join() === "1,2");
  expect(logged(world)).toEqual(["1", "2"]);
});

test("two tabs: one that lost its connection does not hold up the other", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const left = await world.enter({ outbox: store, environment });
  const right = await world.enter({ outbox: store, environment });
  left.close();
  right.send({ text: "through" });
  await world.settle();
  expect(logged(world)).toEqual(["through"]);
});

test("two tabs: a refusal in the one that sends shows in the other", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  await world.enter({ outbox: store, environment });
  const right = await world.enter({ outbox: store, environment });
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "muted", message: "unable to send message; muted" } : undefined;
  right.send({ text: "hm" });
  await world.settle();
  expect(shown(right)).toEqual(["!hm"]);
});

test("two tabs without Web Locks: each sends its own, and the room has each once", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const options = { outbox: store, environment: { ...environment, locks: undefined } };
  const left = await world.enter(options);
  const right = await world.enter(options);
  left.send({ text: "1" });
  await world.settle();
  right.send({ text: "2" });
  await world.settle();
  expect(logged(world)).toEqual(["1", "2"]);
  expect(shown(left)).toEqual(["1", "2"]);
  expect(sends(world)).toHaveLength(2);
});

const failing: (keyof OutboxStore)[] = ["load", "put", "remove", "lastMember", "setLastMember"];
test.each(failing)("a store whose %s throws costs durability, and no message", async (method) => {
  const world = new World();
  const { store, environment } = world.browser();
  const broken = { ...store, [method]: () => Promise.reject(new Error("storage is refused")) };
  const ada = await world.enter({ outbox: broken, environment });
  for (const text of ["1", "2", "3"]) ada.send({ text });
  await world.until("all three", () => shown(ada).join() === "1,2,3");
  expect(ada.state.keeps).toBe("memory");
  expect(logged(world)).toEqual(["1", "2", "3"]);
});

test("a tab that cannot hand over what it writes sends it by itself", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  await world.enter({ outbox: store, environment });
  const full = { ...store, put: () => Promise.reject(new Error("quota exceeded")) };
  const right = await world.enter({ outbox: full, environment });
  right.send({ text: "alone" });
  await world.until("the message in the room", () => logged(world).join() === "alone");
  expect(shown(right)).toEqual(["alone"]);
});

test("what was stored goes before what is written while the store is slow", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const before = world.client({ outbox: store, environment });
  before.send({ text: "1" });
  await world.settle();
  const load: OutboxStore["load"] = async (place) => {
    await new Promise<void>((resolve) => world.environment.setTimeout(resolve, 1000));
    return store.load(place);
  };
  const after = await world.enter({ outbox: { ...store, load }, environment });
  after.send({ text: "2" });
  await world.until("both messages", () => logged(world).length === 2);
  expect(logged(world)).toEqual(["1", "2"]);
});

test("a store that begins to throw later", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  let left = 3;
  const put: OutboxStore["put"] = (row) => (left-- > 0 ? store.put(row) : Promise.reject(new Error("quota exceeded")));
  const ada = await world.enter({ outbox: { ...store, put }, environment });
  for (let i = 1; i <= 6; i++) {
    ada.send({ text: `${i}` });
    await world.settle();
  }
  expect(ada.state.keeps).toBe("memory");
  expect(shown(ada)).toEqual(["1", "2", "3", "4", "5", "6"]);
});

test("a store that never answers holds messages up for a moment only", async () => {
  const world = new World();
  const { store, environment } = world.browser();
  const ada = await world.enter({ outbox: { ...store, load: () => new Promise(() => {}) }, environment });
  ada.send({ text: "hello" });
  await world.advance(2 * STORE_TIMEOUT_MS);
  expect(shown(ada)).toEqual(["hello"]);
});

test("a row that cannot be read is left out, and the others are sent", async () => {
  const good = { id: "a", origin: "o", room: "r", member: "m", order: 2, at: 1, text: "x" };
  expect(
    parseRows([{ ...good, text: 7 }, null, good, "?", { ...good, id: "b", order: 1 }]).map(({ id }) => id),
  ).toEqual(["b", "a"]);
});

// What is written arrives once, in order, whatever happens on the way.

import { expect, test } from "vitest";
import { createMemoryStore } from "../../../src/client/outbox-store.ts";
import { STALL_MS } from "../../../src/client/outbox.ts";
import { logged, shown, World } from "./world.ts";

const sends = (world: World) => world.server.received.filter(({ type }) => type === "send");

test("a message is pending at once, and confirmed when the room has it", async () => {
  const world = new World();
  const ada = await world.enter();
  ada.send({ text: "hi" });
  expect(shown(ada)).toEqual(["~hi"]);
  await world.settle();
  expect(shown(ada)).toEqual(["hi"]);
});

test("R3.1 nothing is sent before the welcome", async () => {
  const world = new World();
  world.server.lost.add("welcome");
  const ada = world.client();
  ada.send({ text: "early" });
  ada.open();
  await world.settle();
  expect(sends(world)).toEqual([]);
  world.server.lost.clear();
  await world.until("the message in the room", () => logged(world).length === 1);
});

test.each(["ack", "events"])("a message stays one where its %s is lost, and comes through", async (type) => {
  const world = new World();
  const ada = await world.enter();
  world.server.lost.add(type);
  ada.send({ text: "one" });
  await world.settle();
  world.server.lost.clear();
  ada.send({ text: "two" });
  await world.until("both messages", () => shown(ada).join() === "one,two");
  expect(logged(world)).toEqual(["one", "two"]);
});

test("R2.3 ack and event lost, then the connection: sent again under the same id, and stored once", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.lost.add("ack").add("events");
  const id = ada.send({ text: "one" });
  await world.settle();
  expect(logged(world)).toEqual(["one"]);
  world.server.lost.clear();
  world.server.restart();
  await world.until("the message, confirmed", () => shown(ada).join() === "one");
  expect(logged(world)).toEqual(["one"]);
  expect(new Set(sends(world).map((command) => command["id"]))).toEqual(new Set([id]));
});

test("a message that stands in the snapshot of a comeback is not sent again", async () => {
  const world = new World();
  world.server.resumeEvents = 0;
  const ada = await world.enter();
  world.server.lost.add("ack").add("events");
  ada.send({ text: "one" });
  await world.settle();
  world.server.lost.clear();
  world.server.restart();
  await world.until("the message, confirmed", () => shown(ada).join() === "one");
  expect(sends(world)).toHaveLength(1);
});

test("a message that the room had long ago, behind what is shown, is not pending for ever", async () => {
  const world = new World();
  world.server.snapshotMessages = 1;
  const store = createMemoryStore();
  const before = await world.enter({ outbox: store });
  world.server.lost.add("ack").add("events");
  before.send({ text: "one" });
  await world.settle();
  before.close();
  world.server.lost.clear();
  for (const text of ["two", "three"]) world.server.post(text);
  const ada = await world.enter({ outbox: store });
  await world.settle();
  expect(shown(ada)).toEqual(["three"]);
  expect(logged(world)).toEqual(["one", "two", "three"]);
});

test("a server that dies between messages gets the rest, in order", async () => {
  const world = new World();
  const ada = await world.enter();
  for (const text of ["1", "2", "3", "4", "5"]) ada.send({ text });
  const socket = world.server.live[0];
  socket?.deliverUp();
  world.server.restart();
  await world.until("all five", () => shown(ada).join() === "1,2,3,4,5");
  expect(logged(world)).toEqual(["1", "2", "3", "4", "5"]);
});

test("a connection that takes messages and answers none is given up, and the message sent on another", async () => {
  const world = new World();
  const ada = await world.enter();
  const [socket] = world.server.live;
  if (socket !== undefined) socket.isDeaf = true;
  ada.send({ text: "anybody?" });
  await world.advance(STALL_MS - 1000);
  expect(world.server.sockets).toHaveLength(1);
  await world.until("the message in the room", () => logged(world).length === 1, 5000);
});

test("offline, write five, close the page, open it, go online: five, once, in order", async () => {
  const world = new World();
  const store = createMemoryStore();
  const before = await world.enter({ outbox: store });
  world.server.isDown = true;
  world.server.restart();
  for (const text of ["1", "2", "3", "4", "5"]) before.send({ text });
  await world.settle();
  before.close();
  const after = world.client({ outbox: store });
  after.open();
  await world.settle();
  expect(shown(after)).toEqual(["~1", "~2", "~3", "~4", "~5"]);
  world.server.isDown = false;
  await world.until("all five", () => shown(after).join() === "1,2,3,4,5");
  expect(logged(world)).toEqual(["1", "2", "3", "4", "5"]);
});

test("closing the page while a message is under way does not double it", async () => {
  const world = new World();
  const store = createMemoryStore();
  const before = await world.enter({ outbox: store });
  before.send({ text: "one" });
  world.server.live[0]?.deliverUp();
  before.close();
  await world.settle();
  const after = await world.enter({ outbox: store });
  await world.settle();
  expect(shown(after)).toEqual(["one"]);
  expect(logged(world)).toEqual(["one"]);
});

test("what was written before the first welcome ever belongs to whom it turns out to be", async () => {
  const world = new World();
  const store = createMemoryStore();
  const early = world.client({ outbox: store });
  early.send({ text: "hello" });
  await world.settle();
  early.close();
  const ada = await world.enter({ outbox: store });
  await world.settle();
  expect(shown(ada)).toEqual(["hello"]);
});

test("a changed identity does not send another's messages: they fail, and retry sends them as the new one", async () => {
  const world = new World();
  const store = createMemoryStore();
  const client = await world.enter({ outbox: store });
  world.server.isDown = true;
  world.server.restart();
  const id = client.send({ text: "as ada" });
  world.server.cookieMember = "eve";
  world.server.isDown = false;
  await world.until("a new welcome", () => client.state.you?.id === "eve");
  expect(shown(client)).toEqual(["!as ada"]);
  expect(logged(world)).toEqual([]);
  client.retry(id);
  await world.settle();
  expect(world.server.log[0]?.by.id).toBe("eve");
});

test("what another member left in the store is neither shown nor sent, and waits for its author", async () => {
  const world = new World();
  const store = createMemoryStore();
  const ada = await world.enter({ outbox: store });
  world.server.isDown = true;
  world.server.restart();
  ada.send({ text: "ada's" });
  await world.settle();
  ada.close();
  world.server.isDown = false;
  world.server.cookieMember = "eve";
  const eve = await world.enter({ outbox: store });
  await world.settle();
  expect(shown(eve)).toEqual([]);
  expect(logged(world)).toEqual([]);
  eve.close();
  world.server.cookieMember = "ada";
  await world.enter({ outbox: store });
  await world.settle();
  expect(logged(world)).toEqual(["ada's"]);
});

test.each(["muted", "forbidden", "banned", "too_large", "invalid", "not_found", "a_code_of_tomorrow"])(
  "a refusal for good (%s) shows the reason, keeps the text over a reload, and lets the next one through",
  async (code) => {
    const world = new World();
    const store = createMemoryStore();
    const ada = await world.enter({ outbox: store });
    world.server.refuse = ({ text }) =>
      text === "no" ? { code, message: "unable to send message; so it is" } : undefined;
    const id = ada.send({ text: "no" });
    ada.send({ text: "yes" });
    await world.settle();
    expect(shown(ada)).toEqual(["yes", "!no"]);
    ada.close();
    const again = await world.enter({ outbox: store });
    expect(shown(again)).toEqual(["yes", "!no"]);
    expect(again.state.timeline[1]).toMatchObject({
      pending: { id, status: { kind: "failed", code, message: "unable to send message; so it is" } },
    });
    world.server.refuse = () => undefined;
    again.retry(id);
    await world.settle();
    expect(shown(again)).toEqual(["yes", "no"]);
    expect(
      sends(world)
        .filter(({ text }) => text === "no")
        .every((command) => command["id"] === id),
    ).toBe(true);
  },
);

test("an id that was used is not used again", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "id_conflict", message: "unable to send message; id was used" } : undefined;
  const id = ada.send({ text: "one" });
  await world.settle();
  expect(shown(ada)).toEqual(["!one"]);
  world.server.refuse = () => undefined;
  ada.retry(id);
  await world.settle();
  expect(shown(ada)).toEqual(["one"]);
  expect(world.server.log[0]?.id).not.toBe(id);
});

test("what is discarded is gone for good", async () => {
  const world = new World();
  const store = createMemoryStore();
  const ada = world.client({ outbox: store });
  const id = ada.send({ text: "oops" });
  await world.settle();
  ada.discard(id);
  await world.settle();
  ada.close();
  const again = await world.enter({ outbox: store });
  await world.settle();
  expect(shown(again)).toEqual([]);
  expect(logged(world)).toEqual([]);
});

test("text that no server would take fails at once, with its text", async () => {
  const world = new World();
  const ada = await world.enter();
  ada.send({ text: "x".repeat(200_000) });
  await world.settle();
  expect(ada.state.timeline[0]).toMatchObject({ pending: { status: { kind: "failed", code: "too_large" } } });
  expect(sends(world)).toEqual([]);
});

test.each(["rate_limited", "slow_mode", "overloaded"])(
  "%s keeps the message, shows why, waits as told and keeps the order",
  async (code) => {
    const world = new World();
    const ada = await world.enter();
    let refusals = 1;
    world.server.refuse = ({ type }) =>
      type === "send" && refusals-- > 0
        ? { code, message: "unable to send message; wait", retryAfterMs: 3000 }
        : undefined;
    ada.send({ text: "1" });
    ada.send({ text: "2" });
    await world.settle();
    expect(shown(ada)).toEqual(["~1", "~2"]);
    expect(ada.state.timeline[0]).toMatchObject({
      pending: { status: { kind: "queued", held: { code, untilMs: world.nowMs + 3000 } } },
    });
    await world.advance(2900);
    expect(sends(world)).toHaveLength(1);
    await world.advance(200);
    expect(logged(world)).toEqual(["1", "2"]);
  },
);

test("a server that fails at a message is asked again a few times, and no more", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "internal", message: "unable to send message" } : undefined;
  ada.send({ text: "poison" });
  await world.until("giving up", () => shown(ada).join() === "!poison");
  expect(sends(world).length).toBeGreaterThan(2);
});

test("a long queue does not run into the rate limit: a burst, then as many a second as allowed", async () => {
  const world = new World();
  world.server.limits = { ...world.server.limits, burst: 5, perSecond: 2 };
  const ada = await world.enter();
  for (let i = 0; i < 12; i++) ada.send({ text: `${i}` });
  await world.settle();
  expect(logged(world)).toHaveLength(5);
  await world.advance(1050);
  expect(logged(world)).toHaveLength(7);
  await world.advance(3000);
  expect(logged(world)).toEqual(Array.from({ length: 12 }, (_, i) => `${i}`));
});

test("another member's message under the same id is not taken for one's own", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.isDown = true;
  world.server.restart();
  const id = ada.send({ text: "mine" });
  world.server.append({ kind: "message", by: { id: "bob", name: "Bob" }, id, text: "not yours" });
  world.server.isDown = false;
  await world.until("both", () => shown(ada).join() === "not yours,mine");
});

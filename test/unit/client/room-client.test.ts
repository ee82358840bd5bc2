// What an app sees and does beside messages: sessions, names, presence, typing, read marks, signals.

import { expect, test } from "vitest";
import { HURRIED_PONG_MS, STABLE_MS } from "../../../src/client/connection.ts";
import { createMemoryStore } from "../../../src/client/outbox-store.ts";
import type { RoomState } from "../../../src/client/state.ts";
import { TYPING_EXPIRES_MS, TYPING_REPEAT_MS } from "../../../src/protocol/limits.ts";
import { shown, World } from "./world.ts";

const received = (world: World, type: string) => world.server.received.filter((command) => command.type === type);

test("connection goes idle, connecting, online, waiting, online, idle", async () => {
  const world = new World();
  const kinds: string[] = [];
  const ada = world.client();
  ada.subscribe(({ connection }) => kinds.at(-1) !== connection.kind && kinds.push(connection.kind));
  expect(ada.state.connection.kind).toBe("idle");
  ada.open();
  await world.settle();
  world.server.restart();
  await world.until("the comeback", () => ada.state.connection.kind === "online");
  ada.close();
  expect(kinds).toEqual(["connecting", "online", "waiting", "connecting", "online", "idle"]);
  expect(world.server.live).toEqual([]);
});

test("listeners get one whole state for each frame, and none after they end", async () => {
  const world = new World();
  const ada = await world.enter();
  const states: RoomState[] = [];
  const end = ada.subscribe((state) => states.push(state));
  ada.send({ text: "hi" });
  await world.settle();
  expect(states.every(({ timeline }) => timeline.length === 1)).toBe(true);
  end();
  const { length } = states;
  world.server.post("later");
  await world.settle();
  expect(states).toHaveLength(length);
});

test("who is told of being online is told at once of who and where one is, and what is said", async () => {
  const world = new World();
  world.server.post("hello");
  const ada = world.client();
  const seen: string[] = [];
  ada.subscribe(({ connection, you, room, limits, timeline }) => {
    seen.push([connection.kind, you?.id, room?.name, limits?.burst, timeline.length].join(" "));
  });
  ada.open();
  await world.settle();
  expect(seen).toEqual(["connecting    0", "online ada lobby 20 1"]);
});

test("R7 banned: stops, says why, keeps what was written", async () => {
  const world = new World();
  world.server.refuseEntry = { code: 4403, error: { code: "banned", message: "unable to enter; banned" } };
  const ada = world.client();
  ada.send({ text: "let me in" });
  ada.open();
  await world.advance(120_000);
  expect(ada.state.connection).toEqual({ kind: "stopped", code: 4403, reason: "banned" });
  expect(world.server.sockets).toHaveLength(1);
  expect(shown(ada)).toEqual(["~let me in"]);
});

test("R7 4401: a new session is fetched, and the token that it gives is used", async () => {
  const world = new World();
  world.server.refuseEntry = { code: 4401, error: { code: "expired", message: "unable to enter; expired" } };
  const ada = world.client({
    session: { kind: "token", token: "old" },
    renewSession: async () => {
      world.server.refuseEntry = undefined;
      return "new";
    },
  });
  ada.open();
  await world.settle();
  expect(ada.state.connection.kind).toBe("online");
  expect(world.server.sockets.map(({ protocols }) => protocols[1])).toEqual(["bearer.old", "bearer.new"]);
});

test("R9 without a way of its own, the client renews a guest's session by POST /api/session", async () => {
  const world = new World();
  world.server.refuseEntry = { code: 4401, error: { code: "expired", message: "unable to enter; expired" } };
  const asked: { url: string; authorization: string | null }[] = [];
  const sessions: string[] = [];
  const ada = world.client({
    session: { kind: "token", token: "old" },
    onSession: ({ token }) => sessions.push(token),
    environment: {
      ...world.environment,
      fetch: async (url, init) => {
        asked.push({ url, authorization: new Headers(init.headers).get("authorization") });
        world.server.refuseEntry = undefined;
        return Response.json({ token: "new", expiresAt: 5, member: { id: "g_1", name: "Ada" } }, { status: 201 });
      },
    },
  });
  ada.open();
  await world.settle();
  expect(asked).toEqual([{ url: "http://chat.test/api/session", authorization: "Bearer old" }]);
  expect(sessions).toEqual(["new"]);
  expect(world.server.sockets.at(-1)?.protocols[1]).toBe("bearer.new");
});

test("a session that is refused for good stops the client", async () => {
  const world = new World();
  world.server.refuseEntry = { code: 4401, error: { code: "unauthenticated", message: "unable to enter" } };
  const problem = { type: "about:blank", title: "no", status: 401, code: "unauthenticated", detail: "no" };
  const fetch = async () => Response.json(problem, { status: 401 });
  const ada = world.client({
    session: { kind: "token", token: "forged" },
    environment: { ...world.environment, fetch },
  });
  ada.open();
  await world.advance(60_000);
  expect(ada.state.connection).toEqual({ kind: "stopped", code: 4401, reason: "unauthenticated" });
});

test("R3.1 the token of a welcome is told, and used for the comeback; so is that of a session frame", async () => {
  const world = new World();
  const told: string[] = [];
  await world.enter({ session: { kind: "none", name: "Ada" }, onSession: ({ token }) => told.push(token) });
  expect(world.server.sockets[0]?.url.searchParams.get("name")).toBe("Ada");
  world.server.sayAll({ type: "session", token: "ada", expiresAt: 9 });
  await world.settle();
  world.server.restart();
  await world.until("the comeback", () => world.server.live.length === 1);
  expect(told).toEqual(["ada"]);
  expect(world.server.live[0]?.protocols).toEqual(["hubbub.v1", "bearer.ada"]);
  expect(world.server.live[0]?.url.searchParams.get("name")).toBe(null);
});

test("a rename settles when the room has it, and is shown in the roster, on older messages and on oneself", async () => {
  const world = new World();
  const ada = await world.enter();
  ada.send({ text: "hi" });
  await world.settle();
  await Promise.all([ada.rename("Countess"), world.settle()]);
  expect(ada.state.you?.name).toBe("Countess");
  expect(ada.state.members.list[0]?.name).toBe("Countess");
  expect(ada.state.timeline[0]).toMatchObject({ message: { by: { id: "ada", name: "Countess" } } });
  expect(shown(ada)).toEqual(["hi", "(rename Countess)"]);
});

test("a rename that is refused rejects with the reason", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.refuse = ({ type }) =>
    type === "rename" ? { code: "invalid", message: "unable to rename; name is empty" } : undefined;
  const renamed = expect(ada.rename("")).rejects.toMatchObject({ name: "ChatError", code: "invalid" });
  await world.settle();
  await renamed;
});

test("a rename without an answer rejects where the client is closed", async () => {
  const world = new World();
  const ada = world.client();
  const renamed = expect(ada.rename("Ada")).rejects.toMatchObject({ name: "ChatError" });
  ada.close();
  await renamed;
});

test("history pages show members under the name they have now", async () => {
  const world = new World();
  world.server.names.set("bob", "Bob");
  world.server.snapshotMessages = 1;
  world.server.post("old");
  world.server.post("new");
  const ada = await world.enter();
  world.server.append({
    kind: "member",
    by: { id: "bob", name: "Bob" },
    id: "r",
    action: "rename",
    member: { id: "bob", name: "Robert" },
  });
  await world.settle();
  await Promise.all([ada.loadOlder(), world.settle()]);
  expect(ada.state.timeline.flatMap((item) => (item.kind === "message" ? [item.message.by.name] : []))).toEqual([
    "Robert",
    "Robert",
  ]);
});

test("presence: who joins and leaves, and a fresh roster", async () => {
  const world = new World();
  const ada = await world.enter();
  const names = () => ada.state.members.list.map(({ name }) => name);
  world.server.sayAll({ type: "presence", count: 2, joined: [{ id: "bob", name: "Bob", role: "owner" }] });
  await world.settle();
  expect(names()).toEqual(["ada", "Bob"]);
  world.server.sayAll({ type: "presence", count: 2, joined: [{ id: "bob", name: "Bobby", role: "owner" }] });
  world.server.sayAll({ type: "presence", count: 1, left: ["ada"] });
  await world.settle();
  expect(names()).toEqual(["Bobby"]);
  world.server.sayAll({
    type: "presence",
    count: 70,
    list: [{ id: "eve", name: "Eve", role: "wizard" }],
    complete: false,
  });
  await world.settle();
  expect(ada.state.members).toEqual({ count: 70, complete: false, list: [{ id: "eve", name: "Eve", role: "member" }] });
});

test("typing of others is shown, one's own is not; it ends after 6 s, or with a message", async () => {
  const world = new World();
  const ada = await world.enter();
  const typing = () => ada.state.typing.map(({ name }) => name);
  const members = [
    { id: "ada", name: "Ada" },
    { id: "bob", name: "Bob" },
    { id: "eve", name: "Eve" },
  ];
  world.server.sayAll({ type: "typing", members });
  await world.settle();
  expect(typing()).toEqual(["Bob", "Eve"]);
  world.server.post("here it is", "bob");
  await world.settle();
  expect(typing()).toEqual(["Eve"]);
  await world.advance(TYPING_EXPIRES_MS - 100);
  expect(typing()).toEqual(["Eve"]);
  await world.advance(200);
  expect(typing()).toEqual([]);
});

test("own typing is told once in 3 s, its end once, and a sent message ends it without a word", async () => {
  const world = new World();
  const ada = await world.enter();
  for (let i = 0; i < 10; i++) {
    ada.typing(true);
    await world.advance(TYPING_REPEAT_MS / 5);
  }
  expect(received(world, "typing").map(({ on }) => on)).toEqual([true, true]);
  ada.typing(false);
  ada.typing(false);
  ada.typing(true);
  ada.send({ text: "done" });
  ada.typing(false);
  await world.settle();
  expect(received(world, "typing").map(({ on }) => on)).toEqual([true, true, false, true]);
});

test("read marks keep the maximum, are told now and then, and again after a comeback", async () => {
  const world = new World();
  const ada = await world.enter();
  for (let i = 1; i <= 9; i++) world.server.post(`${i}`);
  await world.settle();
  for (const seq of [1, 2, 3, 9, 4, 1000]) ada.markRead(seq);
  await world.settle();
  expect(received(world, "read")).toMatchObject([{ upTo: 1 }]);
  expect(ada.state.you?.readUpTo).toBe(9);
  await world.advance(2500);
  expect(world.server.readUpTo.get("ada")).toBe(9);
  world.server.isDown = true;
  world.server.restart();
  world.server.post("10");
  world.server.readUpTo.set("ada", 3);
  world.server.isDown = false;
  await world.until("the mark in the room", () => world.server.readUpTo.get("ada") === 9);
});

test("signals come through while there is a connection", async () => {
  const world = new World();
  const ada = await world.enter();
  const signals: unknown[] = [];
  ada.onSignal((signal) => signals.push(signal));
  world.server.sayAll({ type: "signal", from: { id: "bob", name: "Bob" }, name: "knock", data: { hard: true } });
  ada.signal("wave", 1);
  await world.settle();
  expect(signals).toEqual([{ from: { id: "bob", name: "Bob" }, name: "knock", data: { hard: true } }]);
  expect(received(world, "signal")).toMatchObject([{ name: "wave", data: 1 }]);
  world.server.restart();
  ada.signal("lost", 1);
  await world.until("the comeback", () => world.server.live.length === 1);
  expect(received(world, "signal")).toHaveLength(1);
});

test("frames and fields of tomorrow are ignored", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.sayAll({ type: "hologram", of: "Bob" });
  world.server.sayAll({ type: "presence", count: 3, mood: "good" });
  await world.settle();
  expect(ada.state.members.count).toBe(3);
});

test("hurry cuts a wait short, and finds a dead connection within seconds", async () => {
  const world = new World();
  world.random = 0.999;
  const ada = await world.enter({ outbox: createMemoryStore() });
  world.server.isDown = true;
  world.server.restart();
  await world.advance(40_000);
  world.server.isDown = false;
  ada.hurry();
  await world.settle();
  expect(ada.state.connection.kind).toBe("online");
  await world.advance(STABLE_MS);
  const [socket] = world.server.live;
  if (socket !== undefined) socket.isDeaf = true;
  ada.hurry();
  await world.advance(HURRIED_PONG_MS + 1100);
  expect(ada.state.connection.kind).toBe("online");
  expect(world.server.live.filter(({ isDeaf }) => !isDeaf)).toHaveLength(1);
});

test("values: those of the welcome, then each that changed; null clears", async () => {
  const world = new World();
  world.server.put("price", 1);
  const ada = await world.enter();
  const values = () => Object.fromEntries([...ada.state.values].map(([key, { value }]) => [key, value]));
  expect(values()).toEqual({ price: 1 });
  world.server.put("price", { now: 2 });
  world.server.put("gauge", 3);
  await world.settle();
  expect(values()).toEqual({ price: { now: 2 }, gauge: 3 });
  expect(ada.state.values.get("gauge")?.by).toEqual({ id: "bob", name: "bob" });
  ada.put("price", null);
  await world.settle();
  expect(values()).toEqual({ gauge: 3 });
  expect(received(world, "put")).toMatchObject([{ key: "price", value: null }]);
});

test("read on another device moves one's own mark, and is not told again", async () => {
  const world = new World();
  const ada = await world.enter();
  for (const text of ["1", "2", "3"]) world.server.post(text);
  await world.settle();
  world.server.sayAll({ type: "read", upTo: 2 });
  await world.settle();
  expect(ada.state.you?.readUpTo).toBe(2);
  world.server.sayAll({ type: "read", upTo: 1 });
  ada.markRead(2);
  await world.advance(5000);
  expect(ada.state.you?.readUpTo).toBe(2);
  expect(received(world, "read")).toEqual([]);
});

test("how far others have read is merged, and only goes forward", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.sayAll({ type: "reads", reads: { bob: 3, eve: 1 } });
  world.server.sayAll({ type: "reads", reads: { bob: 2, eve: 4 } });
  await world.settle();
  expect(Object.fromEntries(ada.state.reads)).toEqual({ bob: 3, eve: 4 });
});

test("R5-30 what waits of reports is shown to whoever is told, and to nobody who is a moderator no more", async () => {
  const world = new World();
  const ada = await world.enter();
  expect(ada.state.reports).toBe(0);
  world.server.sayAll({ type: "reports", waiting: 2 });
  await world.settle();
  expect(ada.state.reports).toBe(2);
  const [by, member] = [
    { id: "owner", name: "Olivia" },
    { id: ada.state.you?.id ?? "", name: "Ada" },
  ];
  world.server.append({ kind: "member", by, id: "m1", member, action: "role", role: "member" });
  await world.settle();
  expect(ada.state.reports).toBe(0);
});

test("a browser that goes offline has its connection looked at, and tries nothing new", async () => {
  const world = new World();
  const ada = await world.enter();
  const [socket] = world.server.live;
  if (socket !== undefined) socket.isDeaf = true;
  world.server.isDown = true;
  for (const tell of world.watchers) tell("no_network");
  await world.advance(HURRIED_PONG_MS + 100);
  expect(ada.state.connection.kind).toBe("waiting");
  const { length } = world.server.sockets;
  for (const tell of world.watchers) tell("no_network");
  await world.settle();
  expect(world.server.sockets).toHaveLength(length);
});

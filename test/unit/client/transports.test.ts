// What a client promises holds over every transport alike.

import { describe, expect, test } from "vitest";
import { HURRIED_PONG_MS, STABLE_MS } from "../../../src/client/connection.ts";
import type { Environment } from "../../../src/client/environment.ts";
import type { RoomClient, RoomClientOptions } from "../../../src/client/room-client.ts";
import { BUSY_DELAY_MS } from "../../../src/client/transports/poll-pace.ts";
import { SURROUNDINGS_EVERY_MS } from "../../../src/client/transports/poll.ts";
import { TRANSPORTS } from "../../../src/client/transports/transport-name.ts";
import { POLL_WAIT_MS } from "../../../src/protocol/limits.ts";
import { logged, shown, World } from "./world.ts";

const ADA = { kind: "token", token: "ada" } as const;
const FIVE = ["1", "2", "3", "4", "5"];

const sends = (world: World) => world.server.received.filter(({ type }) => type === "send");
const received = (world: World, type: string) => world.server.received.filter((command) => command.type === type);
const isShown = (client: RoomClient, ...texts: string[]) => shown(client).join() === texts.join();

describe.for(TRANSPORTS)("over %s", (transport) => {
  const isSocket = transport === "websocket";
  const isPoll = transport.endsWith("poll");
  const enter = (world: World, options: Partial<RoomClientOptions> = {}) =>
    world.enter({ session: ADA, transports: [transport], ...options });

  test("one enters, and is told over what", async () => {
    const world = new World();
    world.server.post("hello");
    const ada = await enter(world);
    expect(ada.state.connection).toEqual({ kind: "online", transport });
    expect(ada.state).toMatchObject({ you: { id: "ada" }, room: { name: "lobby" }, head: 1 });
    expect(shown(ada)).toEqual(["hello"]);
    expect(world.http.asks("/events").length > 0).toBe(transport === "sse");
    expect(world.http.asks("/poll").length > 0).toBe(isPoll);
  });

  test("R2-2 what two say comes once and in one order", async () => {
    const world = new World();
    const ada = await enter(world);
    for (const text of FIVE) {
      ada.send({ text: `a${text}` });
      await world.advance(BUSY_DELAY_MS / 2);
      world.server.post(`b${text}`);
    }
    await world.until("all ten", () => ada.state.timeline.length === 10);
    await world.advance(10_000);
    expect(shown(ada)).toEqual(logged(world));
  });

  test("five written at once come in their order, each under the id it was given", async () => {
    const world = new World();
    const ada = await enter(world);
    const ids = FIVE.map((text) => ada.send({ text }));
    await world.until("all five", () => isShown(ada, ...FIVE));
    expect(world.server.log.map(({ id }) => id)).toEqual(ids);
    expect(sends(world)).toHaveLength(FIVE.length);
  });

  test("R2-3 a message whose answer was lost is sent again under its id, and stands once", async () => {
    const world = new World();
    const ada = await enter(world);
    if (isSocket) for (const type of ["ack", "events"]) world.server.lost.add(type);
    world.http.answersToLose = 1;
    // Over HTTP the event may come although the answer does not, and answers for it.
    world.http.holdsStreams = true;
    const id = ada.send({ text: "once" });
    await world.settle();
    world.server.lost.clear();
    world.http.holdsStreams = false;
    world.server.restart();
    await world.until("the message", () => isShown(ada, "once"));
    await world.advance(30_000);
    expect(logged(world)).toEqual(["once"]);
    expect(world.server.log[0]?.id).toBe(id);
    expect(new Set(sends(world).map((command) => command["id"]))).toEqual(new Set([id]));
  });

  test("R2-4 what was said and written while away comes once, in order", async () => {
    const world = new World();
    const ada = await enter(world);
    ada.send({ text: "1" });
    await world.until("the first", () => isShown(ada, "1"));
    world.server.isDown = true;
    world.server.restart();
    // A snapshot would not reach back: the cursor is what brings them.
    world.server.snapshotMessages = 1;
    world.server.post("2");
    ada.send({ text: "4" });
    world.server.post("3");
    await world.until("the loss to be noticed", () => ada.state.connection.kind === "waiting");
    expect(shown(ada)).toEqual(["1", "~4"]);
    world.server.isDown = false;
    await world.until("all four", () => isShown(ada, "1", "2", "3", "4"));
    await world.advance(30_000);
    expect(shown(ada)).toEqual(["1", "2", "3", "4"]);
    expect(logged(world)).toEqual(["1", "2", "3", "4"]);
  });

  test("who was away for too long is shown the newest, with a gap before it", async () => {
    const world = new World();
    const ada = await enter(world);
    world.server.post("old");
    await world.until("the old one", () => isShown(ada, "old"));
    world.server.isDown = true;
    world.server.restart();
    await world.until("the loss to be noticed", () => ada.state.connection.kind === "waiting");
    world.server.resumeEvents = 0;
    world.server.snapshotMessages = 2;
    for (const text of FIVE) world.server.post(text);
    world.server.isDown = false;
    await world.until("the newest", () => isShown(ada, "…", "4", "5"));
  });

  test("another log is another room: what was held is gone", async () => {
    const world = new World();
    const ada = await enter(world);
    world.server.post("before");
    await world.until("the message", () => isShown(ada, "before"));
    world.server.wipe("e2");
    world.server.post("after");
    await world.until("the new log", () => isShown(ada, "after"));
  });

  test("history, a new name and a refusal have their answers", async () => {
    const world = new World();
    world.server.snapshotMessages = 1;
    for (const text of FIVE) world.server.post(text);
    const ada = await enter(world);
    await Promise.all([ada.loadOlder(), world.settle()]);
    expect(shown(ada)).toEqual(FIVE);
    await Promise.all([ada.rename("Countess"), world.settle()]);
    await world.until("the new name", () => ada.state.you?.name === "Countess");
    world.server.isDown = true;
    world.server.restart();
    await world.until("the loss to be noticed", () => ada.state.connection.kind === "waiting");
    world.server.isDown = false;
    await world.until("the comeback", () => ada.state.connection.kind === "online");
    expect(ada.state.you?.name).toBe("Countess");
    world.server.refuse = () => ({ code: "muted", message: "unable to send message; muted" });
    ada.send({ text: "no" });
    await world.settle();
    expect(ada.state.timeline.at(-1)).toMatchObject({ pending: { status: { kind: "failed", code: "muted" } } });
  });

  test("what is refused for a while is sent when that is over", async () => {
    const world = new World();
    const ada = await enter(world);
    world.server.refuse = ({ type }) =>
      type === "send" ? { code: "rate_limited", message: "wait", retryAfterMs: 3000 } : undefined;
    ada.send({ text: "patience" });
    await world.settle();
    world.server.refuse = () => undefined;
    await world.advance(2900);
    expect(logged(world)).toEqual([]);
    await world.until("the message", () => isShown(ada, "patience"));
  });

  test("typing, reading, signals and values are told; a poll hears of values and members by asking", async () => {
    const world = new World();
    const ada = await enter(world);
    await world.enter({ session: { kind: "token", token: "bob" } });
    world.server.sayAll({ type: "presence", count: 2, joined: [{ id: "bob", name: "bob", role: "member" }] });
    ada.typing(true);
    ada.signal("wave", 1);
    ada.put("price", 7);
    world.server.put("gauge", 5);
    world.server.post("read me");
    await world.advance(SURROUNDINGS_EVERY_MS + POLL_WAIT_MS);
    ada.markRead(1);
    await world.settle();
    expect(received(world, "typing")).toMatchObject([{ on: true, by: "ada" }]);
    expect(received(world, "signal")).toMatchObject([{ name: "wave", data: 1 }]);
    expect(world.server.readUpTo.get("ada")).toBe(1);
    expect(ada.state.you?.readUpTo).toBe(1);
    expect(ada.state.members.list.map(({ id }) => id)).toContain("bob");
    expect(Object.fromEntries([...ada.state.values].map(([key, { value }]) => [key, value]))).toEqual({
      gauge: 5,
      price: 7,
    });
    ada.put("price", null);
    await world.advance(SURROUNDINGS_EVERY_MS + POLL_WAIT_MS);
    expect([...ada.state.values.keys()]).toEqual(["gauge"]);
    if (isPoll) return;
    world.server.sayAll({ type: "typing", members: [{ id: "bob", name: "bob" }] });
    await world.settle();
    expect(ada.state.typing).toEqual([{ id: "bob", name: "bob" }]);
  });

  test("R3.2-1 a dead connection is found within seconds where somebody looks, and by itself within a minute", async () => {
    const world = new World();
    const ada = await enter(world);
    await world.advance(STABLE_MS);
    const die = () => {
      world.http.isDeaf = true;
      for (const socket of world.server.live) socket.isDeaf = true;
    };
    die();
    ada.hurry();
    await world.advance(HURRIED_PONG_MS + 100);
    expect(ada.state.connection.kind).not.toBe("online");
    world.http.isDeaf = false;
    await world.until("the comeback", () => ada.state.connection.kind === "online");
    await world.advance(STABLE_MS);
    die();
    await world.until("the loss to be noticed", () => ada.state.connection.kind !== "online", 60_000);
  });

  test("a living connection without any news stays for an hour", async () => {
    const world = new World();
    const ada = await enter(world);
    const kinds = new Set<string>();
    ada.subscribe(({ connection }) => kinds.add(connection.kind));
    for (let minute = 0; minute < 60; minute++) {
      await world.advance(60_000);
      ada.hurry();
    }
    expect([...kinds].filter((kind) => kind !== "online")).toEqual([]);
  });

  test("R7 who is banned is out, and told why; what was written is kept", async () => {
    const world = new World();
    world.server.refuseEntry = { code: 4403, error: { code: "banned", message: "unable to enter; banned" } };
    const ada = world.client({ session: ADA, transports: [transport] });
    ada.send({ text: "let me in" });
    ada.open();
    await world.advance(60_000);
    expect(ada.state.connection).toEqual({ kind: "stopped", code: 4403, reason: "banned" });
    expect(shown(ada)).toEqual(["~let me in"]);
  });

  test("R7 who is kicked in the middle is out, and told why", async () => {
    const world = new World();
    const ada = await enter(world);
    // A poll has nobody who could tell it, and is refused the next time.
    if (isPoll)
      world.server.refuseEntry = { code: 4403, error: { code: "kicked", message: "unable to go on; kicked" } };
    for (const socket of world.server.live) socket.end(4403, "kicked");
    await world.advance(POLL_WAIT_MS);
    expect(ada.state.connection).toEqual({ kind: "stopped", code: 4403, reason: "kicked" });
  });

  test("a busy room is waited for as long as it asks", async () => {
    const world = new World();
    world.server.refuseEntry = {
      code: 1013,
      error: { code: "room_full", message: "unable to enter", retryAfterMs: 5000 },
    };
    const ada = world.client({ session: ADA, transports: [transport] });
    ada.open();
    await world.settle();
    world.server.refuseEntry = undefined;
    await world.advance(4900);
    expect(ada.state.connection.kind).toBe("waiting");
    await world.until("the welcome", () => ada.state.connection.kind === "online");
  });

  test("who closes is gone: nothing is asked any more, and nothing said", async () => {
    const world = new World();
    const ada = await enter(world);
    ada.close();
    await world.settle();
    const { length } = world.http.asked;
    world.server.post("who hears this?");
    await world.advance(120_000);
    expect(world.http.asked).toHaveLength(length);
    expect(world.server.live).toEqual([]);
    expect(shown(ada)).toEqual([]);
  });
});

describe.for(["sse", "long-poll", "short-poll"] as const)("over %s", (transport) => {
  test("somebody without a session becomes a guest, and comes back as the same", async () => {
    const world = new World();
    const tokens: string[] = [];
    const ada = await world.enter({
      session: { kind: "none", name: "Ada" },
      transports: [transport],
      onSession: ({ token }) => tokens.push(token),
    });
    ada.send({ text: "new here" });
    await world.until("the message", () => isShown(ada, "new here"));
    world.server.isDown = true;
    world.server.restart();
    await world.until("the loss to be noticed", () => ada.state.connection.kind === "waiting");
    world.server.isDown = false;
    await world.until("the comeback", () => ada.state.connection.kind === "online");
    expect(tokens).toEqual(["g_1"]);
    expect(ada.state.you?.id).toBe("g_1");
  });

  test("a session that is over in the middle is renewed, and what was under way comes once", async () => {
    const world = new World();
    const ada = await world.enter({ session: ADA, transports: [transport] });
    let isExpired = true;
    world.server.refuse = ({ type }) =>
      isExpired && type === "send" ? { code: "expired", message: "unable to verify session" } : undefined;
    ada.send({ text: "still me" });
    await world.settle();
    isExpired = false;
    await world.until("the message", () => isShown(ada, "still me"));
    expect(logged(world)).toEqual(["still me"]);
    expect(world.http.asks("/api/session").some(({ method }) => method === "POST")).toBe(true);
  });

  test("nothing is asked before one is somebody", async () => {
    const world = new World();
    await world.enter({ session: { kind: "none" }, transports: [transport] });
    expect(world.http.asked[0]).toMatchObject({ method: "POST", path: "/api/session" });
  });

  test("what is to be answered goes one at a time", async () => {
    const world = new World();
    const ada = await world.enter({ session: ADA, transports: [transport] });
    world.http.commandMs = 300;
    const renamed = Promise.all(["Countess", "Lady"].map((name) => ada.rename(name)));
    await world.settle();
    expect(world.http.asks("/commands")).toHaveLength(1);
    await world.advance(700);
    await renamed;
    expect(received(world, "rename").map(({ name }) => name)).toEqual(["Countess", "Lady"]);
  });

  test("while one thing is on its way only the newest of each kind waits", async () => {
    const world = new World();
    const ada = await world.enter({ session: ADA, transports: [transport] });
    for (let price = 1; price <= 20; price++) ada.put("price", price);
    await world.settle();
    expect(received(world, "put").map(({ value }) => value)).toEqual([1, 20]);
  });
});

test.for(["long-poll", "short-poll"] as const)(
  "over %s: a poll that comes too soon for the room waits, and the connection stays",
  async (transport) => {
    const world = new World();
    let isBusy = false;
    const busy = {
      type: "about:blank",
      title: "no",
      status: 429,
      code: "rate_limited",
      detail: "no",
      retryAfterMs: 3000,
    };
    const fetch: Environment["fetch"] = (url, init) =>
      isBusy && url.includes("/poll")
        ? Promise.resolve(Response.json(busy, { status: 429 }))
        : world.http.fetch(url, init);
    const ada = await world.enter({ session: ADA, transports: [transport], environment: { fetch } });
    isBusy = true;
    world.server.post("1");
    await world.advance(5000);
    isBusy = false;
    world.server.post("2");
    await world.until("both", () => isShown(ada, "1", "2"), 5000);
    expect(ada.state.connection.kind).toBe("online");
  },
);

// From one transport to another: what does not work here is left, what works again is found, and nobody notices but by
// what the state says.

import { describe, expect, test } from "vitest";
import type { RoomClient } from "../../../src/client/room-client.ts";
import { CLIMB_FIRST_MS } from "../../../src/client/transports/ladder.ts";
import { logged, shown, World } from "./world.ts";

const ADA = { kind: "token", token: "ada" } as const;
const KEY = "hubbub-transport:http://chat.test";

const isOver = (client: RoomClient, transport: string) =>
  client.state.connection.kind === "online" && client.state.connection.transport === transport;

/** The transport while online, else what the connection does: from now on, each change once. */
function follow(client: RoomClient): string[] {
  const seen: string[] = [];
  const look = () => {
    const { connection } = client.state;
    const word = connection.kind === "online" ? connection.transport : connection.kind;
    if (seen.at(-1) !== word) seen.push(word);
  };
  look();
  client.subscribe(look);
  return seen;
}

/** Ada behind something that lets no WebSocket through. */
async function blocked(world: World): Promise<RoomClient> {
  world.server.stripsUpgrade = true;
  const ada = world.client({ session: ADA });
  ada.open();
  await world.until("the event stream", () => isOver(ada, "sse"));
  return ada;
}

describe("down", () => {
  test("where upgrades are stripped, the event stream carries within seconds", async () => {
    const world = new World();
    const startedMs = world.nowMs;
    await blocked(world);
    expect(world.nowMs - startedMs).toBeLessThan(5000);
    expect(world.server.sockets.filter(({ url }) => url.protocol === "ws:")).toHaveLength(2);
  });

  test("where WebSockets open and nothing passes, too", async () => {
    const world = new World();
    world.server.swallowsSockets = true;
    const ada = world.client({ session: ADA });
    ada.open();
    await world.until("the event stream", () => isOver(ada, "sse"), 30_000);
  });

  test("where a policy forbids WebSockets, too", async () => {
    const world = new World();
    const { environment } = world;
    const Forbidden = new Proxy(environment.WebSocket, {
      construct() {
        throw new DOMException("refused", "SecurityError");
      },
    });
    const ada = world.client({ session: ADA, environment: { WebSocket: Forbidden } });
    ada.open();
    await world.until("the event stream", () => isOver(ada, "sse"), 10_000);
    const bob = world.client({ transports: ["websocket"], environment: { WebSocket: Forbidden } });
    bob.open();
    await world.settle();
    expect(bob.state.connection).toMatchObject({ kind: "stopped", code: 4400 });
  });

  test("where the network is gone, nothing is learned of the WebSocket", async () => {
    const world = new World();
    const ada = await world.enter({ session: ADA });
    world.server.isDown = true;
    world.server.restart();
    await world.advance(10 * 60_000);
    world.server.isDown = false;
    await world.until("the comeback", () => ada.state.connection.kind === "online");
    expect(isOver(ada, "websocket")).toBe(true);
  });

  test("where every answer is somebody else's page, nothing is learned either", async () => {
    const world = new World();
    world.server.stripsUpgrade = true;
    const asked = new Set<string>();
    const portal = async (url: string) => {
      asked.add(url);
      return new Response("<h1>Welcome to our hotel</h1>");
    };
    const ada = world.client({ session: ADA, environment: { fetch: portal } });
    ada.open();
    await world.advance(60_000);
    expect([...asked]).toEqual(["http://chat.test/api/health"]);
    world.server.stripsUpgrade = false;
    await world.until("the WebSocket", () => isOver(ada, "websocket"));
  });

  test("a room that is full, or says goodbye, is no fault of the WebSocket", async () => {
    const world = new World();
    world.server.refuseEntry = { code: 1013, error: { code: "room_full", message: "unable to enter; full" } };
    const ada = world.client({ session: ADA });
    ada.open();
    await world.advance(60_000);
    world.server.refuseEntry = undefined;
    await world.until("the welcome", () => isOver(ada, "websocket"));
  });

  test("a server that is in trouble for some seconds is not left for the stream", async () => {
    const world = new World();
    const ada = await world.enter({ session: ADA });
    world.server.stripsUpgrade = true;
    world.server.restart();
    await world.advance(3000);
    world.server.stripsUpgrade = false;
    await world.until("the comeback", () => ada.state.connection.kind === "online");
    expect(isOver(ada, "websocket")).toBe(true);
  });

  test("a stream that is held back is left for the long poll", async () => {
    const world = new World();
    world.http.holdsStreams = true;
    world.server.stripsUpgrade = true;
    const ada = world.client({ session: ADA });
    ada.open();
    await world.until("the long poll", () => isOver(ada, "long-poll"), 30_000);
  });

  test("a stream on which events do not come, though heartbeats do, is found by what one says oneself", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.server.lost.add("events");
    ada.send({ text: "anybody?" });
    await world.until("the long poll", () => isOver(ada, "long-poll"), 20_000);
    await world.until("the message", () => shown(ada).join() === "anybody?");
  });

  test("a stream that comes in lumps is found by what is missing between them", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.http.gathersForMs = 22_000;
    await world.until("the long poll", () => isOver(ada, "long-poll"), 90_000);
  });

  test("a stream that is held back later on is found by what one says oneself", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.http.holdsStreams = true;
    ada.send({ text: "anybody?" });
    await world.until("the long poll", () => isOver(ada, "long-poll"), 60_000);
    await world.until("the message", () => shown(ada).join() === "anybody?");
    expect(logged(world)).toEqual(["anybody?"]);
  });

  test("a proxy that ends every response after 10 s: polls wait for less, and one poll is cut", async () => {
    const world = new World();
    world.http.cutsAfterMs = 10_000;
    const ada = await blocked(world);
    await world.until("the long poll", () => isOver(ada, "long-poll"), 60_000);
    const kinds = follow(ada);
    await world.advance((10 * 60_000) / 4);
    expect(kinds, "the state does not flicker").toEqual(["long-poll"]);
    world.server.isDown = true;
    ada.hurry();
    await world.until("the loss to be noticed", () => ada.state.connection.kind === "waiting");
    world.server.isDown = false;
    await world.until("the comeback", () => isOver(ada, "long-poll"));
    await world.advance(30_000);
    const waits = world.http.asks("/poll").map(({ query }) => query.get("waitMs"));
    expect(waits.filter((wait) => wait === "25000")).toHaveLength(1);
    expect(waits.at(-1)).toBe("6250");
  });

  test("a proxy that ends every response after a second leaves short polls", async () => {
    const world = new World();
    world.http.cutsAfterMs = 1200;
    const ada = await blocked(world);
    await world.until("the short poll", () => isOver(ada, "short-poll"), 60_000);
  });

  test("a server of yesterday without these routes is not mistaken for a room that is gone", async () => {
    const world = new World();
    const { fetch } = world.http;
    const ada = world.client({
      session: ADA,
      environment: {
        fetch: (url, init) => fetch(url.replace(/events|poll/, "nothing-here"), init),
      },
    });
    world.server.stripsUpgrade = true;
    ada.open();
    await world.advance(30_000);
    world.server.stripsUpgrade = false;
    await world.until("the WebSocket", () => isOver(ada, "websocket"));
  });
});

describe("memory", () => {
  test("the next page begins on the rung of the last one, for ten minutes", async () => {
    const world = new World();
    const ada = await blocked(world);
    ada.close();
    const upgrades = world.server.sockets.length;
    const again = await world.enter({ session: ADA });
    expect(isOver(again, "sse")).toBe(true);
    expect(world.server.sockets).toHaveLength(upgrades + 1);
    again.close();
    world.server.stripsUpgrade = false;
    await world.advance(11 * 60_000);
    expect(isOver(await world.enter({ session: ADA }), "websocket")).toBe(true);
  });

  test.for(["{", "{}", '{"transport":"pigeon","untilMs":1e15}', "null"])(
    "a memory that is none of ours counts nothing: %s",
    async (text) => {
      const world = new World();
      world.kept.set(KEY, text);
      expect(isOver(await world.enter(), "websocket")).toBe(true);
    },
  );

  test("where nothing can be kept, it works all the same", async () => {
    const world = new World();
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    world.server.stripsUpgrade = true;
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
    const ada = world.client({ session: ADA, environment: { storage } });
    ada.open();
    await world.until("the event stream", () => isOver(ada, "sse"));
  });
});

describe("up", () => {
  test("the WebSocket is tried after five minutes, and taken without anybody noticing", async () => {
    const world = new World();
    const ada = await blocked(world);
    const seen = follow(ada);
    world.server.stripsUpgrade = false;
    await world.advance(CLIMB_FIRST_MS - 10_000);
    expect(seen).toEqual(["sse"]);
    await world.advance(20_000);
    expect(seen).toEqual(["sse", "websocket"]);
    expect(world.server.live).toHaveLength(1);
    expect(world.kept.get(KEY)).toBe(undefined);
  });

  test("while it is blocked it is tried seldom, and nobody notices that either", async () => {
    const world = new World();
    const ada = await blocked(world);
    const seen = follow(ada);
    const before = world.server.sockets.length;
    await world.advance(3 * 60 * 60_000);
    expect(seen).toEqual(["sse"]);
    expect(world.server.sockets.length - before).toBe(5);
  });

  test("another network: it is tried at once", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.server.stripsUpgrade = false;
    for (const tell of world.watchers) tell("network");
    await world.advance(100);
    expect(isOver(ada, "websocket")).toBe(true);
  });

  test("a ping that the former connection owes is not held against the new one", async () => {
    const world = new World();
    const ada = await blocked(world);
    const seen = follow(ada);
    world.server.stripsUpgrade = false;
    world.http.isDeaf = true;
    for (const tell of world.watchers) tell("network");
    await world.advance(10_000);
    expect(seen).toEqual(["sse", "websocket"]);
  });

  test.for(["sse", "long-poll", "short-poll"] as const)(
    "R2-3 R2-4 from %s to the WebSocket in the middle of a conversation: nothing is lost or doubled",
    async (below) => {
      const world = new World();
      world.server.stripsUpgrade = true;
      world.kept.set(KEY, JSON.stringify({ transport: below, untilMs: world.nowMs + 600_000 }));
      const ada = await world.enter({ session: ADA });
      // One is under way when the connections change, is sent again over the new one, and arrives after that.
      world.http.commandMs = 300;
      const seen = follow(ada);
      const talk = async (round: number) => {
        for (let turn = 0; turn < 5; turn++) {
          ada.send({ text: `a${round}.${turn}` });
          world.server.post(`b${round}.${turn}`);
          await world.advance(97);
        }
      };
      await talk(1);
      world.server.stripsUpgrade = false;
      for (const tell of world.watchers) tell("network");
      ada.send({ text: "between" });
      world.server.post("meanwhile");
      await talk(2);
      await world.until("everything", () => shown(ada).join() === logged(world).join(), 20_000);
      expect(logged(world).toSorted()).toEqual(
        [
          ...[1, 2].flatMap((round) => [0, 1, 2, 3, 4].flatMap((turn) => [`a${round}.${turn}`, `b${round}.${turn}`])),
          "between",
          "meanwhile",
        ].toSorted(),
      );
      const ids = world.server.received.flatMap(({ type, id }) => (type === "send" ? [id] : []));
      expect(ids.length, "one came twice").toBe(new Set(ids).size + 1);
      expect(seen).toEqual([below, "websocket"]);
    },
  );

  test("R2-4 what is said while the new connection opens comes once: the cursor has moved on by then", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.server.post("before");
    await world.settle();
    world.server.stripsUpgrade = false;
    // The welcome of the new connection speaks of a place that is past when it comes.
    const welcome = world.server.welcome.bind(world.server);
    world.server.welcome = (socket, since) => {
      welcome(socket, since);
      if (socket.url.protocol !== "ws:") return;
      world.server.welcome = welcome;
      const [old] = world.server.live.filter(({ url }) => url.protocol === "http:");
      world.server.post("meanwhile");
      while (old?.deliverDown() === true);
      const late = socket.down.splice(0);
      setImmediate(() => setImmediate(() => socket.down.unshift(...late)));
    };
    for (const tell of world.watchers) tell("network");
    await world.advance(1000);
    expect(isOver(ada, "websocket")).toBe(true);
    expect(shown(ada)).toEqual(["before", "meanwhile"]);
    world.server.post("after");
    await world.settle();
    expect(shown(ada)).toEqual(["before", "meanwhile", "after"]);
  });

  test("a new connection that dies while it takes over is one that was lost", async () => {
    const world = new World();
    const ada = await blocked(world);
    world.server.stripsUpgrade = false;
    world.server.refuse = ({ type }) => (type === "resume" ? { code: "internal", message: "no" } : undefined);
    world.server.post("moves the cursor");
    for (const tell of world.watchers) tell("network");
    world.server.post("and again");
    await world.advance(60_000);
    world.server.refuse = () => undefined;
    await world.until("both", () => shown(ada).join() === "moves the cursor,and again");
    expect(ada.state.connection.kind).toBe("online");
  });
});

describe("reconnect", () => {
  test.for(["websocket", "sse", "long-poll"] as const)("over %s", async (transport) => {
    const world = new World();
    const ada = await world.enter({ session: ADA, transports: [transport] });
    world.server.post("1");
    await world.settle();
    const seen = follow(ada);
    const [former] = world.server.live;
    world.server.sayAll({ type: "reconnect", afterMs: 4000 });
    await world.advance(4000);
    if (transport !== "long-poll") {
      expect(world.server.live).toHaveLength(1);
      expect(world.server.live[0]).not.toBe(former);
    }
    world.server.post("2");
    await world.settle();
    expect(shown(ada)).toEqual(["1", "2"]);
    expect(seen).toEqual([transport]);
  });
});

test("a client without a transport is refused", () => {
  expect(() => new World().client({ transports: [] })).toThrow(/unable to make client/);
});

// over-transports.ts: what people do in a room by the SDK, over each of its transports alike. Where the room is, the caller says.

import { beforeAll, describe, expect, test as base } from "vitest";
import {
  createMemoryStore,
  createRoomClient,
  type Environment,
  type RoomClient,
  type RoomClientOptions,
  type TransportName,
} from "../../public/sdk/v1.js";
import { Cable } from "./cable.ts";

/** A deployment whose rate limits are off, and the way to it. */
export type Ground = {
  readonly origin: string;
  readonly connect: Pick<Environment, "WebSocket" | "fetch">;
};

const TRANSPORTS: readonly TransportName[] = ["websocket", "sse", "long-poll", "short-poll"];
const FIVE = ["1", "2", "3", "4", "5"];
/** As long as anybody waits for what another one did, over a short poll too. */
const PATIENCE_MS = 20_000;

type Seat = Partial<RoomClientOptions> & { readonly token: string };
type Somebody = { readonly client: RoomClient; readonly cable: Cable };

/** People in rooms of one test, who leave when it ends. */
class Stage {
  readonly #ground: Ground;
  readonly #open: RoomClient[] = [];

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Makes a room that Ada owns, and gives her token and Bob's. */
  async newRoom(): Promise<{ readonly room: string; readonly ada: string; readonly bob: string }> {
    const [ada, bob] = await Promise.all([this.#newToken("Ada"), this.#newToken("Bob")]);
    const room = `over-${crypto.randomUUID().slice(0, 13)}`;
    await this.post("/api/rooms", { name: room }, ada);
    return { room, ada, bob };
  }

  async enter(room: string, { token, ...options }: Seat): Promise<Somebody> {
    const cable = new Cable(this.#ground.connect);
    const client = createRoomClient({
      origin: this.#ground.origin,
      room,
      session: { kind: "token", token },
      outbox: createMemoryStore(),
      environment: cable.environment,
      ...options,
    });
    this.#open.push(client);
    client.open();
    await until(client, "to enter", () => client.state.connection.kind === "online");
    return { client, cable };
  }

  /** Texts of the log as anybody may read them. */
  async stored(room: string): Promise<string[]> {
    const response = await this.#ground.connect.fetch(
      `${this.#ground.origin}/api/rooms/${room}/messages?limit=100`,
      {},
    );
    const page: unknown = await response.json();
    const messages: unknown = Reflect.get(Object(page), "messages");
    if (!Array.isArray(messages)) throw new Error("there is no list of messages");
    return messages.map((each: unknown) => String(Reflect.get(Object(each), "text")));
  }

  async post(path: string, body: object, token?: string): Promise<unknown> {
    const response = await this.#ground.connect.fetch(`${this.#ground.origin}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  leave(): void {
    for (const client of this.#open) client.close();
  }

  async #newToken(name: string): Promise<string> {
    return String(Reflect.get(Object(await this.post("/api/session", { name })), "token"));
  }
}

export function overEveryTransport(find: () => Promise<Ground> | Ground): void {
  let ground: Ground;
  beforeAll(async () => {
    ground = await find();
  });
  const test = base.extend<{ stage: Stage }>({
    stage: async ({ task: _task }, use) => {
      const stage = new Stage(ground);
      await use(stage);
      stage.leave();
    },
  });

  const pairs = TRANSPORTS.map((transport) => ({ transport }));
  describe.for(pairs)("over $transport", { concurrent: true }, ({ transport }) => {
    const transports = [transport] as const;

    test("R2-2 two talk by turns and at once: both see one order, which is the log's", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const ada = (await stage.enter(room, { token: tokens.ada, transports })).client;
      const bob = (await stage.enter(room, { token: tokens.bob })).client;
      expect(ada.state.connection).toEqual({ kind: "online", transport });
      ada.send({ text: "is anybody there?" });
      await until(bob, "the question", () => shown(bob).length === 1);
      for (const number of FIVE) {
        ada.send({ text: `a${number}` });
        bob.send({ text: `b${number}` });
      }
      for (const each of [ada, bob])
        await until(each, "all eleven", () => shown(each).length === 11 && pending(each) === 0);
      const log = await stage.stored(room);
      expect(log.filter((text) => text.startsWith("a"))).toEqual(FIVE.map((number) => `a${number}`));
      for (const each of [ada, bob]) expect(shown(each)).toEqual(log);
    });

    test("R2-3 a message whose answer was lost is sent again under its id, and stands once", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const { client: ada, cable } = await stage.enter(room, { token: tokens.ada, transports });
      cable.losesNextAnswer = true;
      ada.send({ text: "once" });
      await until(ada, "the loss", () => cable.lost === 1);
      ada.send({ text: "and then" });
      await until(ada, "both", () => shown(ada).length === 2 && pending(ada) === 0);
      expect(shown(ada)).toEqual(["once", "and then"]);
      expect(await stage.stored(room)).toEqual(["once", "and then"]);
    });

    test("R2-4 R2-5 what was said and changed while away comes, and what was written then goes", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const { client: ada, cable } = await stage.enter(room, { token: tokens.ada, transports });
      const bob = (await stage.enter(room, { token: tokens.bob })).client;
      for (const text of ["first", "second", "third"]) bob.send({ text });
      await until(ada, "three", () => shown(ada).length === 3);
      const [first = 0, second = 0, third = 0] = seqs(ada);
      cable.blocked.add("websocket").add("sse");
      ada.close();
      await bob.edit(first, "first, better");
      await bob.remove(second);
      await bob.react(third, "👍", true);
      bob.send({ text: "fourth" });
      await until(bob, "the fourth", () => shown(bob).includes("fourth"));
      ada.send({ text: "fifth" });
      cable.blocked.clear();
      ada.open();
      await until(ada, "the rest", () => shown(ada).at(-1) === "fifth" && pending(ada) === 0);
      expect(shown(ada)).toEqual(["first, better", "(removed)", "third", "fourth", "fifth"]);
      expect(message(ada, third)?.reactions).toEqual([{ emoji: "👍", count: 1 }]);
    });

    test("R2-4 a connection that is cut without a word is taken up where it was", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const { client: ada, cable } = await stage.enter(room, { token: tokens.ada, transports });
      const bob = (await stage.enter(room, { token: tokens.bob })).client;
      for (const number of FIVE) {
        bob.send({ text: `b${number}` });
        ada.send({ text: `a${number}` });
        cable.cut();
        await looking(cable, () =>
          until(ada, `round ${number}`, () => shown(ada).length === 2 * Number(number) && pending(ada) === 0),
        );
      }
      expect(shown(ada)).toEqual(await stage.stored(room));
      // Five rounds of coming back, each of some seconds where the machine is busy.
    }, 90_000);

    test("commands are done and refused, each with its reason", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const ada = (await stage.enter(room, { token: tokens.ada, transports })).client;
      const bob = (await stage.enter(room, { token: tokens.bob, transports })).client;
      bob.send({ text: "hello" });
      await until(ada, "the message", () => seqs(ada).length === 1);
      const [seq = 0] = seqs(ada);
      await ada.react(seq, "🎉", true);
      await ada.pin(seq, true);
      await ada.configure({ topic: "Everything" });
      await bob.edit(seq, "hello, all");
      await bob.rename("Robert");
      await expect(ada.edit(seq, "mine")).rejects.toMatchObject({ code: "forbidden" });
      await expect(bob.pin(seq, false)).rejects.toMatchObject({ code: "forbidden" });
      await until(bob, "all of it", () => bob.state.room?.topic === "Everything" && bob.state.you?.name === "Robert");
      await until(ada, "the edit", () => shown(ada).includes("hello, all"));
      expect(message(ada, seq)).toMatchObject({ pinned: true, reactions: [{ emoji: "🎉", count: 1 }] });
      expect(ada.state.mine.get(seq)).toEqual(["🎉"]);
    });

    test("what is too large stays here, with the reason", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const ada = (await stage.enter(room, { token: tokens.ada, transports })).client;
      ada.send({ text: "x".repeat(8001) });
      ada.send({ text: "short" });
      await until(ada, "the short one", () => ada.state.timeline.some((item) => item.kind === "message"));
      const failed = ada.state.timeline.flatMap((item) => (item.kind === "pending" ? [item.pending.status] : []));
      expect(failed).toMatchObject([{ kind: "failed", code: "too_large" }]);
    });

    test("R4-6 older pages are read back to the first message", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const texts = Array.from({ length: 60 }, (_, index) => `m${index}`);
      await Promise.all(texts.map((text) => stage.post(`/api/rooms/${room}/messages`, { text }, tokens.ada)));
      const ada = (await stage.enter(room, { token: tokens.ada, transports })).client;
      expect(shown(ada)).toHaveLength(50);
      await ada.loadOlder();
      expect(shown(ada).toSorted()).toEqual(texts.toSorted());
      expect(shown(ada)).toEqual(await stage.stored(room));
    });

    test("R13-6 a value that was put is there for whoever enters", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const bob = (await stage.enter(room, { token: tokens.bob })).client;
      const early = (await stage.enter(room, { token: tokens.ada, transports })).client;
      early.put("price", 7);
      await until(bob, "the value", () => bob.state.values.get("price")?.value === 7);
      const late = (await stage.enter(room, { token: tokens.ada, transports })).client;
      await until(late, "the value", () => late.state.values.get("price")?.value === 7);
    });

    test("R4-33 who is banned is told so and stays out", async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const bob = (await stage.enter(room, { token: tokens.bob, transports })).client;
      bob.send({ text: "noise" });
      await until(bob, "the noise", () => pending(bob) === 0 && shown(bob).length === 1);
      const ada = (await stage.enter(room, { token: tokens.ada })).client;
      await ada.moderate({ action: "ban", member: bob.state.you?.id ?? "" });
      await until(bob, "the end", () => bob.state.connection.kind === "stopped");
      expect(bob.state.connection).toMatchObject({ kind: "stopped", code: 4403, reason: "banned" });
    });
  });

  test(
    "R2-2 R2-3 R2-4 a talk goes on from WebSocket to event stream to long poll, and nothing is lost or doubled",
    { timeout: 120_000 },
    async ({ stage }) => {
      const { room, ...tokens } = await stage.newRoom();
      const { client: ada, cable } = await stage.enter(room, { token: tokens.ada });
      const bob = (await stage.enter(room, { token: tokens.bob })).client;
      const said: string[] = [];
      for (const [transport, blocks] of [["websocket"], ["sse", "websocket"], ["long-poll", "sse"]] as const) {
        if (blocks !== undefined) {
          cable.blocked.add(blocks);
          ada.send({ text: `before ${transport}` });
          cable.changeNetwork();
          bob.send({ text: `meanwhile ${transport}` });
          said.push(`before ${transport}`, `meanwhile ${transport}`);
        }
        await looking(cable, () => until(ada, transport, () => isOver(ada, transport), 45_000));
        for (const [who, each] of [
          ["a", ada],
          ["b", bob],
        ] as const)
          for (const number of FIVE) {
            each.send({ text: `${who} ${transport} ${number}` });
            said.push(`${who} ${transport} ${number}`);
          }
        for (const each of [ada, bob])
          await until(each, "all of it", () => shown(each).length === said.length && pending(each) === 0);
      }
      const log = await stage.stored(room);
      expect(log.toSorted()).toEqual(said.toSorted());
      for (const each of [ada, bob]) expect(shown(each)).toEqual(log);
    },
  );
}

function isOver({ state }: RoomClient, transport: TransportName): boolean {
  return state.connection.kind === "online" && state.connection.transport === transport;
}

/** Texts as they stand, in the order of the log, and what is not in it yet. */
function shown({ state }: RoomClient): string[] {
  return state.timeline.flatMap((item) => {
    if (item.kind === "pending") return [item.pending.text];
    return item.kind === "message" ? [item.message.text ?? "(removed)"] : [];
  });
}

function pending({ state }: RoomClient): number {
  return state.timeline.filter(({ kind }) => kind === "pending").length;
}

function seqs({ state }: RoomClient): number[] {
  return state.timeline.flatMap((item) => (item.kind === "message" ? [item.message.seq] : []));
}

function message({ state }: RoomClient, seq: number) {
  return state.timeline.flatMap((item) => (item.kind === "message" ? [item.message] : [])).find((m) => m.seq === seq);
}

/** Somebody looks at the page now and then, so that nothing waits long to come back. */
async function looking(cable: Cable, run: () => Promise<void>): Promise<void> {
  const look = setInterval(() => cable.look(), 500);
  await run().finally(() => clearInterval(look));
}

/** Waits for what a change of the client's state brings, and says what did not come. */
async function until(client: RoomClient, what: string, isSo: () => boolean, withinMs = PATIENCE_MS): Promise<void> {
  if (isSo()) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => {
    const { connection } = client.state;
    reject(
      new Error(
        `${what} did not come: the connection is ${JSON.stringify(connection)}, there is ${shown(client).join(" | ")}`,
      ),
    );
  }, withinMs);
  const look = setInterval(() => isSo() && resolve(), 100);
  const unsubscribe = client.subscribe(() => isSo() && resolve());
  await promise.finally(() => {
    unsubscribe();
    clearTimeout(late);
    clearInterval(look);
  });
}

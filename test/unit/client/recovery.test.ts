// Nothing of the log is lost or shown twice, however the client and the room lose each other.

import fc from "fast-check";
import { expect, test } from "vitest";
import { PING_AFTER_MS } from "../../../src/client/connection.ts";
import { createMemoryStore } from "../../../src/client/outbox-store.ts";
import { HEAD_LAG_MS, PONG_TIMEOUT_MS } from "../../../src/protocol/limits.ts";
import { logged, shown, World } from "./world.ts";

const resumes = (world: World) => world.server.received.filter(({ type }) => type === "resume");

test("R3 the socket speaks hubbub.v1, says who it is, and comes back with its cursor", async () => {
  const world = new World();
  const ada = await world.enter({ session: { kind: "token", token: "ada" } });
  expect(world.server.sockets[0]?.url.href).toBe("ws://chat.test/ws/lobby");
  expect(world.server.sockets[0]?.protocols).toEqual(["hubbub.v1", "bearer.ada"]);
  world.server.post("one");
  await world.settle();
  world.server.restart();
  await world.until("the comeback", () => ada.state.connection.kind === "online");
  expect(world.server.sockets[1]?.url.searchParams.get("since")).toBe("e1:1");
});

test("R2.4 what was said while away comes once, in order", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("1");
  await world.settle();
  world.server.isDown = true;
  world.server.restart();
  for (const text of ["2", "3", "4"]) world.server.post(text);
  await world.advance(60_000);
  expect(ada.state.connection.kind).toBe("waiting");
  world.server.isDown = false;
  await world.until("all four", () => shown(ada).join() === "1,2,3,4");
});

test("R5.1 an event that is not the one due is left, and what is missing asked for", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("1");
  await world.settle();
  world.server.lost.add("events");
  world.server.post("2");
  world.server.lost.clear();
  world.server.post("3");
  await world.settle();
  expect(resumes(world)).toMatchObject([{ since: "e1:1" }]);
  expect(shown(ada)).toEqual(["1", "2", "3"]);
});

test("events that come twice are shown once, and nothing is asked for", async () => {
  const world = new World();
  const ada = await world.enter();
  const one = world.server.post("1");
  const two = world.server.post("2");
  world.server.sayAll({ type: "events", events: [one, two] });
  world.server.post("3");
  await world.settle();
  expect(shown(ada)).toEqual(["1", "2", "3"]);
  expect(resumes(world)).toEqual([]);
});

test("R3.2 a head that stays out of reach for 5 s is asked for", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.lost.add("events");
  world.server.post("1");
  world.server.lost.clear();
  world.server.sayAll({ type: "presence", count: 1 });
  world.server.sayAll({ type: "presence", count: 2, head: 1 });
  await world.advance(HEAD_LAG_MS - 10);
  expect(shown(ada)).toEqual([]);
  await world.advance(20);
  expect(shown(ada)).toEqual(["1"]);
});

test("a resume that the server is too busy for is asked again when it said", async () => {
  const world = new World();
  const ada = await world.enter();
  let busy = true;
  world.server.refuse = ({ type }) =>
    type === "resume" && busy ? { code: "rate_limited", message: "wait", retryAfterMs: 2000 } : undefined;
  world.server.lost.add("events");
  world.server.post("1");
  world.server.lost.clear();
  world.server.post("2");
  await world.settle();
  busy = false;
  await world.advance(1900);
  expect(shown(ada)).toEqual([]);
  await world.advance(200);
  expect(shown(ada)).toEqual(["1", "2"]);
});

test("a server that never fills what is missing is left for another connection", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.lost.add("events").add("welcome");
  world.server.post("1");
  world.server.lost.delete("events");
  world.server.post("2");
  await world.advance(4 * HEAD_LAG_MS);
  world.server.lost.clear();
  await world.until("both messages", () => shown(ada).join() === "1,2");
  expect(world.server.sockets.length).toBeGreaterThan(1);
});

test("R3.2 a half-open connection is found within the ping's time and its answer's, and nothing is lost", async () => {
  const world = new World();
  const ada = await world.enter();
  const [socket] = world.server.live;
  if (socket !== undefined) socket.isDeaf = true;
  world.server.post("into the void");
  await world.advance(PING_AFTER_MS + PONG_TIMEOUT_MS + 1000);
  expect(shown(ada)).toEqual(["into the void"]);
  expect(ada.state.connection.kind).toBe("online");
});

test("a connection that was given up says nothing any more, however late it ends", async () => {
  const world = new World();
  const ada = await world.enter();
  const [old] = world.server.live;
  if (old !== undefined) old.isDeaf = true;
  await world.until("another connection", () => world.server.live.some((socket) => socket !== old));
  await world.settle();
  old?.end(4403, "banned");
  expect(ada.state.connection.kind).toBe("online");
});

test("an idle connection that answers is left alone for an hour", async () => {
  const world = new World();
  await world.enter();
  await world.advance(3_600_000);
  expect(world.server.sockets).toHaveLength(1);
});

test("a log that begins gives the cursor its epoch", async () => {
  const world = new World();
  const ada = await world.enter();
  expect(ada.state.cursor).toEqual({ epoch: "0", seq: 0 });
  world.server.post("first");
  await world.settle();
  expect(ada.state.cursor).toEqual({ epoch: "e1", seq: 1 });
});

test("a log that began while away resumes from 0:0", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.isDown = true;
  world.server.restart();
  world.server.post("first");
  world.server.isDown = false;
  await world.until("the first message", () => shown(ada).join() === "first");
  expect(ada.state.cursor).toEqual({ epoch: "e1", seq: 1 });
});

test("a new epoch drops what was confirmed, and keeps what is not sent", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("old");
  await world.settle();
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "slow_mode", message: "wait", retryAfterMs: 5000 } : undefined;
  ada.send({ text: "mine" });
  await world.settle();
  world.server.wipe("e2");
  await world.settle();
  expect(shown(ada)).toEqual(["~mine"]);
  world.server.refuse = () => undefined;
  await world.advance(6000);
  expect(shown(ada)).toEqual(["mine"]);
  expect(ada.state.cursor).toEqual({ epoch: "e2", seq: 1 });
});

test("a message that was acknowledged in a log that is gone is not pending for ever", async () => {
  const world = new World();
  const ada = await world.enter();
  for (const text of ["1", "2"]) world.server.post(text);
  await world.settle();
  world.server.lost.add("events");
  ada.send({ text: "3" });
  await world.settle();
  world.server.lost.clear();
  world.server.wipe("e2");
  await world.settle();
  expect(shown(ada)).toEqual([]);
});

test("R2.4 too far back: a snapshot that does not reach what was held leaves a gap, and all of it can be loaded anew", async () => {
  const world = new World();
  world.server.snapshotMessages = 2;
  world.server.resumeEvents = 3;
  const ada = await world.enter();
  world.server.post("1");
  await world.settle();
  world.server.isDown = true;
  world.server.restart();
  for (let i = 2; i <= 9; i++) world.server.post(`${i}`);
  world.server.isDown = false;
  await world.until("the snapshot", () => shown(ada).join() === "…,8,9");
  await Promise.all([ada.loadGap({ after: 1, before: 8 }), world.settle()]);
  expect(shown(ada)).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
  await Promise.all([ada.loadOlder(), world.settle()]);
  expect(shown(ada)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});

test("a gap larger than a page is filled from its newer end", async () => {
  const world = new World();
  world.server.snapshotMessages = 2;
  world.server.resumeEvents = 3;
  const ada = await world.enter();
  world.server.post("1");
  await world.settle();
  world.server.isDown = true;
  world.server.restart();
  for (let i = 2; i <= 250; i++) world.server.post(`${i}`);
  world.server.isDown = false;
  await world.until("the snapshot", () => shown(ada).length === 3);
  for (let pages = 0; shown(ada).includes("…"); pages++) {
    const gap = ada.state.timeline.find((item) => item.kind === "gap");
    if (gap?.kind === "gap") await Promise.all([ada.loadGap(gap), world.settle()]);
    expect(pages).toBeLessThan(4);
  }
  await Promise.all([ada.loadOlder(), world.settle()]);
  expect(shown(ada)).toEqual(logged(world));
});

test("a snapshot that reaches what is held leaves no gap and doubles nothing", async () => {
  const world = new World();
  world.server.resumeEvents = 0;
  const ada = await world.enter();
  for (const text of ["1", "2"]) world.server.post(text);
  await world.settle();
  world.server.isDown = true;
  world.server.restart();
  world.server.post("3");
  world.server.isDown = false;
  await world.until("the snapshot", () => shown(ada).join() === "1,2,3");
});

test("older pages come before what is shown, one load at a time", async () => {
  const world = new World();
  world.server.snapshotMessages = 2;
  for (let i = 1; i <= 60; i++) world.server.post(`${i}`);
  const ada = await world.enter();
  expect(ada.state.hasOlder).toBe(true);
  const loads = Promise.all([ada.loadOlder(), ada.loadOlder()]);
  expect(ada.state.loadingOlder).toBe(true);
  await world.settle();
  await loads;
  expect(shown(ada)).toHaveLength(52);
  await Promise.all([ada.loadOlder(), world.settle()]);
  expect(shown(ada)).toEqual(logged(world));
  expect(ada.state).toMatchObject({ hasOlder: false, loadingOlder: false });
});

test("a load that the connection took with it is asked again on the next", async () => {
  const world = new World();
  world.server.snapshotMessages = 2;
  for (let i = 1; i <= 10; i++) world.server.post(`${i}`);
  const ada = await world.enter();
  const load = ada.loadOlder();
  world.server.restart();
  await world.until("the older page", () => shown(ada).length === 10, 5000);
  await load;
});

test("an event of a kind that is not known moves the cursor and shows nothing", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.append({ kind: "confetti", by: { id: "bob", name: "Bob" }, id: "x1" });
  world.server.post("after");
  await world.settle();
  expect(shown(ada)).toEqual(["after"]);
  expect(resumes(world)).toEqual([]);
});

/** What may happen to two members on bad lines, one letter a step. */
type Step =
  | { kind: "say"; who: number }
  | { kind: "up" | "down" | "drop" | "swallow"; who: number }
  | { kind: "restart" | "post" | "confetti" | "tick" }
  | { kind: "reload"; who: number };
const who = fc.integer({ min: 0, max: 1 });
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("say" as const), who }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom("up" as const, "down" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("drop" as const, "swallow" as const, "reload" as const), who }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("restart" as const, "post" as const, "confetti" as const, "tick" as const),
    }),
  },
);

test("R2 any interleaving of frames, losses, restarts and reloads: each ends with the room's log, whole, once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepArbitrary, { maxLength: 60 }),
      fc.integer({ min: 0, max: 12 }),
      async (steps, resumeEvents) => {
        const world = new World();
        world.server.resumeEvents = resumeEvents;
        world.server.snapshotMessages = 3;
        const people = await Promise.all(
          ["ada", "eve"].map(async (token) => {
            const outbox = createMemoryStore();
            const options = { outbox, session: { kind: "token" as const, token } };
            return { token, options, client: await world.enter(options), said: [] as string[] };
          }),
        );
        for (const step of steps) {
          const person = "who" in step ? people[step.who] : undefined;
          const socket = world.server.sockets.findLast(
            ({ readyState, member }) => readyState === 1 && member === person?.token,
          );
          switch (step.kind) {
            case "say":
              if (person === undefined) break;
              person.said.push(`${person.token}${person.said.length}`);
              person.client.send({ text: person.said.at(-1) ?? "" });
              break;
            case "up":
              socket?.deliverUp();
              break;
            case "down":
              socket?.deliverDown();
              break;
            case "swallow":
              socket?.down.shift();
              break;
            case "drop":
              socket?.end();
              break;
            case "reload":
              if (person === undefined) break;
              await new Promise((resolve) => setImmediate(resolve));
              person.client.close();
              person.client = world.client(person.options);
              person.client.open();
              break;
            case "restart":
              world.server.restart();
              break;
            case "post":
              world.server.post(`bob${world.server.log.length}`);
              break;
            case "confetti":
              world.server.append({ kind: "confetti", by: { id: "bob", name: "Bob" }, id: "x" });
              break;
            case "tick":
              await world.advance(700);
          }
        }
        world.server.post("the end");
        const isPending = () =>
          people.some(({ client }) => client.state.timeline.some(({ kind }) => kind === "pending"));
        await world.until("the room having all", () => !isPending());
        for (const { client } of people) {
          await world.until("the last event", () => client.state.cursor?.seq === world.server.log.length);
          while (client.state.hasOlder || shown(client).includes("…")) {
            const gap = client.state.timeline.find((item) => item.kind === "gap");
            await Promise.all([gap?.kind === "gap" ? client.loadGap(gap) : client.loadOlder(), world.advance(1)]);
          }
          expect(shown(client)).toEqual(logged(world));
        }
        for (const { said, token } of people)
          expect(logged(world).filter((text) => text.startsWith(token))).toEqual(said);
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);

// A thread that somebody looks at: its root and what was said under it, as the room has it, whatever happened meanwhile.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { RoomClient } from "../../../src/client/room-client.ts";
import { World } from "./world.ts";

const bob = { id: "bob", name: "Bob" };

const reply = (world: World, text: string, thread = 1) =>
  world.server.append({ kind: "message", by: bob, id: `b${world.server.log.length}`, text, thread });

/** Texts of an open thread; `…` for what is not loaded, `~` before what is pending. */
function inThread(client: RoomClient, root = 1): string[] | undefined {
  return client.state.threads.get(root)?.items.map((item) => {
    if (item.kind === "message") return item.message.text ?? "(removed)";
    return item.kind === "pending" ? `~${item.pending.text}` : "…";
  });
}

test("an open thread shows its root and its replies alone, those that come too, and ends with its last reader", async () => {
  const world = new World();
  world.server.post("root");
  reply(world, "first");
  world.server.post("beside it");
  const ada = await world.enter();
  const [close, closeToo] = [ada.openThread(1), ada.openThread(1)];
  expect(ada.state.threads.get(1)).toMatchObject({ kind: "loading", items: [] });
  await world.settle();
  reply(world, "second");
  world.server.post("beside it as well");
  await world.settle();
  expect(inThread(ada)).toEqual(["root", "first", "second"]);
  expect(ada.state.threads.get(1)?.items[0]).toMatchObject({ message: { replies: 2, lastReply: { seq: 4 } } });
  ada.send({ text: "mine", thread: 1 });
  expect(inThread(ada)?.at(-1)).toBe("~mine");
  await world.settle();
  expect(inThread(ada)).toEqual(["root", "first", "second", "mine"]);
  close();
  close();
  expect(ada.state.threads.size).toBe(1);
  closeToo();
  expect(ada.state.threads.size).toBe(0);
});

test("a long thread comes with its newest, and the rest when asked for; of what is no message nothing comes", async () => {
  const world = new World();
  world.server.post("root");
  for (let i = 1; i <= 130; i++) reply(world, `${i}`);
  const ada = await world.enter();
  ada.openThread(1);
  ada.openThread(900);
  await world.settle();
  expect(inThread(ada)?.slice(0, 3)).toEqual(["root", "…", "81"]);
  expect(ada.state.threads.get(1)?.hasOlder).toBe(true);
  await Promise.all([ada.loadOlderInThread(1), world.settle()]);
  expect(inThread(ada)).toEqual(["root", ...Array.from({ length: 130 }, (_, index) => `${index + 1}`)]);
  expect(ada.state.threads.get(900)).toMatchObject({ kind: "missing", items: [] });
});

test("edits, removals, reactions, losses and restarts: an open thread comes to what the room has", async () => {
  const seq = fc.integer({ min: 1, max: 12 });
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom("reply", "post", "restart", "reopen", "wipe out") }),
    fc.record({ kind: fc.constantFrom("edit", "remove", "react"), message: seq }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const world = new World();
      world.server.resumeEvents = 4;
      world.server.snapshotMessages = 3;
      world.server.post("root");
      const ada = await world.enter();
      let close = ada.openThread(1);
      for (const taken of steps) {
        const isMessage = "message" in taken && world.server.log[taken.message - 1]?.kind === "message";
        const about = "message" in taken ? { message: taken.message, by: bob, id: "x" } : undefined;
        const isGone = world.server.log.some((event) => event.kind === "removed" && event.message === about?.message);
        if (taken.kind === "reply") reply(world, `r${world.server.log.length}`);
        if (taken.kind === "post") world.server.post("beside");
        if (taken.kind === "restart") world.server.restart();
        if (taken.kind === "reopen") {
          close();
          close = ada.openThread(1);
        }
        if (taken.kind === "wipe out") {
          world.server.isDown = true;
          world.server.restart();
          for (let i = 0; i < 6; i++) reply(world, `while away ${i}`);
          world.server.isDown = false;
        }
        if (about !== undefined && isMessage && !isGone && about.message !== 1) {
          if (taken.kind === "edit") world.server.append({ ...about, kind: "edited", text: "changed" });
          if (taken.kind === "remove") world.server.append({ ...about, kind: "removed" });
          // A room makes no second event of the same reaction of one member.
          const by = { id: `m_${world.server.log.length}`, name: "Somebody" };
          if (taken.kind === "react") world.server.append({ ...about, by, kind: "reacted", emoji: "👍", on: true });
        }
        if (world.server.log.length % 3 === 0) await world.advance(300);
      }
      reply(world, "the end");
      await world.until("the last event", () => ada.state.cursor?.seq === world.server.log.length);
      await world.until("the thread", () => inThread(ada)?.at(-1) === "the end");
      const known = world.server.messages().filter(({ seq: at, thread }) => at === 1 || thread === 1);
      const shown = ada.state.threads.get(1)?.items.map((item) => item.kind === "message" && item.message);
      expect(shown).toEqual(known);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("R4-40 R4-41 R4-42 a look is one GET under one's session; what does not come is an error in our words", async () => {
  const world = new World();
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    edits: { edits: [{ seq: 1, at: 1, text: "one" }], more: false },
    reactions: { reactions: [{ seq: 2, emoji: "👍", by: bob }], more: false },
    pins: { messages: [], mine: {}, more: false },
  };
  const ada = world.client({
    session: { kind: "token", token: "ada" },
    environment: {
      fetch: async (url, init) => {
        const { pathname, search } = new URL(url);
        asked.push(`${new Headers(init.headers).get("authorization")} ${pathname}${search}`);
        const answer = answers[pathname.split("/").at(-1) ?? ""];
        if (answer === undefined) throw new TypeError("no network");
        return Response.json(answer);
      },
    },
  });
  expect((await ada.edits(1, 9)).edits).toMatchObject([{ text: "one" }]);
  expect((await ada.reactions(1, 2)).reactions).toMatchObject([{ emoji: "👍" }]);
  expect((await ada.pins()).messages).toEqual([]);
  expect(asked).toEqual([
    "Bearer ada /api/rooms/lobby/messages/1/edits?limit=100&before=9",
    "Bearer ada /api/rooms/lobby/messages/1/reactions?limit=100&after=2",
    "Bearer ada /api/rooms/lobby/pins?limit=100",
  ]);
  answers["pins"] = { problem: "another server altogether" };
  await expect(ada.pins()).rejects.toMatchObject({ name: "ChatError", code: "internal" });
});

test("R4-80 R4-81 how far one has read in threads keeps the maximum of all devices, and is told now and then", async () => {
  const world = new World();
  const ada = await world.enter();
  const told = () => world.server.received.filter(({ type }) => type === "readThread");
  for (const text of ["1", "2", "3", "4"]) world.server.post(text);
  await world.settle();
  world.server.sayAll({ type: "threads", threads: { 1: 3, 2: 2 } });
  await world.settle();
  ada.markThreadRead(1, 2);
  ada.markThreadRead(2, 3);
  ada.markThreadRead(2, 99);
  await world.settle();
  expect(Object.fromEntries(ada.state.threadReads)).toEqual({ 1: 3, 2: 4 });
  expect(told()).toMatchObject([{ thread: 2, upTo: 3 }]);
  await world.advance(2500);
  expect(told()).toMatchObject([
    { thread: 2, upTo: 3 },
    { thread: 2, upTo: 4 },
  ]);
  world.server.restart();
  await world.until("what the room does not say it knows", () => told().length === 4);
  expect(Object.fromEntries(ada.state.threadReads)).toEqual({ 1: 3, 2: 4 });
});

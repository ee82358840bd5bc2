// What was said around one message: far from the newest, with gaps that are filled from either end.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { RoomClient } from "../../../src/client/room-client.ts";
import { logged, shown, World } from "./world.ts";

async function longRoom(messages: number): Promise<{ world: World; ada: RoomClient }> {
  const world = new World();
  world.server.snapshotMessages = 5;
  for (let i = 1; i <= messages; i++) world.server.post(`${i}`);
  const ada = await world.enter();
  return { world, ada };
}

const gapsOf = (client: RoomClient) => client.state.timeline.flatMap((item) => (item.kind === "gap" ? [item] : []));

test("a message far back comes with what stands around it, and gaps tell what is missing", async () => {
  const { world, ada } = await longRoom(400);
  const [isHeld] = await Promise.all([ada.loadAround(200), world.settle()]);
  expect(isHeld).toBe(true);
  const texts = shown(ada);
  expect([texts[0], texts.at(100), texts.at(-1), texts.filter((text) => text === "…").length]).toEqual([
    "151",
    "…",
    "400",
    1,
  ]);
  expect(ada.state.hasOlder).toBe(true);

  // From the older end one reads on; from the newer end one comes back.
  const [gap] = gapsOf(ada);
  if (gap !== undefined) await Promise.all([ada.loadGap(gap, "older"), world.settle()]);
  expect(shown(ada).indexOf("…")).toBe(200);
  await Promise.all([ada.loadAround(380), world.settle()]);
  expect(gapsOf(ada)).toEqual([]);
  expect(shown(ada)).toEqual(logged(world).slice(150));
});

test("what is held is not asked for again, and what is no message is not held", async () => {
  const { world, ada } = await longRoom(8);
  const asked = world.server.received.length;
  await Promise.all([expect(ada.loadAround(7)).resolves.toBe(true), world.settle()]);
  expect(world.server.received).toHaveLength(asked);
  await Promise.all([expect(ada.loadAround(900)).resolves.toBe(false), world.settle()]);
  await Promise.all([ada.loadAround(2), world.settle()]);
  expect(shown(ada)).toEqual(logged(world));
  expect(ada.state.hasOlder).toBe(false);
});

test("however far one reads, what is far from there and from the newest is let go, and comes again", async () => {
  const { world, ada } = await longRoom(400);
  for (let page = 0; page < 7; page++) await Promise.all([ada.loadOlder(), world.settle()]);
  ada.letGo(200, 2000);
  expect(shown(ada), "that is little").toHaveLength(355);
  await Promise.all([ada.react(160, "👍", true), ada.react(200, "👍", true), world.settle()]);
  ada.letGo(200, 80);
  expect([...ada.state.mine.keys()], "one's own of what is held").toEqual([200]);
  expect(shown(ada)).toEqual([...texts(180, 219), "…", ...texts(381, 400)]);
  expect(ada.state.hasOlder).toBe(true);
  ada.letGo(200, 60);
  expect(shown(ada), "no gap is beside another one").toEqual([...texts(185, 214), "…", ...texts(386, 400)]);

  const [gap] = gapsOf(ada);
  if (gap !== undefined) await Promise.all([ada.loadGap(gap, "older"), world.settle()]);
  expect(shown(ada).slice(0, 60)).toEqual(texts(185, 244));
  ada.letGo(Infinity, 40);
  expect(shown(ada), "who follows the newest").toEqual([...shown(ada).slice(0, 4), "…", ...texts(386, 400)]);
  for (const each of gapsOf(ada)) await Promise.all([ada.loadGap(each), world.settle()]);
  while (ada.state.hasOlder) await Promise.all([ada.loadOlder(), world.settle()]);
  expect(shown(ada)).toEqual(logged(world));
});

const texts = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

test("however one jumps, pages never double, lose or mix up what was said", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("jump" as const), to: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ kind: fc.constant("fill" as const), which: fc.nat(3), end: fc.constantFrom("newer", "older") }),
    fc.record({ kind: fc.constant("edit" as const), to: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ kind: fc.constant("let go" as const), near: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ kind: fc.constantFrom("post", "older", "restart") }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const { world, ada } = await longRoom(150);
      const bob = { id: "bob", name: "Bob" };
      for (const taken of steps) {
        if (taken.kind === "jump") await Promise.all([ada.loadAround(taken.to), world.settle()]);
        if (taken.kind === "let go") ada.letGo(taken.near, 60);
        if (taken.kind === "older") await Promise.all([ada.loadOlder(), world.settle()]);
        if (taken.kind === "post") world.server.post("news");
        if (taken.kind === "restart") world.server.restart();
        if (taken.kind === "edit")
          world.server.append({ kind: "edited", message: taken.to, text: "new", by: bob, id: "" });
        if (taken.kind === "fill") {
          const gap = gapsOf(ada)[taken.which];
          if (gap !== undefined) await Promise.all([ada.loadGap(gap, taken.end), world.settle()]);
        }
        await world.until("the connection", () => ada.state.connection.kind === "online");
        const seqs = ada.state.timeline.flatMap((item) => (item.kind === "message" ? [item.message.seq] : []));
        expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      }
      for (let pages = 0; ada.state.hasOlder || gapsOf(ada).length > 0; pages++) {
        const [gap] = gapsOf(ada);
        await Promise.all([gap === undefined ? ada.loadOlder() : ada.loadGap(gap, "older"), world.settle()]);
        expect(pages).toBeLessThan(50);
      }
      await world.until("the last event", () => ada.state.cursor?.seq === world.server.log.length);
      expect(shown(ada)).toEqual(logged(world));
    }),
    { numRuns: 40 },
  );
}, 60_000);

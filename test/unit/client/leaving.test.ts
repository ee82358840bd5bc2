// Leaving for good, as the SDK sees it: over each way of connecting it ends.

import { expect, test } from "vitest";
import { World } from "./world.ts";

test("R4-77 who leaves stops, though nothing else ends the connection, and has left where the end overtakes the answer", async () => {
  const world = new World();
  const ada = await world.enter();
  const [socket] = world.server.live;
  const leaving = ada.leave();
  await world.settle();
  const asked = world.server.received.find(({ type }) => type === "leave");
  if (socket === undefined || asked === undefined) throw new Error("nobody asked to leave");
  world.server.say(socket, { type: "ack", id: asked.id, seq: 0, at: 1 });
  await Promise.all([leaving, world.settle()]);
  expect(ada.state.connection).toMatchObject({ kind: "stopped", reason: "left" });
  expect(world.server.live).toEqual([]);

  ada.open();
  await world.settle();
  const again = ada.leave();
  await world.settle();
  world.server.live[0]?.end(1000, "left");
  await Promise.all([again, world.settle()]);
  expect(ada.state.connection).toMatchObject({ kind: "stopped", code: 1000, reason: "left" });
});

// Who is away from their devices: shown of others, told of this one.

import { expect, test } from "vitest";
import { World } from "./world.ts";

test("R5-42 who is away is shown so, and not any more once they are back", async () => {
  const world = new World();
  const ada = await world.enter();
  const bob = { id: "bob", name: "Bob", role: "member" };
  world.server.sayAll({ type: "presence", count: 2, joined: [bob] });
  world.server.sayAll({ type: "presence", count: 2, idle: ["bob", "nobody"] });
  await world.settle();
  expect(ada.state.members.list.at(-1)).toEqual({ ...bob, idle: true });
  world.server.sayAll({ type: "presence", count: 2, active: ["bob"] });
  await world.settle();
  expect(ada.state.members.list.at(-1)).toEqual(bob);
});

test("R4-76 one is away as long as one says so, also on the next connection", async () => {
  const world = new World();
  const ada = await world.enter();
  const told = () => world.server.received.flatMap((command) => (command.type === "idle" ? [command["on"]] : []));
  ada.idle(false);
  ada.idle(true);
  ada.idle(true);
  await world.settle();
  expect(told()).toEqual([true]);
  world.server.restart();
  await world.until("the comeback", () => ada.state.connection.kind === "online");
  await world.settle();
  expect(told()).toEqual([true, true]);
  ada.idle(false);
  await world.settle();
  expect(told()).toEqual([true, true, false]);
});

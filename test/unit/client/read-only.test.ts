// A room that turns read-only gives roles that follow from what was given to whom, which the room alone knows.

import { expect, test } from "vitest";
import { World } from "./world.ts";

test("R10-30 whoever hears that a room is to be read only asks for the role they have now, and once", async () => {
  const world = new World();
  world.server.post("hello");
  const ada = await world.enter();
  world.server.append({ kind: "configured", by: { id: "bob", name: "Bob" }, id: "c1", readOnly: true });
  await world.until("the setting", () => ada.state.cursor?.seq === 2);
  await world.settle();
  world.server.append({ kind: "configured", by: { id: "bob", name: "Bob" }, id: "c2", topic: "News" });
  await world.until("the topic", () => ada.state.cursor?.seq === 3);
  await world.settle();
  const asked = world.server.received.filter(({ type }) => type === "resume");
  expect(asked).toHaveLength(1);
});

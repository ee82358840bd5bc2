// Who is spoken to by name: counted until it is read, kept in the outbox.

import { expect, test } from "vitest";
import { World } from "./world.ts";

const bob = { id: "bob", name: "Bob" };

test("R4-43 messages of others that mention one are counted, until they are read", async () => {
  const world = new World();
  const ada = await world.enter();
  const says = (mentions: string[], by = bob) =>
    world.server.append({ kind: "message", by, id: `m${world.server.log.length}`, text: "hi", mentions });
  says(["ada"]);
  says(["carol"]);
  says(["*"]);
  says(["ada"], { id: "ada", name: "ada" });
  await world.settle();
  expect(ada.state.mentions).toBe(2);
  ada.markRead(1);
  expect(ada.state.mentions).toBe(1);
  ada.markRead(4);
  expect(ada.state.mentions).toBe(0);
});

test("R4-43 a mention is sent with its message, however late", async () => {
  const world = new World();
  world.server.isDown = true;
  const ada = world.client();
  ada.send({ text: "hello @Bob", mentions: ["bob"] });
  ada.open();
  await world.settle();
  world.server.isDown = false;
  await world.until("the message", () => world.server.log.length === 1);
  expect(world.server.received.find(({ type }) => type === "send")).toMatchObject({ mentions: ["bob"] });
});

test("R4-90 an edit changes whom a message speaks to, and is counted so; one that does not say leaves them", async () => {
  const world = new World();
  const ada = await world.enter();
  const edited = (mentions?: string[]) =>
    world.server.append({
      kind: "edited",
      by: bob,
      id: `e${world.server.log.length}`,
      message: 1,
      text: "tea",
      ...(mentions === undefined ? {} : { mentions }),
    });
  world.server.append({ kind: "message", by: bob, id: "m", text: "hi" });
  edited(["ada"]);
  await world.settle();
  expect(ada.state.mentions).toBe(1);
  edited();
  await world.settle();
  expect(ada.state.mentions).toBe(1);
  edited([]);
  await world.settle();
  expect(ada.state.mentions).toBe(0);
  await Promise.all([ada.edit(1, "hi, @Bob", ["bob"]).catch(() => undefined), world.settle()]);
  expect(world.server.received.at(-1)).toMatchObject({ type: "edit", mentions: ["bob"] });
});

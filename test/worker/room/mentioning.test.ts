// Speaking to somebody by name: kept as it was sent, gone with the message, and to everybody only by moderators.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { remove } from "./deeds.ts";
import { enter, make, newId, newRoom, roomObject } from "./enter.ts";

const send = (text: string, mentions: string[], id = newId()) => ({ type: "send" as const, id, text, mentions });

test("R4-43 mentions come back as they were sent, also after a sleep, and the same command is the same message", async () => {
  const room = newRoom("mention");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  const command = send("hello @Bob", ["g_Bob", "g_Nobody"]);
  const ack = await alice.ask(command);
  expect((await bob.events(1))[0]).toMatchObject({ seq: 1, mentions: ["g_Bob", "g_Nobody"] });
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(command)).toEqual(ack);
  expect(await alice.ask({ ...command, mentions: ["g_Bob"] })).toMatchObject({ code: "id_conflict" });
  expect((await enter(room, "Carol")).welcome.snapshot?.messages).toMatchObject([{ mentions: ["g_Bob", "g_Nobody"] }]);
  await alice.ask(remove(1));
  expect((await enter(room, "Dave")).welcome.snapshot?.messages[0]).not.toHaveProperty("mentions");
});

test("R4-43 only moderators and owners mention everybody", async () => {
  const room = await make(newRoom("mention-all"));
  const [alice, olivia] = [await enter(room, "Alice"), await enter(room, "Olivia")];
  expect(await alice.ask(send("all", ["*"]))).toMatchObject({ type: "error", code: "forbidden" });
  expect(await olivia.ask(send("all", ["g_Alice", "*"]))).toMatchObject({ type: "ack" });
});

test("R4-43 more than 20 mentions are too_large, what is no member id is invalid", async () => {
  const alice = await enter(newRoom("mention-many"), "Alice");
  const many = Array.from({ length: 21 }, (_, index) => `g_${index}`);
  expect(await alice.ask(send("many", many))).toMatchObject({ type: "error", code: "too_large" });
  expect(await alice.ask(send("few", many.slice(1)))).toMatchObject({ type: "ack" });
  expect(await alice.ask(send("none", ["no id"]))).toMatchObject({ type: "error", code: "invalid" });
});

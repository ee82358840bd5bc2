// Speaking to somebody by name: kept as it was sent, gone with the message, and to everybody only by moderators.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { edit, remove } from "./deeds.ts";
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

test("R4-90 an edit says whom the message speaks to from then on, over sleeps; one that does not leaves them", async () => {
  const room = await make(newRoom("mention-edit"));
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  const change = (text: string, mentions?: string[], id = newId()) => ({ ...edit(3, text, id), mentions });
  const shown = async () => (await enter(room, newId())).welcome.snapshot?.messages[0];
  await alice.ask(send("tea?", []));
  const first = change("tea, @Bob?", ["g_Bob"], "e1");
  const ack = await alice.ask(first);
  expect((await bob.events(2))[1]).toMatchObject({ kind: "edited", mentions: ["g_Bob"] });
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(first)).toEqual(ack);
  expect(await alice.ask({ ...first, mentions: ["g_Cy"] })).toMatchObject({ code: "id_conflict" });
  expect(await alice.ask(change("tea, @Bob?", ["g_Bob"]))).toMatchObject({ type: "ack", seq: 4 });
  const plain = change("tea, @Bob? Now!", undefined, "e2");
  const second = await alice.ask(plain);
  expect(second).toMatchObject({ type: "ack", seq: 5 });
  expect(await shown()).toMatchObject({ text: "tea, @Bob? Now!", mentions: ["g_Bob"] });
  expect(await alice.ask(change("tea, @Bob? Now!", ["g_Cy"]))).toMatchObject({ type: "ack", seq: 6 });
  expect(await alice.ask(plain), "a repeat, though it would take over others by now").toEqual(second);
  expect(await alice.ask(change("tea? Now!", []))).toMatchObject({ type: "ack", seq: 7 });
  expect(await shown()).not.toHaveProperty("mentions");
  expect(await alice.ask(change("all", ["*"]))).toMatchObject({ code: "forbidden" });
  await alice.ask(change("@Bob", ["g_Bob"]));
  await alice.ask(remove(3));
  const late = await enter(room, "Late", { since: "0:0" });
  expect(JSON.stringify(await late.events(9))).not.toContain('g_Bob"]');
});

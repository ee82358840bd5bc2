// Rates and budgets: what a member may ask, and what each thing costs.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Asker } from "../../../src/rules/entry.ts";
import { edit, pin, react, remove } from "./deeds.ts";
import { call, enter, newId, newRoom, principal, roomObject } from "./enter.ts";

/** Says so many things at once, and gives how many were taken; a machine under load refills some of the bucket meanwhile. */
async function takenOf(member: Awaited<ReturnType<typeof enter>>, count: number): Promise<number> {
  const ids = Array.from({ length: count }, () => newId());
  for (const id of ids) member.send({ type: "send", id, text: "x" });
  const answers = await Promise.all(ids.map((id) => member.answer(id)));
  return answers.filter(({ type }) => type === "ack").length;
}

test("R6-2 a member has a burst of 20 commands, over all connections and ways in, and is told how long to wait", async () => {
  const room = newRoom("burst");
  const alice = await enter(room, "Alice");
  const phone = await enter(room, "phone", { id: "g_Alice" });
  const bob = await enter(room, "Bob");
  const [onLaptop, onPhone] = await Promise.all([takenOf(alice, 30), takenOf(phone, 30)]);
  // A bucket for each connection would have taken 40.
  expect(onLaptop + onPhone).toBeGreaterThanOrEqual(20);
  expect(onLaptop + onPhone).toBeLessThan(40);
  const overRpc = Array.from({ length: 10 }, () =>
    call(room, principal("g_Alice"), { type: "send", id: newId(), text: "x" }),
  );
  expect(await Promise.all(overRpc)).toContainEqual(
    expect.objectContaining({ kind: "refused", code: "rate_limited", retryAfterMs: expect.any(Number) }),
  );
  await bob.say("not limited by Alice");
});

test("R6-2 a reconnect refills nothing", async () => {
  const room = newRoom("refill");
  const alice = await enter(room, "Alice");
  expect(await takenOf(alice, 30)).toBeGreaterThanOrEqual(20);
  await alice.leave();
  const again = await enter(room, "Alice");
  expect(await takenOf(again, 20)).toBeLessThan(20);
});

test("R6-3 history is limited to a burst of 10", async () => {
  const alice = await enter(newRoom("lookups"), "Alice");
  for (let index = 0; index < 10; index += 1) {
    expect((await alice.ask({ type: "history", id: newId() })).type).toBe("history");
  }
  expect(await alice.ask({ type: "history", id: newId() })).toMatchObject({ type: "error", code: "rate_limited" });
});

test("R6-3 over every way in: what a member reads by RPC counts too, and so does a network without a session", async () => {
  const room = newRoom("lookups-rpc");
  const alice = await enter(room, "Alice");
  const look = (asker: Asker) => roomObject(room).messages(room, { limit: 1 }, asker);
  const asAlice = { principal: principal(alice.id), network: "198.51.100.0/24" };
  for (let index = 0; index < 5; index += 1) {
    expect((await alice.ask({ type: "history", id: newId() })).type).toBe("history");
    expect(await look(asAlice)).toMatchObject({ kind: "ok" });
  }
  expect(await look(asAlice)).toMatchObject({ kind: "refused", code: "rate_limited" });
  expect(await look({ network: "198.51.100.0/24" })).toMatchObject({ kind: "ok" });
  for (let index = 0; index < 10; index += 1) await look({ network: "192.0.2.0/24" });
  expect(await look({ network: "192.0.2.0/24" })).toMatchObject({ code: "rate_limited" });
});

test("R6-4 signals over the connection's rate are dropped silently", async () => {
  const room = newRoom("signals");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  for (let index = 0; index < 200; index += 1) alice.send({ type: "signal", name: "move", data: index });
  await alice.say("done");
  await bob.texts();
  const signals = bob.untaken("signal").length;
  expect(signals).toBeGreaterThanOrEqual(60);
  expect(signals).toBeLessThan(120);
  expect(alice.untaken("error")).toEqual([]);
});

test("R6-5 who goes on being refused is closed with 4429", async () => {
  const room = newRoom("abuse");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  for (let index = 0; index < 200; index += 1) alice.raw("{");
  expect(await alice.closed).toEqual({ code: 4429, reason: "rate_limited" });
  expect((await bob.say("undisturbed")).seq).toBe(1);
});

test("a message writes 2 rows and a first message its tables; joining, typing, signals and heartbeats write none", async () => {
  const room = newRoom("budget");
  const rows = () => roomObject(room).rowsWritten();
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  alice.send({ type: "typing", on: true });
  alice.send({ type: "signal", name: "x", data: 1 });
  alice.send({ type: "read", upTo: 5 });
  await alice.ask({ type: "history", id: newId() });
  await alice.ping();
  expect(await rows()).toBe(0);
  await alice.say("makes the tables");
  const made = await rows();
  await alice.say("a message");
  expect((await rows()) - made).toBe(2);
  await alice.ask({ type: "send", id: newId(), text: "in a thread", thread: 1 });
  expect((await rows()) - made).toBe(5);
  for (let upTo = 1; upTo <= 3; upTo += 1) alice.send({ type: "read", upTo });
  await alice.caughtUp();
  expect((await rows()) - made).toBe(6);
  await bob.leave();
  await enter(room, "Carol");
  expect((await rows()) - made).toBe(7);
});

test("what becomes of a message writes few rows: 3 for an edit, a reaction, a pin, and 4 for a removal", async () => {
  const room = newRoom("budget-changes");
  const mo = await enter(room, "Mo", { role: "moderator" });
  await mo.say("one");
  const costs: Record<string, number> = {};
  for (const command of [edit(1, "two"), react(1, "+1"), pin(1), remove(1), remove(1), edit(1, "x")]) {
    const before = await roomObject(room).rowsWritten();
    await mo.ask(command);
    const cost = (await roomObject(room).rowsWritten()) - before;
    costs[command.type] = (costs[command.type] ?? 0) + cost;
  }
  // A removal also clears what it finds: an edit's content, a reaction. What is refused or changes nothing costs nothing.
  expect(costs).toEqual({ edit: 3, react: 3, pin: 3, remove: 6 });
});

test("nothing is made by looking: a visit without a durable event leaves no table", async () => {
  const room = newRoom("looked-at");
  const alice = await enter(room, "Alice", { relay: "none" });
  alice.send({ type: "read", upTo: 1 });
  await alice.ask({ type: "send", id: "", text: "refused" } as never).catch(() => undefined);
  await roomObject(room).describe(room, {});
  await roomObject(room).messages(room, { limit: 50 }, {});
  await roomObject(room).members(room, {});
  await roomObject(room).values(room, {});
  await alice.leave();
  const tables = await runInDurableObject(roomObject(room), (_, state) =>
    state.storage.sql.exec("SELECT name FROM sqlite_schema").toArray(),
  );
  expect(tables).toEqual([]);
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(false);
});

test("a heartbeat is answered in a room that sleeps, without waking it", async () => {
  const room = newRoom("heartbeat");
  const alice = await enter(room, "Alice");
  await evictDurableObject(roomObject(room));
  for (let index = 0; index < 1000; index += 1) await alice.ping();
  // Evicting fails for an object that does not run, so this shows that the pings did not wake it.
  await expect(evictDurableObject(roomObject(room))).rejects.toThrow();
  expect((await alice.say("awake")).seq).toBe(1);
});

test("RPC answers with values: a fault or a refusal is no exception", async () => {
  const room = newRoom("rpc");
  const command = (text: string) => roomObject(room).command(room, principal("g_Api", "Api"), text);
  const text = JSON.stringify({ type: "send", id: "one", text: "over HTTP" });
  const first = await command(text);
  expect(first).toMatchObject({ kind: "ok", value: { repeated: false } });
  if (first.kind !== "ok") throw new Error(first.message);
  expect(JSON.parse(first.value.frame ?? "")).toMatchObject({ type: "ack", id: "one", seq: 1 });
  expect(await command(text)).toEqual({ kind: "ok", value: { frame: first.value.frame, repeated: true } });
  expect(await command("{")).toMatchObject({ kind: "refused", code: "bad_frame" });
  expect(await command('{"type":"resume","since":"0:0"}')).toMatchObject({ kind: "refused", code: "invalid" });
  expect(await roomObject(room).describe(room, {})).toMatchObject({
    kind: "ok",
    value: { name: room, head: 1, members: 0 },
  });
  expect(await roomObject(room).members(room, {})).toEqual({
    kind: "ok",
    value: { count: 0, complete: true, list: [] },
  });
  const page = await roomObject(room).messages(room, { limit: 1 }, {});
  if (page.kind !== "ok") throw new Error(page.message);
  expect(JSON.parse(page.value)).toMatchObject({
    messages: [{ seq: 1, text: "over HTTP" }],
    mine: {},
    more: false,
    head: 1,
  });
});

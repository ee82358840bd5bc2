// Values: the newest state of each key, told merged, kept in memory, stored now and then, and cleared by null.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { utf8Length } from "../../../src/protocol/text.ts";
import { say } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, roomObject } from "./enter.ts";

const put = (key: string, value: unknown) => ({ type: "put", key, value }) as const;
const alices = { at: expect.any(Number), by: { id: "g_Alice", name: "Alice" } };

/** A room with a log, where values are stored. */
async function withLog(hint: string): Promise<string> {
  const room = newRoom(hint);
  await call(room, principal("g_First"), say("the log begins"));
  return room;
}

test("R13-2 R13-6 a value is told to all, who put it and when, and to everybody who enters", async () => {
  const room = newRoom("put");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  alice.send(put("score", { home: 2, away: [null] }));
  const score = { ...alices, value: { home: 2, away: [null] } };
  for (const person of [alice, bob]) expect(await person.next("values")).toEqual({ type: "values", values: { score } });
  expect((await enter(room, "Carol")).welcome.values).toEqual({ score });
  const read = await roomObject(room).values(room, {});
  expect(read.kind === "ok" && JSON.parse(read.value)).toEqual({ values: { score } });
  expect((await enter(room, "Dave")).welcome.head).toBe(0);
});

test("R13-2 changes that come together are one frame with the newest of each key", async () => {
  const room = newRoom("merged");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  for (let price = 1; price <= 50; price += 1) alice.send(put(price % 2 === 0 ? "even" : "odd", price));
  const seen: Record<string, unknown> = {};
  let frames = 0;
  while (seen["even"] !== 50 || seen["odd"] !== 49) {
    const { values } = await bob.next("values");
    for (const [key, { value }] of Object.entries(values)) seen[key] = value;
    frames += 1;
  }
  expect(frames).toBeLessThan(10);
  await bob.caughtUp();
  expect(bob.untaken("values")).toEqual([]);
});

test("R13-5 null clears a key: told once as null, and absent from then on", async () => {
  const room = await withLog("clear");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  alice.send(put("a", 1));
  await bob.next("values");
  alice.send(put("a", null));
  expect(await bob.next("values")).toEqual({ type: "values", values: { a: { ...alices, value: null } } });
  alice.send(put("never", null));
  await alice.caughtUp();
  expect((await enter(room, "Carol")).welcome.values).toEqual({});
  await runDurableObjectAlarm(roomObject(room));
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Dave")).welcome.values).toEqual({});
});

describe("R13-4", () => {
  test("256 keys; one more is too_large, and those that are there still change", async () => {
    const room = newRoom("keys");
    const alice = await enter(room, "Alice");
    for (let key = 0; key < 256; key += 1) await call(room, principal(`g_${key % 8}`), put(`k${key}`, key));
    alice.send(put("one-more", 1));
    expect(await alice.next("error")).toMatchObject({ code: "too_large" });
    expect(await call(room, principal("g_Api"), put("one-more", 1))).toMatchObject({ code: "too_large" });
    expect(await call(room, principal("g_Api"), put("k7", "new"))).toMatchObject({ kind: "ok" });
    await call(room, principal("g_Api"), put("k9", null));
    expect(await call(room, principal("g_Api"), put("one-more", 1))).toEqual({
      kind: "ok",
      frame: undefined,
      repeated: false,
    });
    expect(Object.keys((await enter(room, "Bob")).welcome.values)).toHaveLength(256);
  });

  test("64 KiB of values with their keys; over it is too_large, and what makes them smaller is not", async () => {
    const room = newRoom("bytes");
    const who = principal("g_Api");
    const value = "é".repeat(2000);
    const size = utf8Length(JSON.stringify(value)) + 3;
    const fit = Math.floor((64 * 1024) / size);
    await enter(room, "Alice");
    for (let key = 0; key < fit; key += 1) {
      const called = await call(room, who, put(`k${String(key).padStart(2, "0")}`, value));
      expect(called, `${key}`).toMatchObject({ kind: "ok" });
    }
    expect(await call(room, who, put("k99", value))).toMatchObject({ kind: "refused", code: "too_large" });
    expect(await call(room, who, put("k00", "small"))).toMatchObject({ kind: "ok" });
    expect(await call(room, who, put("k99", "small"))).toMatchObject({ kind: "ok" });
  });

  test.each([
    ["a key with a capital first", put("Score", 1), "invalid"],
    ["a key of 65 characters", put("k".repeat(65), 1), "invalid"],
    ["a key with a space", put("a b", 1), "invalid"],
    ["__proto__ as a key", put("__proto__", 1), "invalid"],
    ["a value over 4 KiB", put("k", "x".repeat(4095)), "too_large"],
    ["no value", { type: "put", key: "k" }, "invalid"],
  ])("R6-1 %s is refused", async (_, command, code) => {
    const room = newRoom("bad-value");
    const alice = await enter(room, "Alice");
    alice.raw(JSON.stringify(command));
    expect(await alice.next("error")).toMatchObject({ code });
    expect((await enter(room, "Bob")).welcome.values).toEqual({});
  });

  test("values named as what every object has are values", async () => {
    const room = await withLog("names");
    const alice = await enter(room, "Alice");
    for (const key of ["constructor", "toString", "hasOwnProperty"]) alice.send(put(key, key));
    await alice.caughtUp();
    await runDurableObjectAlarm(roomObject(room));
    await evictDurableObject(roomObject(room));
    const read = await roomObject(room).values(room, {});
    const values: unknown = read.kind === "ok" ? JSON.parse(read.value) : undefined;
    expect(JSON.stringify(values)).toMatch(/^\{"values":\{"constructor":\{.*"toString":\{.*"hasOwnProperty":\{/);
  });
});

test("R13-7 values outlive a sleep once their alarm has rung: one row, and one for the alarm, however many", async () => {
  const room = await withLog("stored");
  const alice = await enter(room, "Alice");
  const before = await roomObject(room).rowsWritten();
  for (let index = 0; index < 40; index += 1) alice.send(put(`k${index % 5}`, index));
  await alice.caughtUp();
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect((await roomObject(room).rowsWritten()) - before).toBe(2);
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Bob")).welcome.values).toMatchObject({
    k0: { ...alices, value: 35 },
    k4: { value: 39 },
  });
  expect(await roomObject(room).rowsWritten()).toBe(0);
});

test("R13-7 while values go on changing they are stored once in 10 s: 2 rows", async () => {
  const room = await withLog("steady");
  const alice = await enter(room, "Alice");
  const alarmIn = async () =>
    runInDurableObject(roomObject(room), async (_, { storage }) => ((await storage.getAlarm()) ?? 0) - Date.now());
  const before = await roomObject(room).rowsWritten();
  alice.send(put("price", 1));
  await alice.caughtUp();
  expect(await alarmIn()).toBeLessThanOrEqual(5000);
  await runDurableObjectAlarm(roomObject(room));
  for (let price = 2; price < 20; price += 1) alice.send(put("price", price));
  await alice.caughtUp();
  const next = await alarmIn();
  expect(next).toBeGreaterThan(8000);
  expect(next).toBeLessThanOrEqual(10_000);
  await runDurableObjectAlarm(roomObject(room));
  expect((await roomObject(room).rowsWritten()) - before).toBe(4);
});

test("R13-7 in a room without a log nothing is stored; once the log begins they are", async () => {
  const room = newRoom("no-log");
  const alice = await enter(room, "Alice");
  alice.send(put("a", 1));
  await alice.next("values");
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(false);
  expect(await roomObject(room).rowsWritten()).toBe(0);
  await alice.say("the log begins");
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Bob")).welcome.values).toMatchObject({ a: { value: 1 } });
});

test("R13-7 an alarm that rings for somebody's leaving leaves the values' time as it is", async () => {
  const room = await withLog("leave-and-store");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  alice.send(put("a", 1));
  await alice.caughtUp();
  await bob.leave();
  await runDurableObjectAlarm(roomObject(room));
  await runDurableObjectAlarm(roomObject(room));
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Carol")).welcome.values).toMatchObject({ a: { value: 1 } });
});

test("R5-1 a welcome with all that a room may hold is no larger than 512 KiB", async () => {
  const room = await make(newRoom("full"));
  const name = "\u{1F40C}".repeat(64);
  const long = (index: number) => `g_${index}_`.padEnd(128, "x");
  for (let key = 0; key < 256; key += 1) {
    const called = await call(room, principal(long(key % 8), name), put(`k${key}`.padEnd(64, "k"), "v".repeat(189)));
    expect(called, `${key}`).toMatchObject({ kind: "ok" });
  }
  const data = "d".repeat(4000);
  for (let index = 0; index < 60; index += 1) {
    const who = principal(long(100 + (index % 8)), name);
    await call(room, who, { type: "send", id: newId(), text: "\u{1F40C}".repeat(8000), data });
  }
  await Promise.all(
    Array.from({ length: 100 }, (_, index) => knock(room, `P${index}`, "frames", { id: long(index), name })),
  );
  const { welcome } = await enter(room, "Alice");
  expect(utf8Length(JSON.stringify(welcome))).toBeLessThanOrEqual(512 * 1024);
  expect(welcome.snapshot).toMatchObject({ more: true });
  expect(welcome.snapshot?.messages.length).toBeGreaterThan(3);
  expect(Object.keys(welcome.values)).toHaveLength(256);
});

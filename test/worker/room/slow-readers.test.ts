// Readers who are behind, by the room's own measure: more than 512 KiB were sent since their last ping. They miss signals,
// are spared values that are not the newest, and miss no event.

import { runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { say } from "./deeds.ts";
import { call, enter, newId, newRoom, principal, roomObject } from "./enter.ts";
import type { Member } from "../../support/person.ts";

const put = (key: string, value: unknown) => ({ type: "put", key, value }) as const;

/** 1.2 MiB to everybody who is connected, by ever new members, whom no rate limits. The room looks for pings every 256 KiB. */
async function flood(room: string): Promise<void> {
  for (let index = 0; index < 40; index += 1)
    await call(room, principal(`g_${newId()}`), say("\u{1F40C}".repeat(8000)));
}

/** Alice and Bob read along; Slow has pinged once, and then reads nothing of what comes. */
async function withSlow(hint: string, send: (room: string) => Promise<void> = flood) {
  const room = newRoom(hint);
  const [alice, bob, slow] = [await enter(room, "Alice"), await enter(room, "Bob"), await enter(room, "Slow")];
  await slow.ping();
  await send(room);
  for (const person of [alice, bob]) await person.ping();
  return { room, alice, bob, slow };
}

/** Waits for a value, and gives how many frames told of values until then. */
async function until(person: Member, key: string, value: unknown): Promise<number> {
  for (let frames = 1; ; frames += 1) {
    const { values } = await person.next("values");
    if (values[key]?.value === value) return frames;
  }
}

test("R13-1 R13-3 a reader who is behind gets no signals, and the newest values once it has caught up", async () => {
  const { room, alice, bob, slow } = await withSlow("slow");
  for (let price = 1; price <= 5; price += 1) {
    alice.send(put("price", price));
    await until(bob, "price", price);
  }
  alice.send(put("gone", 1));
  await until(bob, "gone", 1);
  alice.send(put("gone", null));
  await until(bob, "gone", null);
  alice.send({ type: "signal", name: "knock", data: 1 });
  await bob.next("signal");

  await slow.ping();
  expect([...slow.untaken("values"), ...slow.untaken("signal")]).toEqual([]);
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect((await slow.next("values")).values).toMatchObject({ price: { value: 5 }, gone: { value: null } });
  alice.send({ type: "signal", name: "knock", data: 2 });
  expect(await slow.next("signal")).toMatchObject({ data: 2 });
  // Of events it missed none.
  expect((await slow.events(40)).map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  await bob.caughtUp();
  expect([...slow.untaken("values"), ...bob.untaken("values")]).toEqual([]);
});

test("R13-3 what it is owed comes with the next change, where that comes first", async () => {
  const { alice, bob, slow } = await withSlow("slow-next");
  alice.send(put("a", 1));
  await until(bob, "a", 1);
  await slow.ping();
  alice.send(put("b", 2));
  expect((await slow.next("values")).values).toMatchObject({ a: { value: 1 }, b: { value: 2 } });
  expect(Object.keys((await bob.next("values")).values)).toEqual(["b"]);
});

test("R13-3 also in a room without a log, where no value is ever stored", async () => {
  const signals = async (room: string) => {
    for (let index = 0; index < 250; index += 1)
      await call(room, principal(`g_${index % 8}`), { type: "signal", name: "noise", data: "x".repeat(4090) });
  };
  const { room, alice, bob, slow } = await withSlow("slow-no-log", signals);
  alice.send(put("a", 1));
  await until(bob, "a", 1);
  await slow.ping();
  expect(slow.untaken("values")).toEqual([]);
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect((await slow.next("values")).values).toMatchObject({ a: { value: 1 } });
  // What a relay's readers are owed is known once it has answered: the alarm may have been set once more by then.
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(RELAYS > 0);
  expect((await enter(room, "Carol")).welcome.head).toBe(0);
});

test("R13-3 a reader that never pings again does not keep the room awake with what it is owed", async () => {
  const { room, alice, bob } = await withSlow("dead");
  alice.send(put("a", 1));
  await until(bob, "a", 1);
  let alarms = 0;
  while (await runDurableObjectAlarm(roomObject(room))) alarms += 1;
  // A client that lives pings within 25 s; so long it is offered them, and not for ever.
  expect(alarms).toBeGreaterThan(2);
  expect(alarms).toBeLessThan(6);
});

test("R13-3 a reader that pings is never behind, however much is sent", async () => {
  const { room, bob } = await withSlow("awake");
  await flood(room);
  await bob.ping();
  const alice = await enter(room, "Alice");
  alice.send(put("a", 1));
  await until(bob, "a", 1);
});

// Nothing in the room leaves a timer behind: a pending one keeps the object in memory, and billed, for up to 15 minutes.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, enter, knock, newId, newRoom, principal, roomObject } from "../room/enter.ts";
import { idle } from "./asleep.ts";
import { PendingTimers } from "./pending-timers.ts";

/** What the room waits for company, at the longest: news is gathered for 50 ms. */
const LONGEST_MS = 50;
/** Longer than anything the room waits for. */
const QUIET_MS = 500;

let timers: PendingTimers;

beforeEach(() => {
  timers = new PendingTimers();
});
afterEach(() => {
  timers.restore();
});

test("R3.2-2 after all that a room does no timer is pending, and none was ever long", async () => {
  const room = newRoom("timers");
  const [alice, bob] = await Promise.all([enter(room, "Alice"), enter(room, "Bob")]);
  const guide = await knock(room, "Guide", "plain");
  const tab = await enter(room, "Alice");
  const asked = Array.from({ length: 30 }, () => ({ type: "send" as const, id: newId(), text: "burst" }));
  for (const command of asked) alice.send(command);
  await Promise.all(asked.map(({ id }) => alice.answer(id)));
  await bob.ask({ type: "rename", id: newId(), name: "Robert" });
  await bob.ask({ type: "history", id: newId() });
  bob.send({ type: "resume", since: "0:0" });
  bob.send({ type: "typing", on: true });
  bob.send({ type: "signal", name: "knock", data: 1 });
  bob.send({ type: "read", upTo: 3 });
  for (let index = 0; index < 10; index += 1) bob.raw("{");
  guide.raw("from the guide");
  await call(room, principal("g_Api"), { type: "send", id: newId(), text: "over HTTP" });
  await roomObject(room).members(room, {});
  await bob.caughtUp();
  await tab.leave();
  await guide.leave();
  alice.raw(new Uint8Array([1]).buffer);
  await alice.closed;
  await runDurableObjectAlarm(roomObject(room));
  await idle(QUIET_MS);
  expect(timers.count).toBeGreaterThan(0);
  expect(timers.pending).toEqual([]);
  expect(timers.longestMs).toBeLessThanOrEqual(LONGEST_MS);
});

test("nor after everybody left, or was cut off in the middle of a burst", async () => {
  const room = newRoom("cut-off");
  const people = await Promise.all(Array.from({ length: 10 }, (_, index) => enter(room, `P${index}`)));
  for (const person of people) {
    person.send({ type: "send", id: newId(), text: "last words" });
    person.send({ type: "typing", on: true });
  }
  await Promise.all(people.map((person) => person.leave()));
  await runDurableObjectAlarm(roomObject(room));
  await idle(QUIET_MS);
  expect(timers.pending).toEqual([]);
});

test("control: a timer that is left behind in the object is noticed", async () => {
  const room = newRoom("left-behind");
  await enter(room, "Alice");
  const stop = await runInDurableObject(roomObject(room), () => {
    const timer = setTimeout(() => undefined, 60_000);
    return () => clearTimeout(timer);
  });
  await idle(QUIET_MS);
  expect(timers.pending).toMatchObject([{ kind: "timeout", ms: 60_000 }]);
  await runInDurableObject(roomObject(room), stop);
  expect(timers.pending).toEqual([]);
});

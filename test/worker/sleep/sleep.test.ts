// An idle room sleeps, in real time, with its sockets open; what it must remember is there when it wakes.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Member } from "../../support/person.ts";
import { enter, knock, newId, newRoom, roomObject } from "../room/enter.ts";
import { hasSlept, idle } from "./asleep.ts";

/** Somebody says something, so that an instance that lives on can be told from one that was made anew. */
async function awake(hint: string): Promise<{ room: string; alice: Member; bob: Member }> {
  const room = newRoom(hint);
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await alice.say("before");
  expect(await bob.texts()).toEqual(["before"]);
  expect(await hasSlept(room)).toBe(false);
  return { room, alice, bob };
}

describe.concurrent("R3.2-2", () => {
  test("an idle room with open sockets sleeps, and wakes for the next message", async () => {
    const { room, alice, bob } = await awake("idle");
    await idle();
    await alice.say("after");
    expect(await bob.texts()).toEqual(["after"]);
    // Two rows of the message after, and none of those before.
    expect(await roomObject(room).rowsWritten()).toBe(2);
  });

  test("an object that does not run cannot be evicted: that is how the others of this file know", async () => {
    const { room } = await awake("evicted");
    await evictDurableObject(roomObject(room));
    await expect(evictDurableObject(roomObject(room))).rejects.toThrow();
  });

  test("heartbeats all the while do not keep it awake", async () => {
    const { room, alice, bob } = await awake("heartbeats");
    for (let round = 0; round < 25; round += 1) {
      await idle(500);
      await Promise.all([alice.ping(), bob.ping()]);
    }
    await expect(evictDurableObject(roomObject(room))).rejects.toThrow();
    await alice.say("after");
    expect(await bob.texts()).toEqual(["after"]);
  });

  test("two simultaneous upgrades do not keep it awake", async () => {
    const room = newRoom("simultaneous");
    const [alice] = await Promise.all([enter(room, "Alice"), enter(room, "Bob"), enter(room, "Carol")]);
    await alice.say("before");
    expect(await hasSlept(room)).toBe(false);
    await idle();
    expect(await hasSlept(room)).toBe(true);
  });

  test("neither do typing, signals, reads, plain sockets, refusals and leaving, once their alarm has rung", async () => {
    const { room, alice, bob } = await awake("busy");
    const guide = await knock(room, "Guide", "plain");
    alice.send({ type: "typing", on: true });
    alice.send({ type: "signal", name: "knock", data: 1 });
    alice.send({ type: "read", upTo: 1 });
    alice.raw("{");
    guide.raw("from the guide");
    await bob.texts();
    await bob.leave();
    // The alarm of the leave's grace rings after 8 s, and is an event of its own.
    await idle(9000);
    await idle();
    expect(await hasSlept(room)).toBe(true);
    expect((await enter(room, "Carol")).welcome.members.count).toBe(3);
  });

  test("control: a pending timer does keep it awake", async () => {
    const { room } = await awake("control");
    const stop = await runInDurableObject(roomObject(room), () => {
      const timer = setInterval(() => undefined, 60_000);
      return () => clearInterval(timer);
    });
    await idle();
    expect(await hasSlept(room)).toBe(false);
    await runInDurableObject(roomObject(room), stop);
  });

  test("control: activity does keep it awake", async () => {
    const { room, alice } = await awake("active");
    for (let round = 0; round < 5; round += 1) {
      await idle(2500);
      alice.send({ type: "read", upTo: 1 });
    }
    await alice.caughtUp();
    expect(await hasSlept(room)).toBe(false);
  });

  test("after a sleep everything is as before: who is here, names, roles, cursors, read positions, rates", async () => {
    const { room, alice, bob } = await awake("remembers");
    const mo = await enter(room, "Mo", { role: "moderator" });
    expect(await alice.ask({ type: "rename", id: newId(), name: "Ada" })).toMatchObject({ seq: 2 });
    await mo.say("three");
    bob.send({ type: "read", upTo: 2 });
    for (let said = 0; said < 18; said += 1) bob.send({ type: "send", id: `b${said}`, text: `burst ${said}` });
    expect((await mo.events(20)).at(-1)?.seq).toBe(21);
    await mo.next("presence", (frame) => frame.count === 3);
    for (const person of [alice, bob]) await person.caughtUp();
    await idle();
    const carol = await enter(room, "Carol", { since: `${mo.welcome.epoch}:19` });

    expect(carol.welcome).toMatchObject({ recovered: true, head: 21, members: { count: 4, complete: true } });
    expect(carol.welcome.members.list).toEqual(
      expect.arrayContaining([
        { id: "g_Alice", name: "Ada", role: "member" },
        { id: "g_Mo", name: "Mo", role: "moderator" },
      ]),
    );
    expect((await carol.events(2)).map((event) => event.seq)).toEqual([20, 21]);
    // Exactly once, over the sleep.
    expect(await bob.ask({ type: "send", id: "b0", text: "burst 0" })).toMatchObject({ type: "ack", seq: 4 });
    expect((await alice.say("under the name from before")).seq).toBe(22);
    expect(await carol.events()).toMatchObject([{ seq: 22, by: { id: "g_Alice", name: "Ada" } }]);
    // Nothing but what those did to whom the room was asleep: nobody is told that somebody came.
    expect(mo.untaken("welcome")).toEqual([]);
    expect((await enter(room, "Bob")).welcome.you.readUpTo).toBe(2);
    // A bucket refills in 4 s (no machine takes as long for the 40), so one that was forgotten in a sleep of 10 s is none that was still empty.
    const asked = Array.from({ length: 40 }, (_, index) => ({ type: "send" as const, id: newId(), text: `${index}` }));
    for (const command of asked) bob.send(command);
    const answers = await Promise.all(asked.map(({ id }) => bob.answer(id)));
    expect(answers.filter((answer) => answer.type === "error").length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.type === "ack").length).toBeGreaterThanOrEqual(19);
  });
});

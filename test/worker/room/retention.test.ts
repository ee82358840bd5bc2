// Erasing by age: what is gone, from where, what stays, and what it costs.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { age, alarmAt, DAY_MS, fill, historyOf, replay, ring, rows, search } from "./aging.ts";
import { configure, edit, pin, react, remove, say } from "./deeds.ts";
import { call, enter, make, newRoom, principal, roomObject } from "./enter.ts";
import { everythingIn } from "./everything.ts";

describe("retention", () => {
  test("R2-8 R2-10 R2-12 what is older than retentionDays goes from history, replay, search, export and every table; younger stays", async () => {
    const room = await make(newRoom("retention"), { retentionDays: 10 });
    const alice = await enter(room, "Alice");
    await alice.ask({ ...say("zanzibar one", "m1"), data: { secret: "zanzibar" } });
    await alice.ask({ ...say("zanzibar two", "m2"), thread: 3 });
    await alice.ask(edit(3, "zanzibar three", "e1"));
    await alice.ask(react(3, "+1"));
    await call(room, principal("g_Olivia", "Olivia"), pin(3));
    expect(await search(room, "zanzibar")).toContain("zanzibar");
    await age(room, 11 * DAY_MS);
    await alice.ask(say("young"));
    await alice.ask(edit(4, "zanzibar four", "e2"));
    await alice.leave();
    expect(await ring(room)).toBeGreaterThan(0);

    const bob = await enter(room, "Bob");
    const by = { id: "g_Alice", name: "Alice" };
    const at = expect.any(Number);
    expect(await historyOf(bob)).toEqual([
      { seq: 3, at, by, id: "m1", erased: true },
      { seq: 4, at, by, id: "m2", thread: 3, erased: true },
      expect.objectContaining({ text: "young" }),
    ]);
    const events = await replay(room);
    expect(events.slice(2)).toEqual([
      { seq: 3, at, kind: "message", by, id: "m1", erased: true },
      { seq: 4, at, kind: "message", by, id: "m2", thread: 3, erased: true },
      { seq: 5, at, kind: "edited", by, id: "e1", message: 3, erased: true },
      expect.objectContaining({ seq: 6, kind: "reacted", emoji: "+1" }),
      expect.objectContaining({ seq: 7, kind: "pinned" }),
      expect.objectContaining({ seq: 8, text: "young" }),
      { seq: 9, at, kind: "edited", by, id: "e2", message: 4, erased: true },
    ]);
    expect(await search(room, "zanzibar")).toBe('{"messages":[],"more":false}');
    const exported = await roomObject(room).exportPage(room, principal("g_Olivia"), 0);
    expect(JSON.stringify(exported)).not.toContain("zanzibar");
    // The control: FTS5 keeps deleted words in its pages, until those are written anew within the hour.
    expect(await everythingIn(room)).toContain("zanzibar");
    await age(room, 2 * 3600_000);
    await runDurableObjectAlarm(roomObject(room));
    await ring(room);
    expect(await everythingIn(room)).not.toContain("zanzibar");
    expect(await everythingIn(room)).toContain("young");
  });

  test("R2-8 rooms that nobody made keep contents for 30 days, made ones for ever where nothing was set", async () => {
    const [open, made] = [newRoom("open"), await make(newRoom("made"))];
    const [inOpen, inMade] = [await enter(open, "Alice"), await enter(made, "Alice")];
    expect(inOpen.welcome.room.retentionDays).toBe(30);
    expect(inMade.welcome.room).not.toHaveProperty("retentionDays");
    for (const alice of [inOpen, inMade]) {
      await alice.say("kept?");
      await alice.leave();
    }
    await age(open, 29 * DAY_MS);
    await runDurableObjectAlarm(roomObject(open));
    expect(JSON.stringify(await replay(open))).toContain("kept?");
    expect(await alarmAt(made)).toBeNull();
    await age(open, 1 * DAY_MS);
    await age(made, 4000 * DAY_MS);
    await runDurableObjectAlarm(roomObject(open));
    await ring(open);
    expect(JSON.stringify(await replay(open))).not.toContain("kept?");
    expect(JSON.stringify(await replay(made))).toContain("kept?");
    expect(await alarmAt(open), "an alarm with nothing left to erase").toBeNull();
  });

  test("R2-8 the alarm is set for the oldest message, once, and costs no row with the next ones, nor with those who go", async () => {
    const room = await make(newRoom("alarm-cost"), { retentionDays: 3 });
    const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
    expect(await alarmAt(room)).toBeNull();
    const before = await rows(room);
    const first = await alice.say("first");
    expect((await rows(room)) - before, "a first message, and the alarm").toBe(3);
    expect(await alarmAt(room)).toBe(first.at + 3 * DAY_MS);
    for (let index = 0; index < 10; index += 1) await alice.say("next");
    expect((await rows(room)) - before).toBe(23);
    await bob.leave();
    await alice.caughtUp();
    expect((await rows(room)) - before, "who goes sets the alarm for when they are gone").toBe(24);
    await runDurableObjectAlarm(roomObject(room));
    await alice.say("while somebody is here, it is not set back");
    expect((await rows(room)) - before).toBe(26);
    expect(await alarmAt(room)).toBeNull();
    await alice.leave();
    await expect.poll(() => alarmAt(room)).toBe(first.at + 3 * DAY_MS);
    expect((await rows(room)) - before).toBe(27);
  });

  test("R2-8 where somebody is always here, the next thing said finds what is due", async () => {
    const room = newRoom("never-empty");
    const alice = await enter(room, "Alice");
    await alice.say("old");
    await runInDurableObject(roomObject(room), (_, { storage }) => storage.deleteAlarm());
    await age(room, 31 * DAY_MS);
    await alice.say("new");
    expect(await ring(room)).toBeGreaterThan(0);
    expect(await historyOf(alice)).toMatchObject([{ erased: true }, { text: "new" }]);
  });

  test("R2-8 a setting that comes later holds for what is there already, and one that ends it ends it", async () => {
    const room = await make(newRoom("later"));
    const olivia = await enter(room, "Olivia");
    await olivia.say("old");
    await age(room, 5 * DAY_MS);
    await olivia.ask(configure({ retentionDays: 30 }));
    expect((await alarmAt(room)) ?? 0).toBeGreaterThan(Date.now() + 24 * DAY_MS);
    await olivia.ask(configure({ retentionDays: 0 }));
    await age(room, 50 * DAY_MS);
    await runDurableObjectAlarm(roomObject(room));
    expect(await historyOf(olivia)).toMatchObject([{ text: "old" }]);
    await olivia.ask(configure({ retentionDays: 30 }));
    await ring(room);
    expect(await historyOf(olivia)).toMatchObject([{ erased: true }]);
  });

  test("R2-8 many go in bounded steps: a row each, two more for a step, and the next day's go together", async () => {
    const room = newRoom("steps");
    const alice = await enter(room, "Alice");
    await alice.say("first");
    await fill(room, 2500);
    await age(room, 31 * DAY_MS);
    await alice.leave();
    const before = await rows(room);
    expect(await ring(room)).toBe(3);
    const cost = (await rows(room)) - before;
    expect(cost).toBeGreaterThan(2500);
    expect(cost).toBeLessThan(2500 + 10);
    expect((await everythingIn(room)).includes("filled")).toBe(false);
    const bob = await enter(room, "Bob");
    await bob.say("a day later");
    await bob.leave();
    await expect.poll(() => alarmAt(room)).toBeGreaterThan(Date.now() + 29 * DAY_MS);
  });

  test("R2-7 R2-12 R4-19 R4-22 what age erased is done, and is no target; removing it changes nothing", async () => {
    const room = await make(newRoom("aged-targets"), { retentionDays: 1 });
    const alice = await enter(room, "Alice");
    const sent = { ...say("gone", "m1"), replyTo: undefined };
    const [first, edited] = [await alice.ask(sent), await alice.ask(edit(3, "gone too", "e1"))];
    await age(room, 2 * DAY_MS);
    await alice.caughtUp();
    await call(room, principal("g_Olivia", "Olivia"), say("wakes it"));
    await ring(room);
    expect(await alice.ask(sent)).toMatchObject({ type: "ack", seq: first.type === "ack" ? first.seq : 0 });
    expect(await alice.ask(edit(3, "gone too", "e1"))).toMatchObject({
      type: "ack",
      seq: edited.type === "ack" ? edited.seq : 0,
    });
    for (const command of [edit(3, "x"), react(3, "+1")])
      expect(await alice.ask(command), command.type).toMatchObject({ code: "not_found" });
    expect(await alice.ask(remove(3))).toMatchObject({ type: "ack", seq: 0 });
    expect(await alice.ask({ ...say("in it"), thread: 3 })).toMatchObject({ code: "invalid" });
    expect(await alice.ask({ ...say("to it"), replyTo: 3 })).toMatchObject({ type: "ack" });
  });
});

// Erasing a member: what is gone, from where, what stays, who may; and exporting before it.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Audit, Reports } from "../../../src/protocol/http.ts";
import { unwrap } from "../../../src/rules/reply.ts";
import { age, alarmAt, DAY_MS, fill, historyOf, replay, ring, rows, search } from "./aging.ts";
import { edit, erase, moderate, react, say } from "./deeds.ts";
import { call, enter, make, newId, newRoom, principal, roomObject } from "./enter.ts";
import { everythingIn } from "./everything.ts";

describe("erasing a member", () => {
  test("R2-9 R2-10 R2-12 all that they wrote goes, and their name, from history, replay, search, export and every table", async () => {
    const room = await make(newRoom("erase"));
    const [alice, bob] = [await enter(room, "Alice", { name: "Quetzal" }), await enter(room, "Bob")];
    await alice.ask(say("zanzibar one", "m1"));
    await alice.ask(edit(3, "zanzibar two", "e1"));
    await alice.ask({ type: "rename", id: "n1", name: "Xylophone" });
    await bob.ask({ ...say("bob's own", "m2"), thread: 3 });
    await alice.ask({ ...say("zanzibar three"), thread: 3 });
    await bob.ask(react(3, "+1"));
    await call(room, principal("g_Olivia", "Olivia"), { ...moderate("mute", "g_Alice"), reason: "loud" });
    expect(await search(room, "zanzibar")).toContain("zanzibar");
    const answer = await alice.ask(erase(undefined, "x1"));
    expect(answer).toMatchObject({ type: "ack", seq: 10 });
    expect((await bob.events(8)).at(-1)).toEqual({
      seq: 10,
      at: expect.any(Number),
      kind: "member",
      by: { id: "g_Alice", name: "" },
      id: "x1",
      member: { id: "g_Alice", name: "" },
      action: "erase",
    });
    const at = expect.any(Number);
    const by = { id: "g_Alice", name: "" };
    await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
    expect(await historyOf(bob)).toEqual([
      { seq: 3, at, by, id: "m1", erased: true },
      expect.objectContaining({ text: "bob's own", thread: 3 }),
      { seq: 7, at, by, id: expect.any(String), thread: 3, erased: true },
    ]);
    const events = await replay(room);
    expect(events.slice(2, 6)).toEqual([
      { seq: 3, at, kind: "message", by, id: "m1", erased: true },
      { seq: 4, at, kind: "edited", by, id: "e1", message: 3, erased: true },
      { seq: 5, at, kind: "member", by, id: "n1", member: by, action: "rename", erased: true },
      expect.objectContaining({ seq: 6, text: "bob's own" }),
    ]);
    expect(events[8]).toMatchObject({ kind: "member", action: "mute", member: by, reason: "loud" });
    expect(events[7]).toMatchObject({ seq: 8, kind: "reacted", by: { id: "g_Bob", name: "Bob" } });
    for (const text of ["zanzibar", "quetzal", "xylophone"]) {
      const exported = await roomObject(room).exportPage(room, principal("g_Olivia"), 0);
      expect(JSON.stringify(exported).toLowerCase()).not.toContain(text);
    }
    expect(await search(room, "zanzibar")).toBe('{"messages":[],"more":false}');
    await alice.leave();
    await bob.leave();
    await age(room, 2 * 3600_000);
    await runDurableObjectAlarm(roomObject(room));
    await ring(room);
    for (const text of ["zanzibar", "quetzal", "xylophone"]) expect(await everythingIn(room)).not.toContain(text);
  });

  test("R2-9 R2-10 R10-26 R10-27 their name and their reasons go from reports, the audit record and purges, and the mark of their network", async () => {
    const room = await make(newRoom("erase-records"));
    const mallory = { ...principal("g_Mallory", "Quetzal", "moderator"), network: "mark-of-mallory" };
    const bob = { ...principal("g_Bob", "Bob"), network: "mark-of-bob" };
    const olivia = principal("g_Olivia", "Olivia");
    await call(room, olivia, { type: "words", id: newId(), action: "mask", words: ["quagga"] });
    await call(room, bob, say("by Bob"));
    await call(room, bob, say("another by Bob"));
    const asked = [
      say("a quagga", "s1"),
      { type: "report", id: "r1", message: 3, reason: "zanzibar" },
      { ...moderate("mute", "g_Bob"), id: "mute", reason: "zanzibar mute" },
      { type: "purge", id: "p1", member: "g_Bob", reason: "zanzibar purge" },
      { type: "resolve", id: "v1", report: 1, outcome: "acted", reason: "zanzibar resolved" },
    ] as const;
    for (const command of asked) expect(await call(room, mallory, command), command.id).toMatchObject({ kind: "ok" });
    await call(room, bob, { type: "report", id: newId(), message: 5, reason: "what Bob says of it" });
    await ring(room);
    // That one is through; this one is still under way.
    await runInDurableObject(roomObject(room), (_, { storage }) => {
      storage.sql.exec(
        `INSERT INTO purges (room, by_member, by_name, member, since_at, reason, next_seq)
         VALUES (?, 'g_Mallory', 'Quetzal', 'g_Bob', 0, 'zanzibar under way', 4)`,
        room,
      );
    });
    const before = await everythingIn(room);
    for (const text of ["zanzibar", "quetzal", "mark-of-mallory", "under way"]) expect(before).toContain(text);
    expect(await call(room, mallory, erase(undefined, "x1"))).toMatchObject({ frame: { seq: 9 } });
    const left = await everythingIn(room);
    for (const text of ["zanzibar", "quetzal", "quagga,", "mark-of-mallory"]) expect(left).not.toContain(text);
    for (const text of ["what bob says of it", "mark-of-bob"]) expect(left).toContain(text);
    const by = { id: "g_Mallory", name: "" };
    const { reports } = unwrap<Reports>(await roomObject(room).reports(room, olivia, { limit: 9 }));
    expect(reports).toEqual([
      expect.objectContaining({ by: { id: "g_Bob", name: "Bob" }, author: by, reason: "what Bob says of it" }),
      { ...reports[1], by, author: { id: "g_Bob", name: "Bob" }, resolvedBy: by, outcome: "acted", reason: undefined },
    ]);
    const { entries } = unwrap<Audit>(await roomObject(room).audit(room, olivia, { limit: 9 }));
    const theirs = entries.filter((entry) => entry.by.id === "g_Mallory");
    expect(theirs.map(({ action, target }) => [action, target])).toEqual([
      ["report acted", "1"],
      ["purge", "g_Bob"],
      ["mute", "g_Bob"],
    ]);
    for (const entry of theirs) expect([entry.by, "reason" in entry]).toEqual([by, false]);
    // What was done stays done, in whatever words it is asked for again.
    await evictDurableObject(roomObject(room));
    const rowsBefore = await rows(room);
    for (const command of asked)
      expect(await call(room, mallory, command), command.id).toMatchObject({ kind: "ok", repeated: true });
    expect(await call(room, mallory, erase())).toMatchObject({ frame: { seq: 9 } });
    expect((await rows(room)) - rowsBefore).toBe(0);
    // Another report has a name again, and may be erased again.
    await call(room, olivia, say("by Olivia"));
    await call(room, mallory, { type: "report", id: "r2", message: 10, reason: "zanzibar again" });
    expect(await everythingIn(room)).toContain("quetzal");
    expect(await call(room, mallory, erase())).toMatchObject({ frame: { seq: 11 } });
    for (const text of ["zanzibar", "quetzal"]) expect(await everythingIn(room)).not.toContain(text);
  });

  test("R2-9 a moderator's many entries of the audit record go some at a time, and those made after it stay", async () => {
    const room = await make(newRoom("erase-audit"));
    const mo = principal("g_Mo", "Quetzal", "moderator");
    await call(room, mo, say("one"));
    await runInDurableObject(roomObject(room), (_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1700)
         INSERT INTO audit (at, member, name, action, reason) SELECT 1, 'g_Mo', 'Quetzal', 'mute', 'zanzibar' FROM n`,
      );
    });
    expect(await call(room, mo, erase())).toMatchObject({ kind: "ok" });
    await runInDurableObject(roomObject(room), (_, { storage }) => {
      storage.sql.exec(
        "INSERT INTO audit (at, member, name, action, reason) VALUES (?, 'g_Mo', 'Later', 'mute', 'after it')",
        Date.now() + 60_000,
      );
    });
    await ring(room);
    const left = await everythingIn(room);
    for (const text of ["zanzibar", "quetzal"]) expect(left).not.toContain(text);
    for (const text of ["later", "after it"]) expect(left).toContain(text);
  });

  test("R2-11 R4-34 one's own, muted or not; that of others below one's role; else it is forbidden, and of nobody not_found", async () => {
    const room = await make(newRoom("erase-whom"));
    const [olivia, mo, mia] = [
      principal("g_Olivia", "Olivia"),
      principal("g_Mo", "Mo", "moderator"),
      principal("g_Mia", "Mia", "moderator"),
    ];
    const [alice, bob] = [principal("g_Alice", "Alice"), principal("g_Bob", "Bob")];
    await call(room, olivia, { type: "moderate", id: newId(), action: "role", member: "g_Olivia", role: "owner" });
    const inside = [await enter(room, "Mo", { role: "moderator" }), await enter(room, "Mia", { role: "moderator" })];
    for (const who of [alice, bob, mo, mia]) await call(room, who, say(`by ${who.id}`));
    const forbidden = { kind: "refused", code: "forbidden" };
    expect(await call(room, alice, erase("g_Bob"))).toMatchObject(forbidden);
    expect(await call(room, mo, erase("g_Mia"))).toMatchObject(forbidden);
    expect(await call(room, mo, erase("g_Olivia"))).toMatchObject(forbidden);
    expect(await call(room, mo, erase("g_Nobody"))).toMatchObject({ kind: "refused", code: "not_found" });
    expect(await call(room, mo, erase("g_Bob"))).toMatchObject({ kind: "ok" });
    expect(await call(room, olivia, erase("g_Mo"))).toMatchObject({ kind: "ok" });
    await call(room, olivia, moderate("mute", "g_Alice"));
    expect(await call(room, alice, erase())).toMatchObject({ kind: "ok" });
    const texts = JSON.stringify(await replay(room));
    for (const id of ["g_Alice", "g_Bob", "g_Mo"]) expect(texts).not.toContain(`by ${id}`);
    expect(texts).toContain("by g_Mia");
    for (const person of inside) await person.leave();
  });

  test("R2-7 R2-9 R2-11 R4-20 again changes nothing, commands of before are done, and what comes after stays", async () => {
    const room = newRoom("erase-again");
    const alice = await enter(room, "Alice");
    expect(await alice.ask(erase())).toMatchObject({ type: "ack", seq: 0 });
    const asked = [say("one", "m1"), edit(1, "two", "e1"), { type: "rename", id: "n1", name: "Ally" }] as const;
    const first: unknown[] = [];
    for (const command of asked) first.push(await alice.ask(command));
    expect(await alice.ask(erase(undefined, "x1"))).toMatchObject({ seq: 4 });
    await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
    expect(await alice.ask(erase())).toMatchObject({ type: "ack", seq: 4 });
    expect(await alice.ask(erase(undefined, "x1"))).toMatchObject({ type: "ack", seq: 4 });
    const again: unknown[] = [];
    for (const command of asked) again.push(await alice.ask(command));
    expect(again).toEqual(first);
    expect(await alice.ask(erase("g_Alice", "m1"))).toMatchObject({ code: "id_conflict" });
    await alice.say("after");
    expect(await historyOf(alice)).toMatchObject([{ erased: true }, { text: "after", by: { name: "Alice" } }]);
  });

  test("R2-9 of many the newest 500 go at once, the rest by the alarm, and what they say meanwhile stays", async () => {
    const room = newRoom("erase-many");
    const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
    await alice.say("first");
    await fill(room, 2600);
    await alice.ask(erase());
    await alice.say("stays");
    const newest = await historyOf(bob);
    expect(newest.filter(({ erased }) => erased !== true)).toMatchObject([{ text: "stays" }]);
    expect((await everythingIn(room)).includes("filled")).toBe(true);
    expect(await ring(room)).toBe(3);
    const left = await everythingIn(room);
    expect(["filled", "first", "stays"].filter((text) => left.includes(text))).toEqual(["stays"]);
    expect(await alarmAt(room)).toBeGreaterThan(Date.now() + 29 * DAY_MS);
  });

  test("R2-9 R13-2 the values that they put stay, without the name", async () => {
    const room = newRoom("erase-values");
    const alice = await enter(room, "Alice");
    await alice.say("makes the log");
    alice.send({ type: "put", key: "score", value: 7 });
    await alice.next("values");
    await alice.ask(erase());
    const bob = await enter(room, "Bob");
    expect(bob.welcome.values).toMatchObject({ score: { value: 7, by: { id: "g_Alice", name: "" } } });
  });

  test("R9-27 members export what they did, and nothing of others", async () => {
    const room = newRoom("export-mine");
    const [alice, bob] = [principal("g_Alice", "Alice"), principal("g_Bob", "Bob")];
    await call(room, alice, say("hers"));
    await call(room, bob, say("his"));
    await fill(room, 450);
    await call(room, alice, edit(1, "hers too"));
    const seqs: number[] = [];
    let parts = 0;
    for (let after: number | undefined = 0; after !== undefined; parts += 1) {
      const page = await roomObject(room).exportMine(room, alice, after);
      if (page.kind === "refused") throw new Error(page.message);
      expect(page.value.lines).not.toContain("his");
      for (const line of page.value.lines.trimEnd().split("\n")) seqs.push(JSON.parse(line).seq);
      after = page.value.next;
    }
    expect(parts).toBe(3);
    expect(seqs).toEqual([1, ...Array.from({ length: 451 }, (_, index) => index + 3)]);
    expect(await roomObject(room).exportMine(room, principal("g_New"), 0)).toEqual({
      kind: "ok",
      value: { lines: "" },
    });
  });
});

test("R2-10 R4-23 what a removed message left in the index of words goes too, and one that was never searched costs nothing", async () => {
  const [searched, unsearched] = [newRoom("removed-words"), newRoom("unsearched")];
  for (const room of [searched, unsearched]) {
    const alice = await enter(room, "Alice");
    await alice.say("zanzibar");
    if (room === searched) expect(await search(room, "zanzibar")).toContain("zanzibar");
    const before = await rows(room);
    await alice.ask({ type: "remove", id: newId(), message: 1 });
    expect((await rows(room)) - before, room).toBe(room === searched ? 7 : 4);
    await alice.leave();
  }
  expect(await search(searched, "zanzibar")).toBe('{"messages":[],"more":false}');
  expect((await everythingIn(searched)).includes("zanzibar")).toBe(true);
  expect(await alarmAt(searched)).toBeLessThan(Date.now() + 3_600_001);
  await age(searched, 2 * 3600_000);
  await runDurableObjectAlarm(roomObject(searched));
  for (const room of [searched, unsearched]) expect((await everythingIn(room)).includes("zanzibar"), room).toBe(false);
});

test("R2-10 R10-29 what a purge removed goes from the index of words too, while somebody is here who says nothing", async () => {
  const room = await make(newRoom("purged-words"));
  const alice = await enter(room, "Alice");
  await call(room, principal("g_Bob", "Bob"), say("zanzibar"));
  expect(await search(room, "zanzibar")).toContain("zanzibar");
  await call(room, principal("g_Olivia", "Olivia"), { type: "purge", id: newId(), member: "g_Bob" });
  await ring(room);
  expect(await alice.events(2)).toMatchObject([{ kind: "message" }, { kind: "removed" }]);
  expect(await alarmAt(room)).toBeLessThan(Date.now() + 3_600_001);
  await age(room, 2 * 3600_000);
  await runDurableObjectAlarm(roomObject(room));
  expect((await everythingIn(room)).includes("zanzibar")).toBe(false);
});

test("R2-10 an index of many words is written anew in bounded parts, and finds what is left", async () => {
  const room = newRoom("purge");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await alice.say("gone");
  await fill(room, 3000);
  for (let index = 0; index < 5; index += 1) await bob.say(`filled and kept ${index}`);
  expect(await search(room, "filled word2999")).toContain("word2999");
  await alice.ask(erase());
  expect(await search(room, "filled")).toContain("filled and kept 4");
  await alice.leave();
  await bob.leave();
  await ring(room);
  await age(room, 2 * 3600_000);
  const before = await rows(room);
  await runDurableObjectAlarm(roomObject(room));
  const rings = await ring(room);
  expect(rings).toBeLessThan(5);
  expect((await rows(room)) - before).toBeLessThan(200);
  expect((await everythingIn(room)).includes("word")).toBe(false);
  expect(await search(room, "filled kept")).toContain("filled and kept 4");
});

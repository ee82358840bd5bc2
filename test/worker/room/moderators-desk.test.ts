// What moderators alone read and do: reports, the audit record, listed words, removals of all that somebody said, a room handed on.

import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Audit, RecordsRange, Reports } from "../../../src/protocol/http.ts";
import type { StandingsPage } from "../../../src/protocol/standings.ts";
import { type Reply, unwrap } from "../../../src/rules/reply.ts";
import type { CommandInput } from "../../support/person.ts";
import { configure, edit, moderate, remove, say } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, roomObject } from "./enter.ts";

const olivia = principal("g_Olivia", "Olivia");
const bob = principal("g_Bob", "Bob");
const ok = { kind: "ok", frame: { type: "ack", seq: 0 } };

const list = (action: "mask" | "refuse", ...words: string[]) =>
  ({ type: "words", id: newId(), action, words }) as const;
const report = (message: number, reason?: string, id = newId()): CommandInput => ({
  type: "report",
  id,
  message,
  reason,
});

async function reportsOf(room: string): Promise<Reports> {
  const reply: Reply<Reports> = await roomObject(room).reports(room, olivia, { limit: 50 });
  return unwrap(reply);
}

async function auditOf(room: string, range: RecordsRange = { limit: 50 }): Promise<Audit> {
  const reply: Reply<Audit> = await roomObject(room).audit(room, olivia, range);
  return unwrap(reply);
}

/** Rings until nothing is due any more. */
async function ringOut(room: string): Promise<void> {
  while (await runDurableObjectAlarm(roomObject(room)));
}

describe("reports", () => {
  test("R10-24 a report waits for the moderators, once for each id and message, over sleeps, and nobody else hears of it", async () => {
    const room = await make(newRoom("reports"));
    const alice = await enter(room, "Alice");
    const { seq } = await alice.say("something bad");
    const first = report(seq, "rude", "r1");
    expect(await call(room, bob, first)).toMatchObject({ ...ok, repeated: false });
    for (const webSockets of ["hibernate", "close"] as const) {
      await evictDurableObject(roomObject(room), { webSockets });
      expect(await call(room, bob, first)).toMatchObject({ ...ok, repeated: true });
      expect(await call(room, bob, report(seq, "again"))).toMatchObject(ok);
    }
    expect(await call(room, bob, report(seq, "other words", "r1"))).toMatchObject({ code: "id_conflict" });
    expect(await call(room, bob, say("under that id", "r1"))).toMatchObject({ code: "id_conflict" });
    expect(await call(room, bob, report(seq + 7))).toMatchObject({ code: "not_found" });
    const { reports, waiting } = await reportsOf(room);
    expect(reports).toEqual([
      {
        report: 1,
        at: expect.any(Number),
        by: { id: "g_Bob", name: "Bob" },
        message: seq,
        author: { id: "g_Alice", name: "Alice" },
        reason: "rude",
      },
    ]);
    expect(waiting).toBe(1);
    expect(JSON.stringify(reports)).not.toContain("something bad");
    expect(await roomObject(room).reports(room, bob, { limit: 50 })).toMatchObject({ code: "forbidden" });
  });

  test("R10-24 a queue that one member fills is full for them alone; a banned one reports nothing, a muted one does", async () => {
    const room = await make(newRoom("report-flood"));
    const said: number[] = [];
    for (let speaker = 0; speaker < 2; speaker += 1)
      for (let count = 0; count < 12; count += 1) {
        const sent = await call(room, principal(`g_S${speaker}`), say(`${count}`));
        if (sent.kind === "ok" && sent.frame?.type === "ack") said.push(sent.frame.seq);
      }
    const answers = [];
    for (const seq of said) {
      let answer = await call(room, bob, report(seq));
      // The rate of commands is not the matter here.
      while (answer.kind === "refused" && (answer.retryAfterMs ?? 0) < 1000) {
        await new Promise((resolve) => setTimeout(resolve, 210));
        answer = await call(room, bob, report(seq));
      }
      answers.push(answer);
    }
    expect(answers.filter(({ kind }) => kind === "ok")).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({ code: "rate_limited" });
    await call(room, olivia, moderate("mute", "g_S0"));
    expect(await call(room, principal("g_S0"), report(said[15] ?? 0))).toMatchObject(ok);
    await call(room, olivia, moderate("ban", "g_S0"));
    expect(await call(room, principal("g_S0"), report(said[16] ?? 0))).toMatchObject({ code: "banned" });
  });

  test("R10-25 R10-26 moderators resolve a report once; pages go down by number", async () => {
    const room = await make(newRoom("resolve"));
    for (const text of ["one", "two", "three"]) await call(room, bob, say(text));
    for (const seq of [3, 4, 5]) await call(room, principal("g_Alice"), report(seq));
    const resolve = (number: number, who = olivia) =>
      call(room, who, { type: "resolve", id: newId(), report: number, outcome: "acted" });
    expect(await resolve(2, bob)).toMatchObject({ code: "forbidden" });
    expect(await resolve(9)).toMatchObject({ code: "not_found" });
    expect(await resolve(2)).toMatchObject(ok);
    expect(await resolve(2)).toMatchObject(ok);
    const page = await roomObject(room).reports(room, olivia, { limit: 2 });
    expect(page).toMatchObject({
      value: {
        reports: [{ report: 3 }, { report: 2, outcome: "acted", resolvedBy: { id: "g_Olivia" } }],
        waiting: 2,
        more: true,
      },
    });
    expect(await roomObject(room).reports(room, olivia, { before: 2, limit: 2 })).toMatchObject({
      value: { reports: [{ report: 1 }], more: false },
    });
    expect((await auditOf(room)).entries.filter(({ action }) => action === "report acted")).toHaveLength(1);
  });
});

test("R10-27 the audit record tells who did what, to whom and why, holds no word that was said, and outlives a sleep", async () => {
  const room = await make(newRoom("audit"));
  const { seq } = await (await enter(room, "Bob")).say("a secret word");
  await call(room, olivia, moderate("mute", "g_Bob", { reason: "loud" }));
  await call(room, olivia, { type: "remove", id: newId(), message: seq, reason: "rules" });
  await call(room, olivia, configure({ topic: "a secret topic" }));
  await call(room, olivia, list("refuse", "secret"));
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  const { entries, more } = await auditOf(room);
  expect(more).toBe(false);
  expect(entries.map(({ action, target, reason, by }) => [action, target, reason, by.id])).toEqual([
    ["words", "1 to refuse", undefined, "g_Olivia"],
    ["configure", "topic", undefined, "g_Olivia"],
    ["remove", `${seq}`, "rules", "g_Olivia"],
    ["mute", "g_Bob", "loud", "g_Olivia"],
  ]);
  expect(JSON.stringify(entries)).not.toContain("secret");
  expect(await auditOf(room, { limit: 1 })).toMatchObject({ entries: [{ action: "words" }], more: true });
  expect(await roomObject(room).audit(room, bob, { limit: 1 })).toMatchObject({ code: "forbidden" });
});

test("R10-27 R4-73 the record has others' polls that were closed, and nobody's own", async () => {
  const room = await make(newRoom("record-polls"));
  const alice = await enter(room, "Alice");
  const poll = { options: ["Soup", "Salad"] };
  const ask = async () => alice.ask({ type: "send", id: newId(), text: "Lunch?", poll });
  await ask();
  await ask();
  const before = (await auditOf(room)).entries.length;
  await alice.ask({ type: "close", id: newId(), message: 3 });
  await call(room, olivia, { type: "close", id: newId(), message: 4 });
  await call(room, olivia, { type: "close", id: newId(), message: 4 });
  const { entries } = await auditOf(room);
  expect(entries).toHaveLength(before + 1);
  expect(entries[0]).toMatchObject({ action: "close poll", target: "4", by: { id: "g_Olivia" } });
});

test("R10-65 whoever is banned or muted now is told, with why, over sleeps and by pages, to moderators alone", async () => {
  const room = await make(newRoom("standings"));
  const cy = await enter(room, "Cy");
  await call(room, bob, say("hello"));
  const untilAt = Date.now() + 3_600_000;
  const deeds = [
    moderate("ban", "g_Bob", { reason: "first" }),
    moderate("unban", "g_Bob"),
    moderate("ban", "g_Bob", { untilAt, reason: "spam" }),
    moderate("mute", "g_Cy"),
    moderate("role", "g_Bob", { role: "reader" }),
  ];
  for (const deed of deeds) expect(await call(room, olivia, deed)).toMatchObject({ kind: "ok" });
  await cy.ask({ type: "leave", id: newId() });
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  const standings = async (range: { after?: string; limit?: number } = {}, who = olivia) =>
    unwrap<StandingsPage>(await roomObject(room).standings(room, who, { limit: 100, ...range }));
  const by = { id: "g_Olivia", name: "Olivia" };
  const [bobs, cys] = [
    { member: { id: "g_Bob", name: "Bob" }, ban: { untilAt, by, at: expect.any(Number), reason: "spam" } },
    { member: { id: "g_Cy", name: "Cy" }, mute: { by, at: expect.any(Number) } },
  ];
  expect(await standings()).toEqual({ standings: [bobs, cys], more: false });
  expect(await standings({ limit: 1 })).toEqual({ standings: [bobs], more: true });
  expect(await standings({ after: "g_Bob" })).toEqual({ standings: [cys], more: false });
  expect(await roomObject(room).standings(room, bob, { limit: 1 })).toMatchObject({ code: "banned" });
  const stranger = principal("g_Di", "Di");
  expect(await roomObject(room).standings(room, stranger, { limit: 1 })).toMatchObject({ code: "forbidden" });
  await call(room, olivia, { type: "erase", id: newId(), member: "g_Bob" });
  await ringOut(room);
  expect((await standings()).standings[0]).toMatchObject({ member: { id: "g_Bob", name: "" }, ban: { untilAt } });
  await call(room, olivia, moderate("unban", "g_Bob"));
  await call(room, olivia, moderate("unmute", "g_Cy"));
  expect(await standings()).toEqual({ standings: [], more: false });
});

describe("R10-28 listed words", () => {
  test("are masked in what is said, edited, renamed and titled, for all and for good; a repeat is a repeat", async () => {
    const room = await make(newRoom("mask"));
    await call(room, olivia, list("mask", "darn", "double trouble"));
    const alice = await enter(room, "Alice");
    await evictDurableObject(roomObject(room));
    const said = say("D\u00c4RN, d\u0430rn darnation double  TROUBLE", "s1");
    expect(await alice.ask(said)).toMatchObject({ type: "ack", seq: 3 });
    await alice.ask(edit(3, "no darn", "e1"));
    await alice.ask({ type: "rename", id: "n1", name: "Darn Alice" });
    await call(room, olivia, configure({ title: "darn room" }));
    expect(await alice.events(4)).toMatchObject([
      { text: "****, **** darnation ***************" },
      { text: "no ****" },
      { member: { name: "**** Alice" } },
      { title: "**** room" },
    ]);
    await call(room, olivia, list("mask"));
    expect(await alice.ask(said)).toMatchObject({ type: "ack", seq: 3 });
    expect(await alice.ask(say("other words", "s1"))).toMatchObject({ code: "id_conflict" });
    await alice.ask(say("darn", "s2"));
    expect(await alice.texts()).toEqual(["darn"]);
  });

  test("R10-60 options of a poll that stars would make alike are told apart", async () => {
    const room = await make(newRoom("mask-poll"));
    await call(room, olivia, list("mask", "darn", "drat"));
    const alice = await enter(room, "Alice");
    const options = ["Darn", "drat", "tea", "darn!", "**** (2)"];
    const command = { type: "send" as const, id: newId(), text: "Which?", poll: { options } };
    const answer = await alice.ask(command);
    const [event] = await alice.events(1);
    expect(event).toMatchObject({ poll: { options: ["****", "**** (3)", "tea", "****!", "**** (2)"] } });
    expect(await alice.ask(command)).toEqual(answer);
  });

  test("are refused where the list says so, nobody reads the list but moderators, and names of tokens are shown with stars", async () => {
    const room = await make(newRoom("refuse"));
    await call(room, olivia, list("refuse", "darn"));
    const answer = await call(room, bob, say("darn"));
    expect(answer).toMatchObject({ code: "forbidden", message: expect.not.stringContaining("darn") });
    expect(await call(room, bob, { type: "rename", id: newId(), name: "Darn" })).toMatchObject({ code: "forbidden" });
    expect(await roomObject(room).words(room, bob)).toMatchObject({ code: "forbidden" });
    expect(await call(room, bob, list("mask"))).toMatchObject({ code: "forbidden" });
    expect(await roomObject(room).words(room, olivia)).toEqual({
      kind: "ok",
      value: { action: "refuse", words: ["darn"] },
    });
    expect((await enter(room, "Darn it", { id: "g_D" })).welcome.you.name).toBe("**** it");
  });
});

describe("R10-29 a purge", () => {
  test("removes what was said by then in ordinary events, once, over crashes in between, and lets others speak", async () => {
    const room = await make(newRoom("purge"));
    const alice = await enter(room, "Alice");
    const many = 130;
    for (let count = 0; count < many; count += 1) {
      const sent = await call(room, principal(`g_Spam${count % 13}`), say(`spam ${count}`));
      expect(sent.kind).toBe("ok");
    }
    const { events } = { events: await alice.events(many) };
    const theirs = events.filter((event) => "by" in event && JSON.stringify(event.by).includes('"g_Spam1"'));
    const purge = { type: "purge", id: "p1", member: "g_Spam1", reason: "spam" } as const;
    expect(await call(room, bob, purge)).toMatchObject({ code: "forbidden" });
    expect(await call(room, olivia, purge)).toMatchObject({ ...ok, repeated: false });
    await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
    expect(await call(room, olivia, purge)).toMatchObject({ ...ok, repeated: true });
    await call(room, principal("g_Spam1"), say("later"));
    await ringOut(room);
    await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
    await ringOut(room);
    const after = (await alice.events(theirs.length + 1)).filter(({ kind }) => kind === "removed");
    const removed = after.map((event) => ("message" in event ? event.message : 0));
    expect(removed).toEqual(theirs.map(({ seq }) => seq).toReversed());
    expect(after[0]).toMatchObject({ by: { id: "g_Olivia" }, reason: "spam" });
    await alice.caughtUp();
    expect(alice.untaken("events")).toEqual([]);
    const again = await knock(room, "reader", "frames");
    const { snapshot } = await again.next("welcome");
    const left = snapshot?.messages.filter(({ by }) => by.id === "g_Spam1").flatMap(({ text }) => text ?? []);
    expect(left).toEqual(["later"]);
  });

  test("goes back to a time and no further, of one's own too, and not of those above", async () => {
    const room = await make(newRoom("since"));
    await call(room, bob, say("before"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const sinceAt = Date.now();
    await call(room, bob, say("after"));
    await call(room, olivia, say("the owner's"));
    expect(await call(room, bob, { type: "purge", id: newId(), member: "g_Olivia" })).toMatchObject({
      code: "forbidden",
    });
    expect(await call(room, bob, { type: "purge", id: newId(), member: "g_Bob", sinceAt })).toMatchObject(ok);
    await ringOut(room);
    const page = await roomObject(room).messages(room, { limit: 9 }, {});
    if (page.kind === "refused") throw new Error(page.code);
    const messages: { text?: string }[] = JSON.parse(page.value).messages;
    expect(messages.map(({ text }) => text)).toEqual(["before", undefined, "the owner's"]);
  });
});

test("R10-23 a room is handed on in one: two role events, at once on every device, over sleeps, and once", async () => {
  const room = await make(newRoom("transfer"));
  const owner = await enter(room, "Olivia");
  const [laptop, phone] = [await enter(room, "Bob"), await enter(room, "phone", { id: "g_Bob" })];
  const transfer = (member: string, id = newId()) => ({ type: "transfer", id, member }) as const;
  expect(await laptop.ask(transfer("g_Bob"))).toMatchObject({ code: "forbidden" });
  for (const [member, code] of [
    ["g_Olivia", "forbidden"],
    ["g_Nobody", "not_found"],
  ] as const)
    expect(await owner.ask(transfer(member))).toMatchObject({ code });
  expect(await owner.ask(transfer("g_Bob", "t1"))).toMatchObject({ type: "ack", seq: 3 });
  expect(await phone.events(2)).toMatchObject([
    { seq: 3, action: "role", role: "owner", member: { id: "g_Bob" }, transfer: true },
    { seq: 4, action: "role", role: "moderator", member: { id: "g_Olivia" }, transfer: true },
  ]);
  await evictDurableObject(roomObject(room));
  expect(await owner.ask(transfer("g_Bob", "t1"))).toMatchObject({ type: "ack", seq: 3 });
  expect(await owner.ask(transfer("g_Other", "t1"))).toMatchObject({ code: "id_conflict" });
  expect(await owner.ask(configure({ title: "mine" }))).toMatchObject({ code: "forbidden" });
  for (const device of [laptop, phone])
    expect(await device.ask(configure({ title: newId() }))).toMatchObject({ type: "ack" });
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  expect((await enter(room, "Bob")).welcome.you.role).toBe("owner");
  expect((await enter(room, "Olivia")).welcome.you.role).toBe("moderator");
});

test("R10-30 in a read-only room members without a given role read, at once and over sleeps; given roles and claims write", async () => {
  const room = await make(newRoom("read-only"));
  const alice = await enter(room, "Alice");
  const { seq } = await alice.say("before");
  await call(room, olivia, configure({ readOnly: true }));
  for (const command of [say("no"), edit(seq, "no"), { type: "rename", id: newId(), name: "No" } as const])
    expect(await alice.ask(command)).toMatchObject({ code: "forbidden" });
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(say("no"))).toMatchObject({ code: "forbidden" });
  expect((await enter(room, "Cy")).welcome).toMatchObject({ you: { role: "reader" }, room: { readOnly: true } });
  expect(await call(room, principal("claims", "Claims", "member"), say("by claim"))).toMatchObject({ kind: "ok" });
  await call(room, olivia, moderate("role", "g_Alice", { role: "member" }));
  await alice.say("given a role");
  await call(room, olivia, configure({ readOnly: false }));
  expect((await enter(room, "Di")).welcome.you.role).toBe("member");
  expect((await enter(room, "Di")).welcome.room).not.toHaveProperty("readOnly");
  expect(await alice.ask(remove(seq))).toMatchObject({ type: "ack" });
});

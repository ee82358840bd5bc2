// Deleting a room: who may, what everybody in it hears, what is left of it, and what its name is afterwards.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { LOBBY_NAME } from "../../../src/rules/lobby-name.ts";
import { say } from "./deeds.ts";
import { everythingIn } from "./everything.ts";
import { call, enter, knock, make, newRoom, principal, reservedRoom, roomObject } from "./enter.ts";

const olivia = principal("g_Olivia", "Olivia");

async function leftIn(room: string): Promise<{ tables: unknown[]; alarm: number | null }> {
  return runInDurableObject(roomObject(room), async (_, { storage }) => ({
    tables: storage.sql.exec("SELECT name FROM sqlite_schema WHERE name NOT LIKE '%_cf_%'").toArray(),
    alarm: await storage.getAlarm(),
  }));
}

async function listed(room: string): Promise<boolean> {
  const rooms = await env.LOBBY.getByName(LOBBY_NAME).publicRooms(1000);
  return rooms.some(({ name }) => name === room);
}

test("R10-40 everybody in it is told and closed with 4404, nothing of it is stored, and the list forgets it", async () => {
  const room = await make(newRoom("deleted"), { visibility: "public", title: "Gone", retentionDays: 5 });
  const [alice, guide] = [await enter(room, "Alice"), await knock(room, "Guide", "plain")];
  const hidden = await enter(room, "Bob");
  await alice.say("soon gone");
  await expect.poll(() => listed(room)).toBe(true);
  expect(await roomObject(room).remove(room, olivia, false)).toEqual({ kind: "ok", value: undefined });
  for (const person of [alice, hidden]) {
    expect(await person.next("error")).toMatchObject({ code: "not_found" });
    expect(await person.closed).toEqual({ code: 4404, reason: "not_found" });
  }
  expect(await guide.closed).toEqual({ code: 4404, reason: "not_found" });
  expect(await leftIn(room)).toEqual({ tables: [], alarm: null });
  expect(await listed(room)).toBe(false);
});

test("R10-40 reports, the audit record, listed words, purges under way, invites and marks of networks go with the room", async () => {
  const room = await make(newRoom("records"));
  const mallory = { ...principal("g_Mallory", "Quetzal"), network: "mark-of-mallory" };
  for (let count = 0; count < 3; count += 1) await call(room, mallory, say(`marmalade ${count}`));
  await call(room, principal("g_Bob"), { type: "report", id: "r1", message: 3, reason: "marmalade" });
  await call(room, olivia, { type: "words", id: "w1", action: "mask", words: ["marmalade"] });
  await call(room, olivia, { type: "moderate", id: "m1", action: "ban", member: "g_Mallory", reason: "marmalade" });
  await roomObject(room).invite(room, olivia, { id: "i1", digest: "d1", role: "member", uses: 1, expiresInMs: 60_000 });
  await call(room, olivia, { type: "purge", id: "p1", member: "g_Mallory", reason: "marmalade" });
  const before = await everythingIn(room);
  for (const left of ["marmalade", "quetzal", "mark-of-mallory", "d1"]) expect(before).toContain(left);
  expect(await roomObject(room).remove(room, olivia, false)).toMatchObject({ kind: "ok" });
  expect(await leftIn(room)).toEqual({ tables: [], alarm: null });
  await make(room, {}, "g_Eve");
  const eve = principal("g_Eve");
  expect(await roomObject(room).reports(room, eve, { limit: 9 })).toMatchObject({ value: { reports: [], waiting: 0 } });
  expect(await roomObject(room).audit(room, eve, { limit: 9 })).toMatchObject({ value: { entries: [] } });
  expect(await roomObject(room).words(room, eve)).toMatchObject({ value: { words: [] } });
  expect(await roomObject(room).join(room, principal("g_Cy"), "d1")).toMatchObject({ code: "not_found" });
  expect(await call(room, mallory, say("marmalade"))).toMatchObject({ frame: { seq: 3 } });
});

test("R10-40 R2-4 the name can be made anew, with a new epoch; who comes with a cursor of before is told so", async () => {
  const room = await make(newRoom("anew"));
  const before = await enter(room, "Alice");
  await before.say("of before");
  const cursor = `${before.welcome.epoch}:3`;
  await roomObject(room).remove(room, olivia, false);
  await before.closed;
  const between = await enter(room, "Alice", { since: cursor });
  expect(between.welcome).toMatchObject({ epoch: "0", head: 0, recovered: false, snapshot: { messages: [] } });
  await between.leave();
  await expect.poll(() => roomObject(room).describe(room, {})).toMatchObject({ value: { members: 0 } });
  await make(room, {}, "g_Eve");
  const after = await enter(room, "Alice", { since: cursor });
  expect(after.welcome).toMatchObject({ head: 2, recovered: false, you: { role: "member" } });
  expect(after.welcome.epoch).not.toBe(before.welcome.epoch);
  expect(await roomObject(room).remove(room, olivia, false)).toMatchObject({ code: "forbidden" });
});

test("R10-40 R10-4 a deleted name that the server gave stays not_found", async () => {
  const room = await make(reservedRoom(), { visibility: "private" });
  await roomObject(room).remove(room, olivia, false);
  for (const who of [olivia, principal("g_Eve")])
    expect(await roomObject(room).describe(room, { principal: who })).toMatchObject({ code: "not_found" });
  expect(await (await knock(room, "Olivia", "frames")).closed).toEqual({ code: 4404, reason: "not_found" });
});

test("R10-41 owners delete, and operators; moderators and members get forbidden, strangers to a private room not_found", async () => {
  const [room, hidden] = [await make(newRoom("whose")), await make(reservedRoom(), { visibility: "private" })];
  for (const who of [principal("g_Alice"), principal("g_Mo", "Mo", "moderator")])
    expect(await roomObject(room).remove(room, who, false)).toMatchObject({ code: "forbidden" });
  expect(await roomObject(hidden).remove(hidden, principal("g_Alice"), false)).toMatchObject({ code: "not_found" });
  const nothing = newRoom("nothing");
  expect(await roomObject(nothing).remove(nothing, principal("h:1", "H", "owner"), false)).toMatchObject({
    code: "not_found",
  });
  expect((await leftIn(nothing)).tables).toEqual([]);
  for (const name of [room, hidden])
    expect(await roomObject(name).remove(name, principal("host:admin"), true)).toMatchObject({ kind: "ok" });
});

test("R10-40 what is under way while a room is deleted writes nothing into it, also after a sleep", async () => {
  const room = await make(newRoom("under-way"), { retentionDays: 1 });
  const alice = await enter(room, "Alice");
  await alice.say("one");
  await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
  const results = await runInDurableObject(roomObject(room), (object) =>
    Promise.all([
      object.command(room, principal("g_Bob"), JSON.stringify(say("before"))),
      object.command(room, principal("g_Bob"), JSON.stringify(say("waits for its turn"))),
      object.remove(room, olivia, false),
    ]),
  );
  expect(results[1]).toMatchObject({ kind: "refused", code: "not_found" });
  expect(results[2]).toMatchObject({ kind: "ok" });
  await alice.closed;
  expect(await leftIn(room)).toEqual({ tables: [], alarm: null });
  expect(await call(room, principal("g_Bob"), say("first of a new log"))).toMatchObject({ frame: { seq: 1 } });
});

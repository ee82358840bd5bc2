// Marks of the networks that guests came from: two days at most, also in a room that falls silent and asleep.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { alarmAt, DAY_MS } from "./aging.ts";
import { moderate, say } from "./deeds.ts";
import { call, make, newRoom, principal, roomObject } from "./enter.ts";

const HOUR_MS = DAY_MS / 24;
const olivia = principal("g_Olivia", "Olivia");
const guest = (name: string) => ({ ...principal(`g_${name}`), network: `mark-of-${name}` });

async function marksIn(room: string): Promise<{ seen: string[]; banned: string[] }> {
  return runInDurableObject(roomObject(room), (_, { storage }) => {
    const marks = (table: string) =>
      storage.sql.exec<{ member: string }>(`SELECT member FROM ${table} ORDER BY member`).toArray();
    const [seen, banned] = [marks("guest_networks"), marks("network_bans")];
    return { seen: seen.map(({ member }) => member), banned: banned.map(({ member }) => member) };
  });
}

/** So much time passes for the marks, while the room sleeps; then its alarm rings, if it is due by then. */
async function pass(room: string, ms: number, member?: string): Promise<void> {
  await runInDurableObject(roomObject(room), (_, { storage }) => {
    const whose = member === undefined ? "" : `WHERE member = '${member}'`;
    storage.sql.exec(`UPDATE guest_networks SET at = at - ? ${whose}`, ms);
    storage.sql.exec(`UPDATE network_bans SET until = until - ?, since = since - ? ${whose}`, ms, ms);
  });
  await evictDurableObject(roomObject(room));
}

test("R10-20 in a silent room the marks of those who spoke go by the alarm, two days later at most, and those of bans with the ban", async () => {
  const room = await make(newRoom("marks"));
  const before = Date.now();
  for (const name of ["Ann", "Ben", "Mallory"]) await call(room, guest(name), say("hello"));
  // Nobody is here, nothing is kept for a time, and still it will ring.
  const due = (await alarmAt(room)) ?? Infinity;
  expect(due).toBeGreaterThanOrEqual(before + 2 * DAY_MS);
  expect(due).toBeLessThanOrEqual(Date.now() + 2 * DAY_MS);
  await call(room, olivia, moderate("ban", "g_Mallory", { untilAt: Date.now() + HOUR_MS }));
  expect((await alarmAt(room)) ?? Infinity).toBeLessThanOrEqual(Date.now() + HOUR_MS);
  expect(await marksIn(room)).toEqual({ seen: ["g_Ann", "g_Ben", "g_Mallory"], banned: ["g_Mallory"] });

  await pass(room, HOUR_MS, "g_Mallory");
  await runDurableObjectAlarm(roomObject(room));
  expect(await marksIn(room)).toEqual({ seen: ["g_Ann", "g_Ben", "g_Mallory"], banned: [] });

  await pass(room, 2 * DAY_MS, "g_Ann");
  expect(await runDurableObjectAlarm(roomObject(room)), "it was set for what was left").toBe(true);
  expect((await marksIn(room)).seen).toEqual(["g_Ben", "g_Mallory"]);
  await pass(room, 2 * DAY_MS);
  await runDurableObjectAlarm(roomObject(room));
  expect((await marksIn(room)).seen).toEqual([]);
  expect(await alarmAt(room), "nothing is left to ring for").toBeNull();
});

test("R10-20 one ring is enough for all marks of an hour, and a mark costs one alarm in two days", async () => {
  const room = await make(newRoom("marks-together"));
  await call(room, guest("Ann"), say("hello"));
  const rows = await roomObject(room).rowsWritten();
  await call(room, guest("Ben"), say("hello"));
  expect((await roomObject(room).rowsWritten()) - rows, "message, index and mark").toBe(3);
  await pass(room, 2 * DAY_MS, "g_Ann");
  await pass(room, 2 * DAY_MS - HOUR_MS / 2, "g_Ben");
  await runDurableObjectAlarm(roomObject(room));
  expect((await marksIn(room)).seen).toEqual([]);
});

test("an alarm that rings for something else does not read the mark of everybody who spoke", async () => {
  const room = await make(newRoom("many-marks"));
  for (let at = 0; at < 60; at += 1) await call(room, guest(`${at}`), say("hello"));
  const ring = async (): Promise<number> => {
    const before = await roomObject(room).rowsRead();
    await runInDurableObject(roomObject(room), (object) => object.alarm());
    return (await roomObject(room).rowsRead()) - before;
  };
  await ring();
  expect(await ring()).toBeLessThan(30);
});

test("the ban of somebody who is no guest sets no alarm", async () => {
  const room = await make(newRoom("ban-member"));
  for (const who of [principal("Max"), guest("Ann")]) await call(room, who, say("hello"));
  const before = await alarmAt(room);
  await call(room, olivia, moderate("ban", "Max", { untilAt: Date.now() + HOUR_MS }));
  expect(await alarmAt(room)).toBe(before);
});

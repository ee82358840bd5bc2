// What operators see of their deployment: from the rooms to the Lobby to the page and to Prometheus, and that nobody else does.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as v from "valibot";
import { operatorNewsSchema, operatorReportSchema } from "../../../src/protocol/operating.ts";
import { OPERATORS_KEY, OPERATORS_ROOM } from "../../../src/rules/operators-room.ts";
import { ChatError } from "../../../src/protocol/errors.ts";
import { Tally } from "../../../src/room/tally.ts";
import { Teller } from "../../../src/room/teller.ts";
import type { Env } from "../../../src/env.ts";
import { roomMark } from "../../../src/rules/room-mark.ts";
import { parseMetrics } from "../../unit/operating/prometheus-text.ts";
import { Deployment, newId, newRoom, problemIn, SECRET } from "./deployment.ts";
import { guestAged, regular } from "./tokens.ts";

const METRICS_TOKEN = "the token of whoever scrapes, of more than 32 characters";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Longer than any of these takes on a busy machine. */
const SOON = { timeout: 15_000 };

afterEach(() => {
  vi.useRealTimers();
});

async function operated(variables: { TELEMETRY?: string } = {}) {
  const { guest, token } = await guestAged(0, "Opal");
  const deployment = new Deployment({ AUTH_SECRET: SECRET, ADMINS: guest.id, METRICS_TOKEN, ...variables });
  const report = async () => {
    const answer = await deployment.get("/api/operator/rooms", bearer(token));
    return v.parse(operatorReportSchema, await answer.json());
  };
  const find = async (room: string) => (await report()).rooms.find(({ mark }) => mark === roomMark(room));
  return { deployment, token, report, find };
}

/** A teller of a room that has counted this and that. */
async function withTeller<T>(variables: Partial<Env>, use: (teller: Teller, now: number) => T): Promise<T> {
  return runInDurableObject(env.ROOM.getByName(newRoom("teller")), (_, state) => {
    const tally = new Tally(() => ({ rowsWritten: 20, rowsRead: 40 }));
    tally.events = 2;
    tally.frames = 7;
    tally.refused(new ChatError("muted", "unable to send message; you are muted"));
    tally.refused(new Error("a fault"));
    const now = Date.now();
    const look = () => ({ epoch: "e", head: 2, sockets: 4, relays: 0, name: "tea" });
    return use(new Teller({ ...env, ...variables }, state, tally, look, now), now);
  });
}

test("R9.3-2 R9.3-5 what a room counted reaches operators when its last connection leaves, by name, and nothing that was said", async () => {
  const { deployment, report, find } = await operated();
  const room = newRoom("counted");
  const before = await report();
  const alice = await deployment.join(room, await regular("Quetzalcoatl"));
  for (const text of ["zanzibar", "two", "three"]) await alice.say(text);
  const refused = await alice.ask({ type: "edit", id: newId(), message: 99, text: "none" });
  expect(refused.type).toBe("error");
  await alice.leave();
  await expect
    .poll(() => find(room), { ...SOON, message: "the room's figures" })
    .toMatchObject({
      name: room,
      head: 3,
      sockets: 0,
      today: { events: 3, joins: 1, frames: 4, slow: 0, refused: { not_found: 1 } },
    });
  const told = await find(room);
  expect(told?.today.rowsWritten).toBeGreaterThanOrEqual(6);
  const after = await report();
  expect(after.today.events - before.today.events).toBeGreaterThanOrEqual(3);
  expect(after).toMatchObject({ telemetry: true, follow: { room: OPERATORS_ROOM, key: OPERATORS_KEY } });
  const text = JSON.stringify(after);
  for (const secret of ["Quetzalcoatl", "zanzibar", alice.id]) expect(text.includes(secret), secret).toBe(false);
});

test("R9.3-5 what was said before a sleep is seen by the head; a look at the figures asks no room", async () => {
  const { deployment, find } = await operated();
  const room = newRoom("slept");
  const alice = await deployment.join(room, await regular("Alice"));
  await alice.say("one");
  await alice.say("two");
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  deployment.touched.length = 0;
  await find(room);
  expect(deployment.touched).toEqual([]);
  await alice.say("three");
  await alice.leave();
  await expect.poll(() => find(room), SOON).toMatchObject({ head: 3, sockets: 0, today: { events: 3 } });
});

test("R9.3-3 while an operator looks, rooms tell as they go, and the values of a room of operators carry it on", async () => {
  const { deployment, token, report } = await operated();
  const operator = await deployment.join(OPERATORS_ROOM, { token });
  const room = newRoom("live");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
  await report();
  const alice = await deployment.join(room, await regular("Alice"));
  const heads = async () => {
    vi.setSystemTime(Date.now() + 3_000);
    await alice.say("still here");
    const frame = await operator.next("values");
    const news = v.parse(operatorNewsSchema, frame.values[OPERATORS_KEY]?.value);
    return news.rooms.find(({ mark }) => mark === roomMark(room))?.head ?? 0;
  };
  await expect.poll(heads, { ...SOON, message: "the head, as it moves", interval: 1 }).toBeGreaterThan(2);
  expect(operator.welcome.epoch).toBe("0");
});

test("R9.3-3 the room of operators is there for nobody else, and looks like a name that nobody was given", async () => {
  const { deployment } = await operated();
  const { token } = await deployment.guest("Mallory");
  const other = `p-${"0".repeat(26)}`;
  for (const path of ["", "/values", "/messages", "/members"]) {
    const [theirs, nobodys] = await Promise.all(
      [OPERATORS_ROOM, other].map(async (room) =>
        problemIn(await deployment.get(`/api/rooms/${room}${path}`, bearer(token))),
      ),
    );
    expect(theirs).toEqual(nobodys);
    expect(theirs?.code).toBe("not_found");
  }
  const mallory = await deployment.connect(OPERATORS_ROOM, { token });
  expect((await mallory.closed).code).toBe(4404);
});

test("R9.3-2 rooms with a name that nobody can guess are told by their mark", async () => {
  const { deployment, find } = await operated();
  const { token } = await deployment.guest("Owner");
  const made = await deployment.post("/api/rooms", { visibility: "private" }, bearer(token));
  const { name } = await made.json<{ name: string }>();
  const owner = await deployment.join(name, { token });
  await owner.say("hidden");
  await owner.leave();
  await expect.poll(() => find(name), SOON).toMatchObject({ mark: roomMark(name), head: 3, sockets: 0 });
  expect(JSON.stringify(await find(name))).not.toContain(name);
});

test("R9.3-2 a deleted room is told of no more, and what it did stays in the sums", async () => {
  const { deployment, token, report, find } = await operated();
  const room = newRoom("deleted");
  const alice = await deployment.join(room, await regular("Alice"));
  await alice.say("one");
  await alice.leave();
  await expect.poll(() => find(room), SOON).toMatchObject({ head: 1 });
  const { today } = await report();
  const deleted = await deployment.fetch(`/api/rooms/${room}`, { method: "DELETE", headers: bearer(token) });
  expect(deleted.status).toBe(204);
  await expect.poll(() => find(room), SOON).toBeUndefined();
  expect((await report()).today.events).toBeGreaterThanOrEqual(today.events);
});

test("R9.3-1 nobody but operators gets figures, whatever they bring", async () => {
  const { deployment, token } = await operated();
  const guest = await deployment.guest("Mallory");
  for (const path of ["/api/operator/rooms", "/api/metrics"]) {
    expect((await problemIn(await deployment.get(path))).code).toBe("unauthenticated");
    expect((await problemIn(await deployment.get(path, bearer("forged")))).code).toBe("unauthenticated");
    expect((await problemIn(await deployment.get(path, bearer(guest.token)))).code).toBe("forbidden");
    expect((await deployment.get(path, bearer(token))).status).toBe(200);
  }
  const scraper = bearer(METRICS_TOKEN);
  expect((await problemIn(await deployment.get("/api/operator/rooms", scraper))).code).toBe("unauthenticated");
  expect((await problemIn(await deployment.get("/api/metrics", bearer(`${METRICS_TOKEN}x`)))).code).toBe(
    "unauthenticated",
  );
});

test("R9.3-4 whoever has METRICS_TOKEN gets metrics that Prometheus reads, refusals of the Worker among them", async () => {
  const { deployment } = await operated();
  const scrape = async () => {
    const answer = await deployment.get("/api/metrics", bearer(METRICS_TOKEN));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    return parseMetrics(await answer.text());
  };
  const alice = await deployment.join(newRoom("scraped"), await regular("Alice"));
  await alice.say("hello");
  await deployment.get("/api/nowhere");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await deployment.get("/api/session", bearer((await guestAged(0)).token));
  await alice.leave();
  await expect
    .poll(async () => (await scrape()).get("hubbub_events_total")?.series[0]?.value, { ...SOON, message: "events" })
    .toBeGreaterThanOrEqual(1);
  const edge = (await scrape()).get("hubbub_refused_total")?.series.find(({ labels }) => labels["where"] === "edge");
  expect(edge?.value).toBeGreaterThanOrEqual(1);
});

test("R9.3-5 of a fresh Lobby tellings in which nothing happened make nothing; others write one row a minute, looks none", async () => {
  const lobby = env.LOBBY.getByName(newRoom("lobby"));
  const told = (mark: string, head: number) => ({
    mark,
    epoch: "e",
    head,
    sockets: 1,
    sinceMs: 0,
    woke: true,
    counted: { events: 0, frames: 0, joins: 1, slow: 0, rowsWritten: 0, rowsRead: 0, refused: {} },
  });
  const read = (sql: string) =>
    runInDurableObject(lobby, (_, { storage }) => Number(storage.sql.exec(sql).one()["rows"]));
  await lobby.tell(told("00000001", 0));
  await lobby.tallied();
  expect(await read("SELECT count(*) AS rows FROM sqlite_schema")).toBe(0);
  await lobby.tell(told("00000002", 1));
  const before = await read("SELECT total_changes() AS rows");
  for (let index = 0; index < 5; index += 1) await lobby.tell(told(`0000001${index}`, 1));
  await lobby.tallied();
  expect(await read("SELECT total_changes() AS rows")).toBe(before);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await lobby.tell(told("00000003", 1));
  expect(await read("SELECT total_changes() AS rows")).toBe(before + 1);
  await evictDurableObject(lobby);
  expect((await lobby.tallied()).rooms.map(({ mark }) => mark)).toEqual([
    "00000001",
    "00000002",
    ...[0, 1, 2, 3, 4].map((index) => `0000001${index}`),
    "00000003",
  ]);
  await expect(runInDurableObject(lobby, (object) => object.tell(told("no mark", 1)))).rejects.toThrow();
});

test("R9.3-5 TELEMETRY off: a room tells nothing, and operators are told so", async () => {
  const { report } = await operated({ TELEMETRY: "off" });
  expect((await report()).telemetry).toBe(false);
  const tally = await withTeller({ TELEMETRY: "off" }, (teller) => teller.take(Date.now()));
  expect(tally).toBeUndefined();
});

test("what a room tells is a point of Analytics Engine too, where that is bound, once it was heard", async () => {
  const points: unknown[] = [];
  await withTeller({ ANALYTICS: { writeDataPoint: (point) => points.push(point) } }, (teller, now) => {
    const tally = teller.take(now + 5_000);
    expect(points).toEqual([]);
    if (tally !== undefined) teller.heard(tally, { watchedUntil: 0 });
  });
  // In the order of docs/operating.md.
  expect(points).toEqual([
    { indexes: [roomMark("tea")], blobs: ["room"], doubles: [4, 2, 7, 0, 20, 40, 2, 1, 0, 5_000] },
  ]);
});

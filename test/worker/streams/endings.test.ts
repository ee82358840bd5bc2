// How streams end: the room's word as a status or as the last event, and readers that stop reading or go away.

import { runInDurableObject } from "cloudflare:test";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PING } from "../../../src/protocol/codec.ts";
import { STREAM_COMMENT_MS } from "../../../src/protocol/limits.ts";
import { readEventStream } from "../../support/event-stream.ts";
import { Deployment, newId, newRoom, problemIn } from "../edge/deployment.ts";
import { regular } from "../edge/tokens.ts";
import { roomObject } from "../room/enter.ts";
import { FakeRoom, message, welcome } from "./fake-room.ts";
import { askToFollow, follow } from "./follower.ts";

const PATH = "/api/rooms/fake/events";

const REFUSALS = [
  { code: "room_full", close: 1013, status: 503, isFinal: false },
  { code: "internal", close: 1011, status: 500, isFinal: false },
  { code: "expired", close: 4401, status: 401, isFinal: false },
  { code: "forbidden", close: 4403, status: 403, isFinal: true },
  { code: "banned", close: 4403, status: 403, isFinal: true },
  { code: "not_found", close: 4404, status: 404, isFinal: true },
];

test.for(REFUSALS)("R9.1-4 a room's $code is $status; R9.1-5 for who comes back too, or 204", async (refusal) => {
  const room = FakeRoom.refusing(refusal.code, refusal.close);
  const first = await problemIn(await room.get(PATH));
  expect(first).toMatchObject({
    status: refusal.status,
    code: refusal.code,
    detail: expect.stringMatching(/^unable to /),
  });
  const again = await room.get(PATH, { "last-event-id": "e:1" });
  if (!refusal.isFinal) return expect(await problemIn(again)).toMatchObject({ status: refusal.status });
  expect([again.status, await again.text()]).toEqual([204, ""]);
});

test("R9.1-4 a room that closes without a word is 503; one that sends what is no frame too", async () => {
  const silent = new FakeRoom((line) => line.close(1012, ""));
  expect(await problemIn(await silent.get(PATH))).toMatchObject({
    status: 503,
    code: "overloaded",
    retryAfterMs: 2000,
  });
  const broken = new FakeRoom((line) => line.send("no JSON"));
  expect(await problemIn(await broken.get(PATH))).toMatchObject({ status: 503, code: "overloaded" });
});

test("R9.1-5 a real room's word: kicked, banned, and a room that is not there for everybody", async () => {
  const deployment = new Deployment();
  const owner = await deployment.guest("Ada");
  const bo = await deployment.guest("Bo");
  const authorization = `Bearer ${owner.token}`;
  const name = newRoom("moderated");
  expect((await deployment.post("/api/rooms", { name }, { authorization })).status).toBe(201);
  const moderate = (action: string) =>
    deployment.post(
      `/api/rooms/${name}/commands`,
      { type: "moderate", id: newId(), action, member: bo.id },
      { authorization },
    );
  const reader = await follow(deployment, name, { token: bo.token });
  const cursor = reader.lastEventId;
  expect((await moderate("kick")).status).toBe(200);
  expect(await reader.next("error")).toMatchObject({ code: "kicked" });
  expect(await reader.closed).toEqual({ code: 4403, reason: "kicked" });
  await reader.ended;
  expect(reader.lastEventId).toBe("stop");
  const { token } = bo;
  expect((await askToFollow(deployment, name, { token, lastEventId: reader.lastEventId })).status).toBe(204);
  expect((await moderate("ban")).status).toBe(200);
  expect(await problemIn(await askToFollow(deployment, name, { token }))).toMatchObject({
    status: 403,
    code: "banned",
  });
  expect((await askToFollow(deployment, name, { token, lastEventId: cursor })).status).toBe(204);
  const poll = await deployment.get(`/api/rooms/${name}/poll`, { authorization: `Bearer ${token}` });
  expect(await problemIn(poll)).toMatchObject({ status: 403, code: "banned" });

  const made = await deployment.post("/api/rooms", { visibility: "private" }, { authorization });
  const { name: secret } = v.parse(v.object({ name: v.string() }), await made.json());
  expect(await problemIn(await askToFollow(deployment, secret))).toMatchObject({ status: 404, code: "not_found" });
  expect(await problemIn(await deployment.get(`/api/rooms/${secret}/poll`))).toMatchObject({ status: 404 });
  expect((await follow(deployment, secret, { token: owner.token })).welcome.room.visibility).toBe("private");
});

const CLOSES = [
  { code: 1012, reason: "", stops: false },
  { code: 1013, reason: "overloaded", stops: false },
  { code: 4401, reason: "expired", stops: false },
  { code: 4429, reason: "rate_limited", stops: false },
  { code: 4403, reason: "kicked", stops: true },
  { code: 4404, reason: "not_found", stops: true },
];

test.for(CLOSES)("R9.1-5 a close with $code is the last event; who is to stop gets 204 next", async (close) => {
  const room = new FakeRoom();
  const response = await room.get(PATH, { "last-event-id": "e:0" });
  room.says({ type: "events", events: [message(1), message(2)] });
  room.closes(close.code, close.reason);
  const items = await readAll(response);
  const { code, reason, stops } = close;
  expect(items.slice(-2)).toMatchObject([
    { event: "events", id: "e:2" },
    { event: "close", data: JSON.stringify({ code, reason }), id: stops ? "stop" : undefined },
  ]);
  const id = items.flatMap((item) => (item.kind === "event" && item.id !== undefined ? [item.id] : [])).at(-1) ?? "";
  const next = await room.get(PATH, { "last-event-id": id });
  expect(next.status).toBe(stops ? 204 : 200);
  expect(room.visits).toBe(stops ? 1 : 2);
  await next.body?.cancel();
});

test("R9.1-2 an epoch that begins or changes on the way is in the ids from there on", async () => {
  const room = new FakeRoom((line) => line.send(JSON.stringify(welcome({ epoch: "0", recovered: false }))));
  const response = await room.get(PATH);
  room.says({ type: "events", events: [message(1)], epoch: "a" });
  room.says({ type: "events", events: [message(2)] });
  room.says(welcome({ epoch: "b", head: 7, recovered: false }));
  room.says({ type: "events", events: [message(8)] });
  room.closes(1012, "");
  const ids = (await readAll(response)).flatMap((item) => (item.kind === "event" ? [item.id] : []));
  expect(ids).toEqual(["0:0", "a:1", "a:2", "b:7", "b:8", undefined]);
});

describe("R9.1-6", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("a comment every 15 s, in a quiet room and in a busy one; R3.2-3 and a ping every 25 s at least", async () => {
    const room = new FakeRoom();
    const response = await room.get(PATH);
    const reading = readAll(response);
    await vi.advanceTimersByTimeAsync(STREAM_COMMENT_MS);
    expect(room.heard).toEqual([PING]);
    room.says({ type: "pong" });
    for (let second = 0; second < 30; second += 1) {
      room.says({ type: "events", events: [message(second + 1)] });
      await vi.advanceTimersByTimeAsync(1000);
      room.says({ type: "pong" });
    }
    expect(room.heard).toEqual([PING, PING, PING, PING]);
    room.closes(1012, "");
    const items = await reading;
    expect(items.filter(({ kind }) => kind === "comment")).toHaveLength(3);
    expect(items.filter((item) => item.kind === "event" && item.event === "pong")).toEqual([]);
  });

  test("a reader that stops reading is not pinged for", async () => {
    const room = new FakeRoom();
    const response = await room.get(PATH);
    const reader = response.body?.getReader();
    await reader?.read();
    await vi.advanceTimersByTimeAsync(10 * STREAM_COMMENT_MS);
    expect(room.heard).toEqual([]);
    await reader?.cancel();
  });

  test("a room that answers no ping is lost: the reader is sent back", async () => {
    const room = new FakeRoom();
    const reading = readAll(await room.get(PATH));
    await vi.advanceTimersByTimeAsync(2 * STREAM_COMMENT_MS);
    expect((await reading).at(-1)).toMatchObject({ event: "close", data: '{"code":1006,"reason":""}' });
  });
});

test("R9.1-6 a reader that goes away leaves no socket in the room", async () => {
  const deployment = new Deployment();
  const room = newRoom("gone");
  const ada = await deployment.join(room, await regular("Ada"));
  const readers = [await follow(deployment, room), await follow(deployment, room)];
  expect(await sockets(room)).toBe(3);
  for (const reader of readers) await reader.cancel();
  await ada.caughtUp();
  await expect.poll(() => sockets(room)).toBe(1);
});

test("R9.1-5 a reader that stops reading is cut with 4408, holding nothing in the room; it comes back for the rest", async () => {
  const deployment = new Deployment({ AUTH_SECRET: "a secret of the tests, of more than 32 characters" });
  const room = newRoom("slow");
  const people = await Promise.all(
    ["A", "B", "C", "D"].map(async (name) => deployment.join(room, await regular(name))),
  );
  const response = await askToFollow(deployment, room, { since: "0:0" });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error("the stream has no body");
  await reader.read();
  // 20 KiB each: well over what the Worker keeps for a reader.
  const text = "😀".repeat(8000);
  await Promise.all(
    people.flatMap((person) =>
      Array.from({ length: 18 }, () => person.ask({ type: "send", id: newId(), text, data: "x".repeat(4000) })),
    ),
  );
  await expect.poll(() => sockets(room)).toBe(people.length);
  const items = [];
  for await (const item of readEventStream(reader)) items.push(item);
  expect(items.at(-1)).toMatchObject({ event: "close", data: '{"code":4408,"reason":"too_slow"}' });
  const lastEventId = items.flatMap((item) => (item.kind === "event" && item.id !== undefined ? [item.id] : [])).at(-1);
  const back = await follow(deployment, room, lastEventId === undefined ? { since: "0:0" } : { lastEventId });
  expect(back.welcome.recovered).toBe(true);
  const seen = Number(lastEventId?.split(":")[1] ?? 0);
  const rest = await back.events(people.length * 18 - seen);
  expect(rest.map(({ seq }) => seq)).toEqual(rest.map((_, index) => seen + index + 1));
});

test("R2-4 what was missed may be more than a slow reader's share: it is given whole", async () => {
  const text = "y".repeat(100_000);
  const room = new FakeRoom((line) => {
    line.send(JSON.stringify(welcome({ head: 40 })));
    for (let seq = 1; seq <= 40; seq += 1) line.send(JSON.stringify({ type: "events", events: [message(seq, text)] }));
  });
  const response = await room.get(PATH, { "last-event-id": "e:0" });
  // All of it has come before the reader takes the first.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(room.heard).toEqual([]);
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error("the stream has no body");
  const ids: string[] = [];
  for await (const item of readEventStream(reader)) {
    if (item.kind === "event" && item.id !== undefined) ids.push(item.id);
    if (item.kind === "event" && item.id === "e:40") break;
  }
  expect(ids).toEqual(Array.from({ length: 41 }, (_, seq) => `e:${seq}`));
  // A ping for each 256 KiB that the reader took.
  await expect.poll(() => room.heard.length).toBeGreaterThanOrEqual(12);
  await reader.cancel();
});

async function readAll(response: Response) {
  if (response.body === null) throw new Error(`the stream was answered ${response.status}`);
  const items = [];
  for await (const item of readEventStream(response.body.getReader())) items.push(item);
  return items;
}

/** Sockets that the room's object holds, hidden ones too. */
function sockets(room: string): Promise<number> {
  return runInDurableObject(roomObject(room), (_room, state) => state.getWebSockets().length);
}

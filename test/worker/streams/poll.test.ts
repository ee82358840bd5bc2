// Polling a room: at once where there is something, patiently where there is not, and nobody sees it.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as v from "valibot";
import { expect, test } from "vitest";
import { type PollAnswer, pollAnswerSchema } from "../../../src/protocol/http.ts";
import { Deployment, newId, newRoom, problemIn, SECRET } from "../edge/deployment.ts";
import { badTokens, regular } from "../edge/tokens.ts";
import { roomObject } from "../room/enter.ts";
import { FakeRoom, message, welcome } from "./fake-room.ts";

async function scene(hint: string, ...texts: string[]) {
  const deployment = new Deployment();
  const room = newRoom(hint);
  const ada = await deployment.join(room, await regular("Ada"));
  await ada.next("presence");
  for (const text of texts) await ada.say(text);
  const epoch = texts.length === 0 ? "0" : ((await ada.next("events")).epoch ?? "");
  const ask = (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    deployment.get(`/api/rooms/${room}/poll?${new URLSearchParams(query).toString()}`, headers);
  const poll = async (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    answerIn(await ask(query, headers));
  return { deployment, room, ada, epoch, ask, poll };
}

async function answerIn(response: Response): Promise<PollAnswer> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`a poll was answered ${response.status}: ${text}`);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("set-cookie")).toBeNull();
  return v.parse(pollAnswerSchema, JSON.parse(text));
}

const texts = (answer: PollAnswer) => answer.events.map((event) => ("text" in event ? event.text : event.kind));

test("R9.2-1 what came after the cursor, at once, and the cursor to go on from", async () => {
  const { ada, epoch, poll } = await scene("at-once", "one", "two", "three");
  const answer = await poll({ since: `${epoch}:1` });
  expect(answer).toEqual({ events: expect.any(Array), cursor: `${epoch}:3`, recovered: true });
  expect(texts(answer)).toEqual(["two", "three"]);
  expect(answer.events).toEqual((await ada.events(2)).slice(0, 2));
  expect(texts(await poll({ since: "0:0" }))).toEqual(["one", "two", "three"]);
});

test("R9.2-2 else with the first event, however long that takes within waitMs", async () => {
  const { ada, epoch, poll } = await scene("wait", "one");
  const waiting = poll({ since: `${epoch}:1` });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await ada.say("two");
  const answer = await waiting;
  expect(answer).toMatchObject({ cursor: `${epoch}:2`, recovered: true });
  expect(texts(answer)).toEqual(["two"]);
});

test("R9.2-2 signals, typing and who comes and goes end no poll; after waitMs it is empty, the cursor the same", async () => {
  const { deployment, room, ada, epoch, poll } = await scene("quiet", "one");
  const since = `${epoch}:1`;
  const startedAt = Date.now();
  const waiting = poll({ since, waitMs: "600" });
  await deployment.join(room, await regular("Bob"));
  ada.send({ type: "signal", name: "knock", data: 1 });
  ada.send({ type: "typing", on: true });
  expect(await waiting).toEqual({ events: [], cursor: since, recovered: true });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(600);
});

test("R9.2-2 a poller of an empty room is told how its log begins", async () => {
  const { ada, poll } = await scene("begins");
  const waiting = poll({ since: "0:0" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await ada.say("one");
  const { epoch } = await ada.next("events");
  expect(await waiting).toMatchObject({ events: [{ seq: 1, text: "one" }], cursor: `${epoch}:1`, recovered: true });
});

test("R9.2-2 waitMs=0 is a short poll: it answers at once, and holds no socket", async () => {
  const { room, epoch, poll, deployment } = await scene("short", "one");
  const startedAt = Date.now();
  expect(await poll({ since: `${epoch}:1`, waitMs: "0" })).toEqual({
    events: [],
    cursor: `${epoch}:1`,
    recovered: true,
  });
  expect(Date.now() - startedAt).toBeLessThan(1000);
  expect(await poll({ since: "0:0", waitMs: "0" })).toMatchObject({ events: [{ text: "one" }] });
  const head = await deployment.fetch(`/api/rooms/${room}/poll?since=${epoch}:1`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(Date.now() - startedAt).toBeLessThan(1500);
  expect(await sockets(room)).toBe(1);
});

const BAD_WAITS = [
  "-1",
  "55001",
  "1e9",
  "1e3",
  "NaN",
  "Infinity",
  "",
  " 5",
  "0.5",
  "05",
  "0x10",
  "abc",
  "9".repeat(30),
];

test.for(BAD_WAITS)("R9.2-2 waitMs=%s is invalid, and touches no room", async (waitMs) => {
  const deployment = new Deployment();
  const response = await deployment.get(`/api/rooms/lobby/poll?${new URLSearchParams({ waitMs }).toString()}`);
  expect(await problemIn(response)).toMatchObject({
    status: 400,
    code: "invalid",
    detail: /^unable to poll room; waitMs /,
  });
  expect(deployment.touched).toEqual([]);
});

test("R9.2-2 so is waitMs given twice", async () => {
  const response = await new Deployment().get("/api/rooms/lobby/poll?waitMs=1&waitMs=1");
  expect(await problemIn(response)).toMatchObject({ status: 400, code: "invalid" });
});

const LOST = {
  "that is not there": () => ({}),
  malformed: () => ({ since: "nonsense" }),
  empty: () => ({ since: "" }),
  "of another epoch": () => ({ since: "deadbeef:1" }),
  "above the head": (epoch: string) => ({ since: `${epoch}:3` }),
  "of the empty room but not its start": () => ({ since: "0:1" }),
  "of 8,000 characters": (epoch: string) => ({ since: `${epoch}:${"1".repeat(8000)}` }),
};

test.for(Object.entries(LOST))(
  "R9.2-3 a cursor %s: a snapshot at once, and a cursor to go on from",
  async ([, query]) => {
    const { ada, epoch, poll } = await scene("lost", "one", "two");
    const answer = await poll(query(epoch));
    expect(answer).toMatchObject({
      events: [],
      cursor: `${epoch}:2`,
      recovered: false,
      mine: {},
      snapshot: { more: false },
    });
    expect(answer.snapshot?.messages.map(({ text }) => text)).toEqual(["one", "two"]);
    await ada.say("three");
    expect(texts(await poll({ since: answer.cursor }))).toEqual(["three"]);
  },
);

test("R9.2-1 500 events at most; the rest by the next polls, each once, in order", async () => {
  const { room, epoch, poll } = await scene("many", "one");
  await runInDurableObject(roomObject(room), (_room, state) => {
    for (let seq = 2; seq <= 1201; seq += 1) {
      state.storage.sql.exec(
        "INSERT INTO events (seq, at, kind, member, name, id, body) VALUES (?, 1, 'message', 'g_Old', 'Old', ?, ?)",
        seq,
        newId(),
        JSON.stringify({ text: `${seq}` }),
      );
    }
  });
  // This instance counts its events itself; the next one reads them.
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  const seen: number[] = [];
  const sizes: number[] = [];
  for (let cursor = `${epoch}:0`; seen.length < 1201;) {
    const answer = await poll({ since: cursor });
    expect(answer.recovered).toBe(true);
    sizes.push(answer.events.length);
    seen.push(...answer.events.map(({ seq }) => seq));
    ({ cursor } = answer);
  }
  expect(sizes).toEqual([500, 500, 201]);
  expect(seen).toEqual(Array.from({ length: 1201 }, (_, index) => index + 1));
});

test("R9.2-1 also where 600 come while it waits", async () => {
  const room = new FakeRoom((line) => {
    line.send(JSON.stringify(welcome({ head: 0 })));
    const events = Array.from({ length: 600 }, (_, index) => message(index + 1));
    line.send(JSON.stringify({ type: "events", events }));
  });
  const answer = await answerIn(await room.get("/api/rooms/fake/poll?since=e:0"));
  expect(answer.events).toHaveLength(500);
  expect(answer.cursor).toBe("e:500");
});

test("R2-4 a loop of polls hears a busy room whole: each event once, in order, and is not held back", async () => {
  const { deployment, room, ada, epoch, poll } = await scene("busy", "start");
  const bob = await deployment.join(room, await regular("Bob"));
  const heard: string[] = [];
  let cursor = `${epoch}:1`;
  const talking = (async () => {
    for (let said = 0; said < 36; said += 1) {
      await (said % 2 === 0 ? ada : bob).say(`${said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  let polls = 0;
  while (heard.length < 36) {
    const answer = await poll({ since: cursor }, { "cf-connecting-ip": "192.0.2.1" });
    heard.push(...texts(answer).map(String));
    ({ cursor } = answer);
    polls += 1;
  }
  await talking;
  expect(heard).toEqual(Array.from({ length: 36 }, (_, index) => `${index}`));
  expect(polls).toBeGreaterThan(12);
});

test("R9.2-5 short polls count as looking back does, and so do those without a good cursor", async () => {
  const { deployment, room, ask, epoch } = await scene("rates", "one");
  const statuses = async (count: number, query: Record<string, string>, headers: Record<string, string>) =>
    (await Promise.all(Array.from({ length: count }, () => ask(query, headers)))).map(({ status }) => status);
  const { token } = await deployment.guest("Bo");
  const asBo = { authorization: `Bearer ${token}` };
  expect((await statuses(10, { since: "0:0", waitMs: "0" }, asBo)).filter((status) => status === 200)).toHaveLength(10);
  const refused = await ask({}, asBo);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await problemIn(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await ask({ since: "nonsense" }, asBo)).status).toBe(429);
  // A patient one that knows where it stands goes on.
  expect((await ask({ since: "0:0" }, asBo)).status).toBe(200);
  // Another network is another asker; one that is not told is not counted.
  const network = { "cf-connecting-ip": "198.51.100.7" };
  expect(await statuses(12, { waitMs: "0" }, network)).toContain(429);
  expect(await statuses(12, { since: `${epoch}:1`, waitMs: "0" }, {})).not.toContain(429);
  const unlimited = new Deployment({ AUTH_SECRET: SECRET });
  expect((await unlimited.get(`/api/rooms/${room}/poll`, { "cf-connecting-ip": "203.0.113.9" })).status).toBe(200);
});

test("R9.2-4 pollers are in no roster, with or without a token: nobody is told that they come and go", async () => {
  const { deployment, room, ada, epoch, poll } = await scene("flicker", "one");
  const { token } = await deployment.guest("Bo");
  for (const headers of [{ authorization: `Bearer ${token}` }, {}]) {
    const waiting = poll({ since: `${epoch}:1`, waitMs: "400" }, headers);
    await expect.poll(() => sockets(room)).toBe(2);
    const members = await deployment.get(`/api/rooms/${room}/members`);
    expect(await members.json()).toMatchObject({ count: 1 });
    await waiting;
    await expect.poll(() => sockets(room)).toBe(1);
  }
  await ada.say("two");
  await ada.caughtUp();
  expect(ada.untaken("presence")).toEqual([]);
});

test("R9-11 a bad token is 401, a name that is none 400; no room is touched", async () => {
  const deployment = new Deployment();
  for (const { token, code } of await badTokens()) {
    const response = await deployment.get("/api/rooms/lobby/poll", { authorization: `Bearer ${token}` });
    expect(await problemIn(response)).toMatchObject({ status: 401, code });
  }
  expect(await problemIn(await deployment.get("/api/rooms/UPPER/poll"))).toMatchObject({ status: 400 });
  expect(deployment.touched).toEqual([]);
});

test("R9.2-2 what the room says against it, before or while it waits, is the status", async () => {
  const path = "/api/rooms/fake/poll?since=e:0";
  expect(await problemIn(await FakeRoom.refusing("banned", 4403).get(path))).toMatchObject({
    status: 403,
    code: "banned",
  });
  const kicking = new FakeRoom((line) => {
    line.send(JSON.stringify(welcome()));
    line.send(JSON.stringify({ type: "error", code: "kicked", message: "unable to stay; kicked" }));
    line.close(4403, "kicked");
  });
  expect(await problemIn(await kicking.get(path))).toMatchObject({ status: 403, code: "kicked" });
  const restarting = new FakeRoom((line) => {
    line.send(JSON.stringify(welcome()));
    line.close(1012, "");
  });
  expect(await problemIn(await restarting.get(path))).toMatchObject({
    status: 503,
    code: "overloaded",
    retryAfterMs: 2000,
  });
});

/** Sockets that the room's object holds, hidden ones too. */
function sockets(room: string): Promise<number> {
  return runInDurableObject(roomObject(room), (_room, state) => state.getWebSockets().length);
}

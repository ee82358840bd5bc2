// Any command over HTTP: its answer, or none; what needs a connection or is none is refused before a room hears of it.

import { expect, test } from "vitest";
import { Deployment, newId, newRoom, problemIn } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

async function caller() {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(DAY_MS, "Ada");
  const authorization = `Bearer ${token}`;
  const room = newRoom("commands");
  const path = `/api/rooms/${room}/commands`;
  const ask = (command: unknown, headers: Record<string, string> = {}) =>
    deployment.post(path, command, { authorization, ...headers });
  return { deployment, guest, token, authorization, room, path, ask };
}

test("R9-16 a durable command: 200 with its ack, also for a repeat, and one event", async () => {
  const { deployment, room, ask } = await caller();
  const bob = await deployment.join(room, { name: "Bob" });
  const send = { type: "send", id: newId(), text: "by command" };
  const first = await ask(send);
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("application/json");
  const ack = await first.json();
  expect(ack).toEqual({ type: "ack", id: send.id, seq: 1, at: expect.any(Number) });
  const again = await ask(send);
  expect([again.status, await again.json()]).toEqual([200, ack]);
  expect(await bob.texts()).toEqual(["by command"]);
  expect(await problemIn(await ask({ ...send, text: "other" }))).toMatchObject({ status: 409, code: "id_conflict" });
});

test("R9-16 commands of every kind pass without a route of their own", async () => {
  const { deployment, room, ask, guest } = await caller();
  const bob = await deployment.join(room, { name: "Bob" });
  await ask({ type: "send", id: newId(), text: "helo" });
  const kinds = [
    { type: "edit", id: newId(), message: 1, text: "hello" },
    { type: "react", id: newId(), message: 1, emoji: "👍", on: true },
    { type: "rename", id: newId(), name: "Ada L." },
    { type: "remove", id: newId(), message: 1 },
  ];
  for (const [index, command] of kinds.entries()) {
    const answer = await ask(command);
    expect(await answer.json(), command.type).toMatchObject({ type: "ack", id: command.id, seq: index + 2 });
  }
  expect(await bob.events(5)).toMatchObject([
    { kind: "message", by: { id: guest.id } },
    { kind: "edited", message: 1 },
    { kind: "reacted", emoji: "👍" },
    { kind: "member", action: "rename" },
    { kind: "removed", message: 1 },
  ]);
});

test("R9-16 history: 200 with the frame, data of any depth in it", async () => {
  const { ask } = await caller();
  const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
  await ask({ type: "send", id: newId(), text: "deep", data: deep });
  const answer = await ask({ type: "history", id: "look", limit: 1 });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ type: "history", id: "look", messages: [{ text: "deep" }], more: false });
});

test("R9-16 what has no answer: 204; a signal reaches those who listen", async () => {
  const { deployment, room, ask, guest } = await caller();
  const bob = await deployment.join(room, { name: "Bob" });
  const signal = await ask({ type: "signal", name: "knock", data: { times: 2 } });
  expect([signal.status, await signal.text()]).toEqual([204, ""]);
  expect(await bob.next("signal")).toMatchObject({ from: { id: guest.id }, name: "knock", data: { times: 2 } });
  for (const command of [
    { type: "typing", on: true },
    { type: "read", upTo: 0 },
    { type: "put", key: "score", value: 1 },
  ]) {
    expect((await ask(command)).status, command.type).toBe(204);
  }
});

test("R9-16 Idempotency-Key stands for the id; two at once are one", async () => {
  const { ask } = await caller();
  const key = newId();
  const headers = { "idempotency-key": key };
  const both = await Promise.all([
    ask({ type: "send", text: "once" }, headers),
    ask({ type: "send", text: "once" }, headers),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const [one, other] = await Promise.all(both.map((response) => response.json()));
  expect(one).toMatchObject({ type: "ack", id: key, seq: 1 });
  expect(other).toEqual(one);
  expect((await ask({ type: "typing", on: true }, headers)).status).toBe(204);
});

test("R9-16 the rate is the member's, over HTTP too: 429 with Retry-After", async () => {
  const { ask } = await caller();
  const all = await Promise.all(Array.from({ length: 40 }, () => ask({ type: "send", id: newId(), text: "too many" })));
  const refused = all.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const response of refused) {
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemIn(response)).toMatchObject({ status: 429, code: "rate_limited" });
  }
});

const BAD_COMMANDS: { what: string; body: unknown; headers?: Record<string, string>; code?: string }[] = [
  { what: "an array", body: [], code: "bad_frame" },
  { what: "an array under a key", body: [], headers: { "idempotency-key": "k" }, code: "bad_frame" },
  { what: "null", body: null, code: "bad_frame" },
  { what: "a string", body: "send", code: "bad_frame" },
  { what: "no type", body: { id: "a", text: "x" }, code: "bad_frame" },
  { what: "a type that is a number", body: { type: 1 }, code: "bad_frame" },
  { what: "a type of the prototype", body: { type: "constructor" }, code: "unknown_type" },
  { what: "a type that nobody knows", body: { type: "dance", id: "a" }, code: "unknown_type" },
  { what: "a durable command without an id", body: { type: "send", text: "x" } },
  { what: "an id outside the grammar", body: { type: "send", id: "a b", text: "x" } },
  { what: "a key outside the grammar", body: { type: "send", text: "x" }, headers: { "idempotency-key": "a b" } },
  { what: "a key that is not the id", body: { type: "send", id: "a", text: "x" }, headers: { "idempotency-key": "b" } },
  { what: "a broken field", body: { type: "react", id: "a", message: "1", emoji: "👍", on: true } },
  { what: "resume", body: { type: "resume", since: "0:0" } },
];

test.for(BAD_COMMANDS)("R9-16 $what is refused before the room hears of it", async ({ body, headers, code }) => {
  const { deployment, ask } = await caller();
  expect(await problemIn(await ask(body, headers))).toMatchObject({
    status: 400,
    code: code ?? "invalid",
    detail: expect.stringMatching(/^unable to .+; /),
  });
  expect(deployment.touched).toEqual([]);
});

test("R9-16 bodies: 415, 413 past a frame's size, bad_frame; and 401 without a session", async () => {
  const { deployment, path, authorization } = await caller();
  const post = (body: string, type = "application/json") =>
    deployment.fetch(path, { method: "POST", headers: { authorization, "content-type": type }, body });
  const padded = (bytes: number) => `{"type":"send","id":"pad","text":"x","pad":"${"a".repeat(bytes - 46)}"}`;
  expect(padded(131_073)).toHaveLength(131_073);
  expect(await problemIn(await post("{}", "text/plain"))).toMatchObject({ status: 415, code: "invalid" });
  expect(await problemIn(await post(padded(131_073)))).toMatchObject({ status: 413, code: "too_large" });
  expect(await problemIn(await post('{"type":'))).toMatchObject({ status: 400, code: "bad_frame" });
  expect(await problemIn(await post(""))).toMatchObject({ status: 400, code: "bad_frame" });
  expect(await problemIn(await deployment.post(path, { type: "typing", on: true }))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
  expect(deployment.touched).toEqual([]);
  expect((await post(padded(131_072))).status).toBe(200);
});

test("R4-1 8000 characters, each escaped as two surrogates, fit: 96,000 bytes and what stands around them", async () => {
  const { deployment, path, room, authorization } = await caller();
  const bob = await deployment.join(room, { name: "Bob" });
  const body = `{"type":"send","id":"long","text":"${"\\ud83d\\ude00".repeat(8000)}"}`;
  expect(body.length).toBeGreaterThan(96_000);
  const headers = { authorization, "content-type": "application/json" };
  expect((await deployment.fetch(path, { method: "POST", headers, body })).status).toBe(200);
  expect(await bob.texts()).toEqual(["😀".repeat(8000)]);
});

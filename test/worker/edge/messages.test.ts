// Messages over HTTP: sent once, read in pages, and every wrong body or query refused before a room hears of it.

import { expect, test } from "vitest";
import { Deployment, newId, newRoom, problemIn } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

async function sender() {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(DAY_MS, "Ada");
  const authorization = `Bearer ${token}`;
  const room = newRoom("messages");
  const path = `/api/rooms/${room}/messages`;
  return {
    deployment,
    guest,
    room,
    path,
    authorization,
    send: (body: unknown, headers: Record<string, string> = {}) =>
      deployment.post(path, body, { authorization, ...headers }),
  };
}

test("R9-10 a message: 201 with id, seq and time; it is in the room for all", async () => {
  const { deployment, guest, room, path, send } = await sender();
  const bob = await deployment.join(room, { name: "Bob" });
  const id = newId();
  const response = await send({ id, text: "Hello", data: { mood: "good" } });
  expect(response.status).toBe(201);
  const posted = await response.json();
  expect(posted).toEqual({ id, seq: 1, at: expect.any(Number) });
  expect(await bob.events()).toMatchObject([
    { seq: 1, id, text: "Hello", by: { id: guest.id, name: "Ada" }, data: { mood: "good" } },
  ]);
  const page = await deployment.get(path);
  expect(page.headers.get("content-type")).toBe("application/json");
  expect(await page.json()).toMatchObject({
    messages: [{ seq: 1, id, text: "Hello" }],
    more: false,
    head: 1,
    epoch: expect.any(String),
  });
});

test("R9-10 a repeat: 200, the same body, no second message", async () => {
  const { deployment, path, send } = await sender();
  const id = newId();
  const first = await send({ id, text: "once" });
  const again = await send({ id, text: "once" });
  const byKey = await send({ text: "once" }, { "idempotency-key": id });
  expect([first.status, again.status, byKey.status]).toEqual([201, 200, 200]);
  const body = await first.json();
  expect(await again.json()).toEqual(body);
  expect(await byKey.json()).toEqual(body);
  expect(await (await deployment.get(path)).json()).toMatchObject({ head: 1 });
});

test("R9-10 two of one Idempotency-Key at once: one event, one 201, one 200, one body", async () => {
  const { deployment, room, send } = await sender();
  const bob = await deployment.join(room, { name: "Bob" });
  const key = { "idempotency-key": newId() };
  const both = await Promise.all([send({ text: "twice" }, key), send({ text: "twice" }, key)]);
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 201]);
  const [one, other] = await Promise.all(both.map((response) => response.json()));
  expect(other).toEqual(one);
  await send({ text: "after" });
  expect(await bob.events(2)).toMatchObject([
    { seq: 1, text: "twice" },
    { seq: 2, text: "after" },
  ]);
});

test("R9-10 the same id with other text: 409", async () => {
  const { send } = await sender();
  const id = newId();
  await send({ id, text: "one" });
  expect(await problemIn(await send({ id, text: "two" }))).toMatchObject({ status: 409, code: "id_conflict" });
});

test("R9-10 Idempotency-Key stands for the id; both may come if they are the same", async () => {
  const { send } = await sender();
  const [one, two] = [newId(), newId()];
  expect(await (await send({ text: "a" }, { "idempotency-key": one })).json()).toMatchObject({ id: one });
  expect(await (await send({ id: two, text: "b" }, { "idempotency-key": two })).json()).toMatchObject({ id: two });
});

test("R9-10 without either the server makes an id, another for each request", async () => {
  const { send } = await sender();
  expect(await (await send({ text: "a" })).json()).toMatchObject({
    seq: 1,
    id: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
  });
  expect(await (await send({ text: "a" })).json()).toMatchObject({ seq: 2 });
});

const BAD_SENDS: { what: string; body: unknown; headers?: Record<string, string>; status?: number; code?: string }[] = [
  { what: "an array", body: [] },
  { what: "a number", body: 7 },
  { what: "null", body: null },
  { what: "a string", body: "hi" },
  { what: "no text", body: {} },
  { what: "text that is a number", body: { text: 1 } },
  { what: "empty text", body: { text: "" } },
  { what: "8,001 characters", body: { text: "a".repeat(8001) }, status: 413, code: "too_large" },
  { what: "U+0000", body: { text: "a\u0000b" } },
  { what: "an unpaired surrogate", body: { text: "a\uD800b" } },
  { what: "another type", body: { type: "rename", name: "Eve", text: "x" } },
  { what: "an id outside the grammar", body: { id: "a b", text: "x" } },
  { what: "an empty id", body: { id: "", text: "x" } },
  { what: "an id of 65 characters", body: { id: "a".repeat(65), text: "x" } },
  { what: "a replyTo that is no seq", body: { text: "x", replyTo: 0 } },
  { what: "a replyTo that is text", body: { text: "x", replyTo: "1" } },
  { what: "4,097 bytes of data", body: { text: "x", data: "a".repeat(4095) }, status: 413, code: "too_large" },
  { what: "an Idempotency-Key outside the grammar", body: { text: "x" }, headers: { "idempotency-key": "a b" } },
  { what: "an empty Idempotency-Key", body: { text: "x" }, headers: { "idempotency-key": "" } },
  { what: "an Idempotency-Key of 65 characters", body: { text: "x" }, headers: { "idempotency-key": "a".repeat(65) } },
  {
    what: "an Idempotency-Key that is not the id",
    body: { id: "one", text: "x" },
    headers: { "idempotency-key": "two" },
  },
];

test.for(BAD_SENDS)(
  "R9-10 $what is refused before the room hears of it",
  async ({ body, headers, status = 400, code = "invalid" }) => {
    const { deployment, send } = await sender();
    expect(await problemIn(await send(body, headers))).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(
        headers === undefined ? /^unable to / : /^unable to send message; Idempotency-Key /,
      ),
    });
    expect(deployment.touched).toEqual([]);
  },
);

const BAD_BODIES: { what: string; body: string | Uint8Array; type?: string; status: number; code: string }[] = [
  { what: "broken JSON", body: '{"text":', status: 400, code: "bad_frame" },
  { what: "bytes that are no UTF-8", body: new Uint8Array([0x22, 0xff, 0x22]), status: 400, code: "bad_frame" },
  { what: "30,000 nested brackets", body: "[".repeat(30_000), status: 400, code: "bad_frame" },
  { what: "30,000 nested arrays", body: `${"[".repeat(30_000)}${"]".repeat(30_000)}`, status: 400, code: "invalid" },
  { what: "text/plain", body: '{"text":"x"}', type: "text/plain", status: 415, code: "invalid" },
  { what: "a form", body: "text=x", type: "application/x-www-form-urlencoded", status: 415, code: "invalid" },
  {
    what: "JSON under a name that only contains it",
    body: '{"text":"x"}',
    type: "text/plain; a=application/json",
    status: 415,
    code: "invalid",
  },
  { what: "no type", body: '{"text":"x"}', type: "", status: 415, code: "invalid" },
  { what: "131,073 bytes", body: `{"text":"${"a".repeat(131_073 - 11)}"}`, status: 413, code: "too_large" },
  {
    what: "131,073 bytes of 3-byte characters",
    body: `{"text":"${"€".repeat(43_687)}"}`,
    status: 413,
    code: "too_large",
  },
];

test.for(BAD_BODIES)("R9-1 a body of $what: $status", async ({ body, type = "application/json", status, code }) => {
  const { deployment, path, authorization } = await sender();
  const headers = { authorization, "content-type": type };
  expect(await problemIn(await deployment.fetch(path, { method: "POST", headers, body }))).toMatchObject({
    status,
    code,
  });
  expect(deployment.touched).toEqual([]);
});

test("R9-1 a body may have 131,072 bytes", async () => {
  const { deployment, path, authorization } = await sender();
  const init = { method: "POST", headers: { authorization, "content-type": "application/json" } };
  const body = '{"text":"x"}'.padEnd(131_072);
  expect((await deployment.fetch(path, { ...init, body })).status).toBe(201);
  expect((await deployment.fetch(path, { ...init, body: `${body} ` })).status).toBe(413);
});

test("R9-1 a body is cut off at the limit, whatever length it announces or does not", async () => {
  const { deployment, path, authorization } = await sender();
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  const init = { method: "POST", headers: { authorization, "content-type": "application/json" }, body: endless };
  expect(await problemIn(await deployment.fetch(path, init))).toMatchObject({ status: 413, code: "too_large" });
  expect(given).toBeLessThan(10);
});

test("R9-1 application/json may carry a charset, in any case", async () => {
  const { send } = await sender();
  expect((await send({ text: "x" }, { "content-type": "Application/JSON; charset=utf-8" })).status).toBe(201);
});

test("R9-1 __proto__ in a body is a field like any other that is not known", async () => {
  const { deployment, path, authorization } = await sender();
  const body = '{"text":"x","__proto__":{"id":"polluted","admin":true},"constructor":{"prototype":{"admin":true}}}';
  const headers = { authorization, "content-type": "application/json" };
  const response = await deployment.fetch(path, { method: "POST", headers, body });
  expect(response.status).toBe(201);
  expect(await response.json()).not.toMatchObject({ id: "polluted" });
  expect(Object.prototype).not.toHaveProperty("admin");
});

test("R9-10 without a session: 401", async () => {
  const { deployment, path } = await sender();
  expect(await problemIn(await deployment.post(path, { text: "x" }))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
  expect(deployment.touched).toEqual([]);
});

const BAD_NUMBERS = [
  "0",
  "101",
  "-1",
  "1e9",
  "1e1",
  "abc",
  "",
  " 5",
  "5 ",
  "+5",
  "05",
  "5.0",
  "5.5",
  "0x10",
  "NaN",
  "Infinity",
  "9007199254740993",
  "5&limit=6",
];

test.for(BAD_NUMBERS)("R9-9 limit=%s is invalid", async (limit) => {
  const { deployment, path } = await sender();
  const query = limit.includes("&") ? limit : encodeURIComponent(limit);
  expect(await problemIn(await deployment.get(`${path}?limit=${query}`))).toMatchObject({
    status: 400,
    code: "invalid",
  });
  expect(deployment.touched).toEqual([]);
});

test.for(["before=0", "before=-1", "before=x", "after=-1", "after=1.5", "thread=0", "thread=", "before=1&after=1"])(
  "R9-9 %s is invalid",
  async (query) => {
    const { deployment, path } = await sender();
    expect(await problemIn(await deployment.get(`${path}?${query}`))).toMatchObject({ status: 400, code: "invalid" });
    expect(deployment.touched).toEqual([]);
  },
);

test("R9-9 pages go both ways, without a session and making no guest", async () => {
  const { deployment, path, send } = await sender();
  for (const text of ["one", "two", "three"]) await send({ text });
  const page = async (query: string) => (await deployment.get(`${path}?${query}`)).json();
  expect(await page("limit=2")).toMatchObject({
    messages: [{ text: "two" }, { text: "three" }],
    more: true,
    head: 3,
    mine: {},
  });
  expect(await page("before=2&limit=100")).toMatchObject({ messages: [{ text: "one" }], more: false });
  expect(await page("after=0&limit=1")).toMatchObject({ messages: [{ text: "one" }], more: true });
  expect((await deployment.get(path)).headers.get("set-cookie")).toBeNull();
});

test("R9-8 a room: settings, epoch, head, how many are here; R9-11 and who", async () => {
  const { deployment, room, send } = await sender();
  expect(await (await deployment.get(`/api/rooms/${room}`)).json()).toMatchObject({
    name: room,
    visibility: "unlisted",
    guests: true,
    epoch: "0",
    head: 0,
    members: 0,
  });
  await send({ text: "x" });
  const bob = await deployment.join(room, { name: "Bob" });
  expect(await (await deployment.get(`/api/rooms/${room}`)).json()).toMatchObject({ head: 1, members: 1 });
  expect(await (await deployment.get(`/api/rooms/${room}/members`)).json()).toEqual({
    count: 1,
    complete: true,
    list: [{ id: bob.id, name: "Bob", role: "member" }],
  });
});

// Values over HTTP: put under a key, read by anybody, and every wrong key or value refused before the room hears of it.

import { expect, test } from "vitest";
import { Deployment, newRoom, problemIn } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

async function gauge() {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(0, "Ada");
  const authorization = `Bearer ${token}`;
  const path = `/api/rooms/${newRoom("values")}/values`;
  const put = (key: string, body: string, headers: Record<string, string> = {}) =>
    deployment.fetch(`${path}/${key}`, {
      method: "PUT",
      headers: { authorization, "content-type": "application/json", ...headers },
      body,
    });
  const read = async () => (await deployment.get(path)).json();
  // Values are kept while anybody is connected; and somebody looks on.
  const bob = await deployment.join(path.split("/")[3], { name: "Bob" });
  deployment.touched.length = 0;
  return { deployment, guest, authorization, path, put, read, bob };
}

test("R9-17 a value: 204, seen by those who are here and by GET; null clears it", async () => {
  const { guest, put, read, bob } = await gauge();
  expect((await put("score", '{"home":2,"away":[1]}')).status).toBe(204);
  const score = { value: { home: 2, away: [1] }, at: expect.any(Number), by: { id: guest.id, name: "Ada" } };
  expect(await bob.next("values")).toMatchObject({ values: { score } });
  expect(await read()).toEqual({ values: { score } });
  expect((await put("score", "null")).status).toBe(204);
  expect(await bob.next("values")).toMatchObject({ values: { score: { value: null } } });
  expect(await read()).toEqual({ values: {} });
});

test("R9-17 values of every form, under keys of every form", async () => {
  const { put, read } = await gauge();
  const values: [key: string, part: string, body: string][] = [
    ["a", "a", "0"],
    ["zoneA:temp.1_x-y", "zoneA:temp.1_x-y", "false"],
    ["zoneB:temp", "zoneB%3Atemp", '""'],
    ["z".repeat(64), "z".repeat(64), "[]"],
  ];
  for (const [, part, body] of values) expect((await put(part, body)).status, part).toBe(204);
  expect(await read()).toMatchObject({
    values: Object.fromEntries(values.map(([key, , body]) => [key, { value: JSON.parse(body) }])),
  });
});

test("R9-17 a room where nobody put anything has none, and looking makes nothing", async () => {
  const deployment = new Deployment();
  const room = newRoom("no-values");
  const response = await deployment.get(`/api/rooms/${room}/values`);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ values: {} });
  expect(await (await deployment.get(`/api/rooms/${room}`)).json()).toMatchObject({ epoch: "0", head: 0 });
});

const BAD_PUTS: { what: string; key?: string; body: string; type?: string; status?: number; code?: string }[] = [
  { what: "a key with a capital first", key: "Score", body: "1" },
  { what: "a key with a digit first", key: "1a", body: "1" },
  { what: "a key of 65 characters", key: "a".repeat(65), body: "1" },
  { what: "a key with a space", key: "a%20b", body: "1" },
  { what: "a key with a slash inside", key: "a%2Fb", body: "1" },
  { what: "a key with a U+0000", key: "a%00", body: "1" },
  { what: "a key that is no encoding of anything", key: "a%ff", body: "1" },
  { what: "a key with a loose %", key: "a%", body: "1" },
  { what: "__proto__", key: "__proto__", body: "1" },
  { what: "no body", body: "" },
  { what: "broken JSON", body: "{", code: "bad_frame" },
  { what: "4,097 bytes", body: JSON.stringify("a".repeat(4095)), status: 413, code: "too_large" },
  { what: "64 KiB and one byte", body: JSON.stringify("a".repeat(65_535)), status: 413, code: "too_large" },
  { what: "text/plain", body: "1", type: "text/plain", status: 415 },
];

test.for(BAD_PUTS)(
  "R9-17 $what is refused before the room hears of it",
  async ({ key = "score", body, type = "application/json", status = 400, code = "invalid" }) => {
    const { deployment, put } = await gauge();
    expect(await problemIn(await put(key, body, { "content-type": type }))).toMatchObject({ status, code });
    expect(deployment.touched).toEqual([]);
  },
);

test("R9-17 without a session nobody puts, and anybody reads", async () => {
  const { deployment, path } = await gauge();
  const headers = { "content-type": "application/json" };
  expect(await problemIn(await deployment.fetch(`${path}/score`, { method: "PUT", headers, body: "1" }))).toMatchObject(
    { status: 401, code: "unauthenticated" },
  );
  expect(deployment.touched).toEqual([]);
  expect((await deployment.get(path)).status).toBe(200);
  expect((await deployment.get(path, { authorization: "Bearer forged" })).status).toBe(401);
});

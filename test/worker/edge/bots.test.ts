// Incoming webhooks: a bot speaks by its secret, under its name, and by nothing else.

import { expect, test } from "vitest";
import * as v from "valibot";
import { Deployment, newRoom, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const botSchema = v.strictObject({ id: v.string(), secret: v.string(), url: v.string() });

async function ownRoom() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  const { token } = await guestAged(0, "Ada");
  const headers = { authorization: `Bearer ${token}` };
  const room = newRoom("bots");
  await deployment.post("/api/rooms", { name: room }, headers);
  const path = `/api/rooms/${room}/bots`;
  const bot = async (wish: object = { name: "Build" }) => {
    const made = await deployment.post(path, wish, headers);
    expect(made.status).toBe(201);
    return v.parse(botSchema, await made.json());
  };
  const speak = ({ url, secret }: { url: string; secret: string }, body: unknown, more: Record<string, string> = {}) =>
    deployment.post(new URL(url).pathname, body, { authorization: `Bearer ${secret}`, ...more });
  return { deployment, token, headers, room, path, bot, speak };
}

test("R9-21 a bot's message bears its name, and a repeat of an id is one", async () => {
  const { deployment, token, room, bot, speak } = await ownRoom();
  const ada = await deployment.join(room, { token });
  const build = await bot();
  expect((await speak(build, { text: "green", id: "run-1" })).status).toBe(201);
  expect((await speak(build, { text: "green" }, { "idempotency-key": "run-1" })).status).toBe(200);
  expect(await ada.events()).toEqual([
    expect.objectContaining({ kind: "message", text: "green", by: { id: `b_${build.id}`, name: "Build" } }),
  ]);
  expect(await problemIn(await speak(build, { text: "" }))).toMatchObject({ status: 400, code: "invalid" });
  expect(await problemIn(await speak(build, { text: "other", id: "run-1" }))).toMatchObject({ status: 409 });
});

test("R9-21 wrong ids and wrong secrets are refused alike, and the address counts only where the owner allowed it", async () => {
  const { deployment, room, bot, speak } = await ownRoom();
  const build = await bot();
  const wrong = await problemIn(await speak({ ...build, secret: "wrong" }, { text: "hi" }));
  expect(wrong).toMatchObject({ status: 401, code: "unauthenticated" });
  const unknown = { url: `http://x/api/bots/${room}/nobody`, secret: build.secret };
  expect(await problemIn(await speak(unknown, { text: "hi" }))).toEqual(wrong);
  expect(await problemIn(await deployment.post(`/api/bots/${room}/${build.id}`, { text: "hi" }))).toMatchObject({
    status: 401,
  });
  const inPath = (id: string, secret: string) => deployment.post(`/api/bots/${room}/${id}/${secret}`, { text: "hi" });
  expect(await problemIn(await inPath(build.id, build.secret))).toEqual(wrong);

  const doorbell = await bot({ name: "Doorbell", inUrl: true });
  expect(doorbell.url).toContain(`/api/bots/${room}/${doorbell.id}/${doorbell.secret}`);
  expect((await inPath(doorbell.id, doorbell.secret)).status).toBe(201);
  expect(JSON.stringify(await (await deployment.get(`/api/bots/${room}/${doorbell.id}`)).json())).not.toContain(
    doorbell.secret,
  );
});

test("R9-21 a rotated secret is the only one, and a removed bot is silent", async () => {
  const { deployment, headers, path, bot, speak } = await ownRoom();
  const build = await bot();
  const rotated = await deployment.post(`${path}/${build.id}/secret`, {}, headers);
  const fresh = v.parse(botSchema, await rotated.json());
  expect((await speak(build, { text: "old" })).status).toBe(401);
  expect((await speak(fresh, { text: "new" })).status).toBe(201);
  const listed = JSON.stringify(await (await deployment.get(path, headers)).json());
  expect(listed).toContain(build.id);
  expect(listed).not.toContain(fresh.secret);
  expect((await deployment.fetch(`${path}/${build.id}`, { method: "DELETE", headers })).status).toBe(204);
  expect((await speak(fresh, { text: "gone" })).status).toBe(401);
});

test("R9-21 owners alone make bots, and a bot is limited and banned like anybody", async () => {
  const { deployment, headers, room, path, bot, speak } = await ownRoom();
  const { token } = await guestAged(0, "Eve");
  const eve = { authorization: `Bearer ${token}` };
  expect(await problemIn(await deployment.post(path, { name: "Build" }, eve))).toMatchObject({ status: 403 });
  expect(await problemIn(await deployment.post(path, { name: "\u202Ebad" }, headers))).toMatchObject({ status: 400 });
  const build = await bot();
  const flood = await Promise.all(Array.from({ length: 40 }, (_, index) => speak(build, { text: `m${index}` })));
  // A burst of 20, and the 5 that come back in each second that the machine needs.
  const said = flood.filter(({ status }) => status === 201).length;
  expect(said).toBeGreaterThanOrEqual(20);
  expect(said).toBeLessThan(40);
  expect(flood.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("1");
  const ban = { type: "moderate", id: "b1", action: "ban", member: `b_${build.id}` };
  expect((await deployment.post(`/api/rooms/${room}/commands`, ban, headers)).status).toBe(200);
  expect(await problemIn(await speak(build, { text: "again" }))).toMatchObject({ status: 403, code: "banned" });
});

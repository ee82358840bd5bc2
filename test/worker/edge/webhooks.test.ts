// Outgoing webhooks: signed, in order, tried again, given up after a day; and none that leads inside a network.

import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as v from "valibot";
import { Deployment, newRoom, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const HOOK = "https://hooks.example/in";

type Delivery = { readonly url: string; readonly headers: Headers; readonly body: string };

/** The outside world: what was sent there, and what it answers. */
class World {
  readonly deliveries: Delivery[] = [];
  answer: () => Response = () => new Response("ok");

  constructor() {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      expect(request.redirect).toBe("manual");
      this.deliveries.push({ url: request.url, headers: request.headers, body: await request.text() });
      return this.answer();
    });
  }

  /** Takes what came since the last look, as the seqs of the events. */
  take(): number[] {
    return this.deliveries.splice(0).map(({ body }) => {
      const { event } = v.parse(v.object({ event: v.object({ seq: v.number() }) }), JSON.parse(body));
      return event.seq;
    });
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function ownRoom() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const { token } = await guestAged(0, "Ada");
  const headers = { authorization: `Bearer ${token}` };
  const room = newRoom("hooked");
  expect((await deployment.post("/api/rooms", { name: room }, headers)).status).toBe(201);
  const object = env.ROOM.getByName(room);
  const path = `/api/rooms/${room}/webhooks`;
  const say = async (text: string) => {
    expect((await deployment.post(`/api/rooms/${room}/messages`, { text }, headers)).status).toBe(201);
  };
  const hook = async (wish: object = { url: HOOK }) => {
    const made = await deployment.post(path, wish, headers);
    expect(made.status).toBe(201);
    return v.parse(v.strictObject({ id: v.string(), secret: v.string() }), await made.json());
  };
  const list = async () =>
    v.parse(
      v.object({ webhooks: v.array(v.looseObject({ id: v.string(), seq: v.number(), attempts: v.number() })) }),
      await (await deployment.get(path, headers)).json(),
    ).webhooks;
  return { deployment, headers, room, object, path, say, hook, list };
}

async function isSigned({ headers, body }: Delivery, secret: string): Promise<boolean> {
  const raw = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const [version, signature = ""] = (headers.get("webhook-signature") ?? "").split(",");
  const key = await crypto.subtle.importKey(
    "raw",
    raw(secret.replace("whsec_", "")),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signed = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  return version === "v1" && crypto.subtle.verify("HMAC", key, raw(signature), new TextEncoder().encode(signed));
}

test("R9-20 events after it was made are delivered in order, each signed, with the cursor as id", async () => {
  const world = new World();
  const { object, room, say, hook, list } = await ownRoom();
  await say("before");
  const { secret, id } = await hook();
  for (const text of ["one", "two", "three"]) await say(text);
  expect(await runDurableObjectAlarm(object)).toBe(true);
  const [first] = world.deliveries;
  if (first === undefined) throw new Error("nothing was delivered");
  expect(first.url).toBe(HOOK);
  expect(JSON.parse(first.body)).toMatchObject({ room, event: { seq: 4, kind: "message", text: "one" } });
  expect(first.headers.get("webhook-id")).toMatch(/^[0-9a-f]{32}:4$/);
  expect(Math.abs(Number(first.headers.get("webhook-timestamp")) - Date.now() / 1000)).toBeLessThan(10);
  expect(await isSigned(first, secret)).toBe(true);
  expect(await isSigned({ ...first, body: first.body.replace("one", "won") }, secret)).toBe(false);
  expect(world.take()).toEqual([4, 5, 6]);
  expect(await list()).toEqual([expect.objectContaining({ id, seq: 6, attempts: 0 })]);
  expect(await runDurableObjectAlarm(object)).toBe(false);
});

test("R9-20 one that fails is tried again with the same event, over a sleep, and nothing overtakes it", async () => {
  const world = new World();
  const { object, say, hook, list } = await ownRoom();
  await hook();
  await say("one");
  await say("two");
  world.answer = () => new Response("no", { status: 500 });
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([3]);
  expect(await list()).toEqual([expect.objectContaining({ seq: 2, attempts: 1 })]);
  // Before its time it is not tried.
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([]);
  await runInDurableObject(object, (_room, { storage }) => {
    storage.sql.exec("UPDATE webhooks SET next_at = 1");
  });
  await evictDurableObject(object, { webSockets: "hibernate" });
  world.answer = () => new Response("ok");
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([3, 4]);
});

test("R9-20 a redirect and a broken connection are failures", async () => {
  const world = new World();
  const { object, say, hook, list } = await ownRoom();
  await hook();
  await say("one");
  world.answer = () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
  await runDurableObjectAlarm(object);
  expect(world.deliveries.map(({ url }) => url)).toEqual([HOOK]);
  expect(await list()).toEqual([expect.objectContaining({ seq: 2, attempts: 1 })]);
});

test("R9-20 one that is gone is switched off, and the room is told by its host alone", async () => {
  const world = new World();
  const { deployment, headers, room, object, say, hook, list } = await ownRoom();
  await hook({ url: `${HOOK}?key=very-secret` });
  await say("one");
  world.answer = () => new Response(null, { status: 410 });
  await runDurableObjectAlarm(object);
  expect(await list()).toEqual([expect.objectContaining({ switchedOffAt: expect.any(Number) })]);
  const { messages } = v.parse(
    v.object({ messages: v.array(v.looseObject({ text: v.string() })) }),
    await (await deployment.get(`/api/rooms/${room}/messages?limit=1`, headers)).json(),
  );
  expect(messages[0]).toMatchObject({ by: { id: "s_hubbub", name: "Hubbub" } });
  expect(messages[0]?.text).toContain("hooks.example");
  expect(messages[0]?.text).not.toContain("very-secret");
  world.take();
  await say("two");
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([]);
});

test("R9-20 only the kinds that were asked for are delivered", async () => {
  const world = new World();
  const { deployment, headers, room, object, say, hook } = await ownRoom();
  await hook({ url: HOOK, kinds: ["configured"] });
  await say("one");
  const configure = { type: "configure", id: "c1", topic: "Tea" };
  expect((await deployment.post(`/api/rooms/${room}/commands`, configure, headers)).status).toBe(200);
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([4]);
});

test("R9-20 owners alone make, see and remove webhooks; wrong addresses are refused and nothing is kept", async () => {
  const world = new World();
  const { deployment, headers, path, object, say, hook, list } = await ownRoom();
  for (const url of [
    "http://hooks.example/",
    "https://127.0.0.1/",
    "https://169.254.169.254/",
    "https://[::ffff:7f00:1]/",
    "https://0x7f.1/",
    "https://localhost./",
    "https://hooks.example:8443/",
    "nonsense",
  ]) {
    expect(await problemIn(await deployment.post(path, { url }, headers))).toMatchObject({
      status: 400,
      code: "invalid",
    });
  }
  expect(await problemIn(await deployment.post(path, { url: HOOK, kinds: [] }, headers))).toMatchObject({
    status: 400,
  });
  expect(await problemIn(await deployment.post(path, { url: HOOK, kinds: ["secrets"] }, headers))).toMatchObject({
    status: 400,
  });
  const { token } = await guestAged(0, "Eve");
  const eve = { authorization: `Bearer ${token}` };
  expect(await problemIn(await deployment.post(path, { url: HOOK }, eve))).toMatchObject({
    status: 403,
    code: "forbidden",
  });
  expect(await problemIn(await deployment.get(path, eve))).toMatchObject({ status: 403 });
  expect(await problemIn(await deployment.post(path, { url: HOOK }))).toMatchObject({ status: 401 });
  expect(await list()).toEqual([]);

  const { id, secret } = await hook();
  expect(JSON.stringify(await list())).not.toContain(secret);
  const remove = () => deployment.fetch(`${path}/${id}`, { method: "DELETE", headers });
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
  await say("one");
  await runDurableObjectAlarm(object);
  expect(world.take()).toEqual([]);
  for (let index = 0; index < 5; index += 1) await hook();
  expect(await problemIn(await deployment.post(path, { url: HOOK }, headers))).toMatchObject({
    status: 413,
    code: "too_large",
  });
});

// Rooms made and listed over HTTP: who may, under which names, how often; and every wrong wish refused before a room hears of it.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import * as v from "valibot";
import { Deployment, LOCAL_ORIGIN, newRoom, OWN_ORIGIN, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const SECRET_NAME = /^p-[a-z0-9]{26}$/;
const madeSchema = v.strictObject({ name: v.string(), url: v.string() });

async function founder(variables: ConstructorParameters<typeof Deployment>[0] = { AUTH_SECRET: SECRET }) {
  const deployment = new Deployment(variables);
  const { guest, token } = await guestAged(0, "Ada");
  const authorization = `Bearer ${token}`;
  const make = (body: unknown, headers: Record<string, string> = {}) =>
    deployment.post("/api/rooms", body, { authorization, ...headers });
  return { deployment, guest, token, authorization, make };
}

const parse = (line: string): unknown => JSON.parse(line);

async function madeIn(response: Response) {
  expect(response.status).toBe(201);
  return v.parse(madeSchema, await response.json());
}

test("R9-14 a room under a chosen name: 201, its address; the maker owns it, and it is unlisted", async () => {
  const { deployment, guest, token, make } = await founder();
  const name = newRoom("made");
  expect(await madeIn(await make({ name, title: "  Tea at five  " }))).toEqual({
    name,
    url: `${OWN_ORIGIN}/r/${name}`,
  });
  const ada = await deployment.join(name, { token });
  expect(ada.welcome).toMatchObject({
    room: { name, title: "Tea at five", visibility: "unlisted", guests: true },
    head: 2,
    you: { id: guest.id, role: "owner" },
  });
  expect((await deployment.join(name, { name: "Bob" })).welcome.you.role).toBe("member");
});

test("R10-5 making a room writes configured and the owner's role, and nothing else", async () => {
  const { deployment, guest, authorization, make } = await founder();
  const name = newRoom("two-events");
  await make({ name, visibility: "public" });
  const lines = await (await deployment.get(`/api/rooms/${name}/export`, { authorization })).bytes();
  expect(new TextDecoder().decode(lines).trimEnd().split("\n").map(parse)).toEqual([
    expect.objectContaining({ seq: 1, kind: "configured", visibility: "public", by: { id: guest.id, name: "Ada" } }),
    expect.objectContaining({
      seq: 2,
      kind: "member",
      action: "role",
      role: "owner",
      member: { id: guest.id, name: "Ada" },
    }),
  ]);
});

test.for([{}, { title: "Ours" }, { visibility: "unlisted" }, { visibility: "private" }, undefined])(
  "R10-4 asked for with %o, the server gives a name that nobody can guess",
  async (body) => {
    const { deployment, authorization } = await founder();
    const headers = { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const init = { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const { name, url } = await madeIn(await deployment.fetch("/api/rooms", init));
    expect(name).toMatch(SECRET_NAME);
    expect(url).toBe(`${OWN_ORIGIN}/r/${name}`);
    expect(await (await deployment.get(`/api/rooms/${name}`, { authorization })).json()).toMatchObject({ head: 2 });
  },
);

test("R10-4 a private room is there for its owner; to all others it looks like one that nobody made", async () => {
  const { deployment, authorization, make } = await founder();
  const { name } = await madeIn(await make({ visibility: "private" }));
  const unmade = `p-${"a".repeat(26)}`;
  const { token } = await guestAged(0, "Eve");
  const strangers: Record<string, string>[] = [{}, { authorization: `Bearer ${token}` }];
  for (const path of ["", "/messages", "/members", "/values"]) {
    expect((await deployment.get(`/api/rooms/${name}${path}`, { authorization })).status, path).toBe(200);
    for (const headers of strangers) {
      const [hidden, absent] = [
        await problemIn(await deployment.get(`/api/rooms/${name}${path}`, headers)),
        await problemIn(await deployment.get(`/api/rooms/${unmade}${path}`, headers)),
      ];
      expect(hidden, path).toMatchObject({ status: 404, code: "not_found" });
      expect(hidden, path).toEqual(absent);
    }
  }
});

test("R9-14 the address is the page's own, also where TLS ends in front of the Worker", async () => {
  const { token } = await guestAged(0);
  const tunnel = new Deployment({ AUTH_SECRET: SECRET }, "http://quiet-fox.tunnel.example");
  const local = new Deployment({ AUTH_SECRET: SECRET }, LOCAL_ORIGIN);
  const authorization = `Bearer ${token}`;
  const asked: [Deployment, Record<string, string>, string][] = [
    [tunnel, { origin: "https://quiet-fox.tunnel.example" }, "https://quiet-fox.tunnel.example"],
    [tunnel, {}, "http://quiet-fox.tunnel.example"],
    [local, { origin: "http://localhost:5173" }, LOCAL_ORIGIN],
  ];
  for (const [deployment, headers, origin] of asked) {
    const { name, url } = await madeIn(await deployment.post("/api/rooms", {}, { authorization, ...headers }));
    expect(url).toBe(`${origin}/r/${name}`);
  }
});

test("R9-14 a name is given once: the lobby, a room with a log, one with somebody in it are taken", async () => {
  const { deployment, authorization, make } = await founder();
  const [made, talkedIn, entered] = [newRoom("made"), newRoom("talked-in"), newRoom("entered")];
  await make({ name: made });
  await deployment.post(`/api/rooms/${talkedIn}/messages`, { text: "hello" }, { authorization });
  await deployment.join(entered, { name: "Bob" });
  for (const name of ["lobby", made, talkedIn, entered]) {
    expect(await problemIn(await make({ name })), name).toMatchObject({ status: 409, code: "taken" });
  }
  expect(await (await deployment.get(`/api/rooms/${entered}`)).json()).toMatchObject({ epoch: "0", head: 0 });
  expect(await (await deployment.get(`/api/rooms/${talkedIn}`)).json()).toMatchObject({ head: 1 });
});

test("R9-14 two who want one name at once: one gets it, the other is told that it is taken", async () => {
  const { deployment, make } = await founder();
  const { token } = await guestAged(0, "Bob");
  const name = newRoom("race");
  const both = await Promise.all([
    make({ name }),
    deployment.post("/api/rooms", { name }, { authorization: `Bearer ${token}` }),
  ]);
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
});

const BAD_WISHES: { what: string; body: unknown; status?: number; code?: string }[] = [
  { what: "an array", body: [] },
  { what: "null", body: null },
  { what: "a string", body: "room" },
  { what: "a name with capitals", body: { name: "Room" } },
  { what: "an empty name", body: { name: "" } },
  { what: "a name of 65 characters", body: { name: "a".repeat(65) } },
  { what: "a name with - at its end", body: { name: "room-" } },
  { what: "a name that is a path", body: { name: "../lobby" } },
  { what: "a name that is a number", body: { name: 7 } },
  { what: "a name that is null", body: { name: null } },
  { what: "a name that only the server gives", body: { name: `p-${"a".repeat(26)}` } },
  { what: "a longer one", body: { name: `p-${"0".repeat(40)}` } },
  { what: "a name that begins as those do", body: { name: `p-${"a".repeat(26)}-team` } },
  { what: "private with a chosen name", body: { name: "chosen", visibility: "private" } },
  { what: "a visibility that does not exist", body: { visibility: "secret" } },
  { what: "an empty title", body: { title: "" } },
  { what: "a title of spaces", body: { title: "   " } },
  { what: "a title of two lines", body: { title: "one\ntwo" } },
  { what: "a title with a bidi override", body: { title: "a\u202Eb" } },
  { what: "a title with an unpaired surrogate", body: { title: "a\uD800" } },
  { what: "a title of 81 characters", body: { title: "a".repeat(81) }, status: 413, code: "too_large" },
  { what: "64 KiB and one byte", body: { title: "a".repeat(65_537 - 12) }, status: 413, code: "too_large" },
];

test.for(BAD_WISHES)("R9-14 $what is refused before a room hears of it", async ({ body, status = 400, code }) => {
  const { deployment, make } = await founder();
  expect(await problemIn(await make(body))).toMatchObject({
    status,
    code: code ?? "invalid",
    detail: expect.stringMatching(/^unable to make room; /),
  });
  expect(deployment.touched).toEqual([]);
});

test("R9-1 a body of another type: 415; no JSON: bad_frame", async () => {
  const { deployment, authorization } = await founder();
  const post = (body: string, type: string) =>
    deployment.fetch("/api/rooms", { method: "POST", headers: { authorization, "content-type": type }, body });
  expect(await problemIn(await post('{"name":"x"}', "text/plain"))).toMatchObject({ status: 415, code: "invalid" });
  expect(await problemIn(await post("{", "application/json"))).toMatchObject({ status: 400, code: "bad_frame" });
  expect(deployment.touched).toEqual([]);
});

test("R9-14 without a session: 401; a bad one: 401; and no room is touched", async () => {
  const { deployment } = await founder();
  expect(await problemIn(await deployment.post("/api/rooms", {}))).toMatchObject({ code: "unauthenticated" });
  expect(await problemIn(await deployment.post("/api/rooms", {}, { authorization: "Bearer forged" }))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
  expect(deployment.touched).toEqual([]);
});

const FROM_HOME = { "cf-connecting-ip": "203.0.113.7" };

test("R10-6 ten rooms an hour for one network: then 429 with Retry-After; another network is free", async () => {
  const { make } = await founder();
  for (let made = 0; made < 10; made += 1) expect((await make({}, FROM_HOME)).status).toBe(201);
  const refused = await make({}, { "cf-connecting-ip": "203.0.113.99" });
  const retryAfter = Number(refused.headers.get("retry-after"));
  expect(retryAfter).toBeGreaterThan(3590);
  expect(retryAfter).toBeLessThanOrEqual(3600);
  expect(await problemIn(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await make({}, { "cf-connecting-ip": "198.51.100.7" })).status).toBe(201);
});

test("R10-6 a wish that came to nothing does not count", async () => {
  const { deployment, make } = await founder();
  for (let tries = 0; tries < 12; tries += 1) {
    expect((await make({ name: "lobby" }, FROM_HOME)).status).toBe(409);
    expect((await make({ name: "Bad" }, FROM_HOME)).status).toBe(400);
  }
  expect((await make({}, FROM_HOME)).status).toBe(201);
  expect(deployment.touched).toHaveLength(13);
});

test("R6-9 RATE_LIMITS=off lifts it", async () => {
  const { make } = await founder({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  for (let made = 0; made < 11; made += 1) expect((await make({}, FROM_HOME)).status).toBe(201);
});

test.for(["members", "admins"])("R10-6 ROOM_CREATION=%s: a guest may not, but for one of ADMINS", async (policy) => {
  const { deployment, make } = await founder({ AUTH_SECRET: SECRET, ROOM_CREATION: policy });
  expect(await problemIn(await make({}))).toMatchObject({ status: 403, code: "forbidden" });
  expect(deployment.touched).toEqual([]);
  const { guest, token } = await guestAged(0);
  const admins = { AUTH_SECRET: SECRET, ROOM_CREATION: policy, ADMINS: `boss@example.org, ${guest.id}` };
  const answer = await new Deployment(admins).post("/api/rooms", {}, { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(201);
});

test("R10-5 a room that cannot be reached is not asked twice: the first may have been heard", async () => {
  const { deployment, make } = await founder();
  deployment.roomFault = Object.assign(new Error("reset"), { retryable: true });
  const refused = await make({ name: newRoom("reset") });
  expect(refused.headers.get("retry-after")).toBe("2");
  expect(await problemIn(refused)).toMatchObject({ status: 503, code: "overloaded" });
  expect(deployment.touched).toHaveLength(1);
});

const lobby = () => env.LOBBY.getByName("lobby");
const listed = { title: "Tea", topic: "", members: 2 };

async function roomsAt(deployment: Deployment): Promise<{ name: string }[]> {
  const response = await deployment.get("/api/rooms");
  expect(response.status).toBe(200);
  return v.parse(v.object({ rooms: v.array(v.looseObject({ name: v.string() })) }), await response.json()).rooms;
}

test("R9-15 public rooms are listed, the most recently active first", async () => {
  const [older, newer] = [newRoom("older"), newRoom("newer")];
  const now = Date.now();
  await lobby().listRoom({ ...listed, name: newer, activeAt: now - 10 });
  await lobby().listRoom({ ...listed, name: older, activeAt: now - 20 });
  const rooms = await roomsAt(new Deployment());
  expect(rooms.filter(({ name }) => name === older || name === newer)).toEqual([
    { ...listed, name: newer, activeAt: now - 10 },
    { ...listed, name: older, activeAt: now - 20 },
  ]);
});

test("R9-15 a crowd costs the Lobby one question, and a Lobby out of reach is not missed for a while", async () => {
  const deployment = new Deployment();
  await roomsAt(deployment);
  const asked = deployment.lobbyAsked;
  await Promise.all(Array.from({ length: 20 }, () => roomsAt(deployment)));
  expect(deployment.lobbyAsked).toBe(asked);
  deployment.isLobbyReachable = false;
  await roomsAt(deployment);
  const stranded = new Deployment();
  stranded.isLobbyReachable = false;
  expect(await problemIn(await stranded.get("/api/rooms"))).toMatchObject({ status: 503, code: "overloaded" });
});

test("R9-15 a made public room is listed, and unlisted ones are not", async () => {
  const { make } = await founder();
  const [open, quiet] = [newRoom("public"), newRoom("unlisted")];
  await make({ name: open, visibility: "public", title: "Everybody" });
  await make({ name: quiet });
  await expect
    .poll(async () => roomsAt(new Deployment()), { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ name: open, title: "Everybody", topic: "" }));
  expect((await roomsAt(new Deployment())).map(({ name }) => name)).not.toContain(quiet);
});

test("R9-19 the list has a tag: asked about with it, 304; a bad session is refused all the same", async () => {
  const deployment = new Deployment();
  const etag = (await deployment.get("/api/rooms")).headers.get("etag") ?? "";
  const again = await deployment.get("/api/rooms", { "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  expect((await deployment.get("/api/rooms", { authorization: "Bearer forged" })).status).toBe(401);
});

// What is settled before the upgrade, and what of a request reaches the room.

import { expect, test } from "vitest";
import { encodeEntry } from "../../../src/rules/entry.ts";
import { Deployment, newRoom, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const BAD_ROOMS = [
  "Lobby",
  "UPPER",
  "a_b",
  "a.b",
  "-a",
  "a-",
  "-",
  "a%20b",
  "a%2Fb",
  "%61",
  "caf%C3%A9",
  "a%00",
  "%",
  "a".repeat(65),
  "..%2F",
  "a+b",
];

test.for(BAD_ROOMS)("R3-1 no room is named %s", async (room) => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  const responses = [
    await deployment.knock(room, { token }),
    await deployment.get(`/api/rooms/${room}`),
    await deployment.get(`/api/rooms/${room}/messages`),
    await deployment.get(`/api/rooms/${room}/members`),
    await deployment.post(`/api/rooms/${room}/messages`, { text: "hi" }, { authorization: `Bearer ${token}` }),
    await deployment.post("/api/session/ticket", { room }, { authorization: `Bearer ${token}` }),
  ];
  for (const response of responses) expect(await problemIn(response)).toMatchObject({ status: 400, code: "invalid" });
  expect(deployment.touched).toEqual([]);
});

test.for(["a", "0", "a-b", "a".repeat(64), "a--b"])("R3-1 a room may be named %s", async (room) => {
  const deployment = new Deployment();
  expect((await deployment.join(room)).welcome.room.name).toBe(room);
  expect(deployment.touched).toEqual([room]);
});

test("R3-1 /ws is the room lobby; an empty name is none", async () => {
  const deployment = new Deployment();
  expect((await deployment.join(undefined)).welcome.room.name).toBe("lobby");
  expect(await problemIn(await deployment.knock(""))).toMatchObject({ status: 400, code: "invalid" });
});

test.for([
  { what: "no upgrade", headers: {} },
  { what: "another upgrade", headers: { upgrade: "h2c" } },
])("R3-7 $what: 426 that names the upgrade", async ({ headers }) => {
  const deployment = new Deployment();
  const response = await deployment.get("/ws/lobby", headers);
  expect(response.headers.get("upgrade")).toBe("websocket");
  expect(await problemIn(response)).toMatchObject({ status: 426, code: "invalid" });
  expect(deployment.touched).toEqual([]);
});

test.for(["8", "7", "14", "0", "x", "13, 8"])("R3-7 WebSocket version %s: 426 that names 13", async (version) => {
  const deployment = new Deployment();
  const response = await deployment.knock("lobby", { headers: { "sec-websocket-version": version } });
  expect(response.headers.get("sec-websocket-version")).toBe("13");
  expect(await problemIn(response)).toMatchObject({ status: 426, code: "invalid" });
  expect(deployment.touched).toEqual([]);
});

test("R3-7 the case of the upgrade does not matter; HEAD is never one", async () => {
  const deployment = new Deployment();
  expect((await deployment.join(newRoom("case"), { headers: { upgrade: "WebSocket" } })).id).toMatch(/^g_/);
  const head = await deployment.fetch("/ws/lobby", { method: "HEAD", headers: { upgrade: "websocket" } });
  expect(head.status).toBe(426);
  expect(await head.text()).toBe("");
});

test.for([[["soap"]], [["hubbub.v2"]], [["HUBBUB.V1"]], [["bearer.abc"]], [["graphql-ws", "bearer.abc"]]])(
  "R3-2 subprotocols %o without hubbub.v1: 400",
  async ([protocols]) => {
    const deployment = new Deployment();
    expect(await problemIn(await deployment.knock("lobby", { protocols: protocols ?? [] }))).toMatchObject({
      status: 400,
      code: "invalid",
    });
    expect(deployment.touched).toEqual([]);
  },
);

test("R3-2 of several subprotocols hubbub.v1 is answered and nothing else", async () => {
  const ada = await new Deployment().join(newRoom("protocol"), { protocols: ["soap", "hubbub.v1", "chat"] });
  expect(ada.protocol).toBe("hubbub.v1");
});

test("R8-1 without a subprotocol a client speaks plainly, and no subprotocol is answered", async () => {
  const deployment = new Deployment();
  const room = newRoom("plain");
  const guide = await deployment.connect(room, { protocols: [] });
  expect(guide.protocol).toBe("");
  guide.raw("Hello");
  expect(await guide.text()).toBe("Hello");
});

test("R8-3 PLAIN_MODE off refuses them with 400, and nobody else", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, PLAIN_MODE: "off" });
  expect(await problemIn(await deployment.knock("lobby", { protocols: [] }))).toMatchObject({
    status: 400,
    code: "invalid",
  });
  expect(deployment.touched).toEqual([]);
  expect((await deployment.join(newRoom("frames"))).id).toMatch(/^g_/);
});

const BAD_NAMES = [
  ["empty", ""],
  ["only spaces", "   "],
  ["a bidi control", "Ada\u202E"],
  ["a zero-width space", "A\u200Bda"],
  ["a line break", "Ada\nEve"],
  ["65 characters", "a".repeat(65)],
] as const;

test.for(BAD_NAMES)("R3-9 a name that is %s: 400, by WebSocket and by POST /api/session", async ([, name]) => {
  const deployment = new Deployment();
  expect(await problemIn(await deployment.knock("lobby", { name }))).toMatchObject({ status: 400, code: "invalid" });
  expect(await problemIn(await deployment.post("/api/session", { name }))).toMatchObject({
    status: 400,
    code: "invalid",
  });
  expect(deployment.touched).toEqual([]);
});

test("R3-9 a guest has the name that was asked for, trimmed and normalised, or a made-up one", async () => {
  const deployment = new Deployment();
  const room = newRoom("name");
  expect((await deployment.join(room, { name: " Ade\u0300le " })).welcome.you.name).toBe("Ad\u00E8le");
  expect((await deployment.join(room)).welcome.you.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
});

test("R3-9 a name is for new guests: it does not change who has a token", async () => {
  const { token } = await guestAged(0, "Ada");
  expect((await new Deployment().join(newRoom("name"), { name: "Eve", token })).welcome.you.name).toBe("Ada");
});

test("R3-11 a cursor goes to the room as it came; nonsense of any length is a cursor that is not honoured", async () => {
  const deployment = new Deployment();
  const room = newRoom("since");
  const ada = await deployment.join(room);
  await ada.say("one");
  const { epoch } = await ada.next("events");
  expect((await deployment.join(room, { since: `${epoch}:0` })).welcome.recovered).toBe(true);
  expect((await deployment.join(room, { since: "nonsense" })).welcome.recovered).toBe(false);
  expect((await deployment.join(room, { since: "9".repeat(4000) })).welcome.recovered).toBe(false);
});

test("R3-12 what says who somebody is comes from the edge alone: headers from outside never reach a room", async () => {
  const deployment = new Deployment();
  const room = newRoom("forged");
  const forged = encodeEntry({
    room,
    mode: "frames",
    principal: { id: "g_owner", name: "Owner", expiresAt: Date.now() + 1e9, role: "owner" },
    session: { token: "stolen", expiresAt: Date.now() + 1e9 },
  });
  for (const name of ["x-hubbub-entry", "X-Hubbub-Entry", "X-HUBBUB-ENTRY"]) {
    const mallory = await deployment.join(room, { name: "Mallory", headers: { [name]: forged } });
    expect(mallory.welcome.you).toMatchObject({ name: "Mallory", role: "member" });
    expect(mallory.id).toMatch(/^g_[A-Za-z0-9_-]{22}$/);
    expect(mallory.token).not.toBe("stolen");
  }
});

test("R6-6 a network makes 10 guests a minute, over WebSocket and HTTP together; then 429 and how long to wait", async () => {
  const deployment = new Deployment();
  const room = newRoom("limit");
  const from = (address: string) => ({ headers: { "cf-connecting-ip": address } });
  for (let index = 0; index < 5; index += 1) {
    await deployment.join(room, from(`192.0.2.${index}`));
    expect((await deployment.post("/api/session", {}, { "cf-connecting-ip": `192.0.2.${100 + index}` })).status).toBe(
      201,
    );
  }
  const { length: entered } = deployment.touched;
  const responses = [
    await deployment.knock(room, from("192.0.2.200")),
    await deployment.post("/api/session", {}, { "cf-connecting-ip": "192.0.2.200" }),
  ];
  for (const response of responses) {
    const seconds = Number(response.headers.get("retry-after"));
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ status: 429, code: "rate_limited" });
    expect(problem.retryAfterMs).toBeGreaterThan(50_000);
    expect(seconds).toBe(Math.ceil((problem.retryAfterMs ?? 0) / 1000));
  }
  expect(deployment.touched).toHaveLength(entered);
  expect((await deployment.join(room, from("192.0.3.1"))).id).toMatch(/^g_/);
});

test("R6-6 who has a token is no new guest, and a refused request makes none", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  const headers = { "cf-connecting-ip": "2001:db8::1" };
  for (let index = 0; index < 12; index += 1) {
    await deployment.post("/api/session", { name: "" }, headers);
    await deployment.knock("lobby", { name: "", headers });
    expect((await deployment.post("/api/session", {}, { ...headers, authorization: `Bearer ${token}` })).status).toBe(
      201,
    );
  }
  expect((await deployment.post("/api/session", {}, headers)).status).toBe(201);
});

test("R6-6 RATE_LIMITS off lifts it", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  for (let index = 0; index < 12; index += 1) {
    expect((await deployment.post("/api/session", {}, { "cf-connecting-ip": "192.0.2.1" })).status).toBe(201);
  }
});

test("R3-7 a room that cannot answer now: 503 before the upgrade, to be tried again", async () => {
  const deployment = new Deployment();
  deployment.roomFault = Object.assign(new Error("too many requests queued"), { overloaded: true, retryable: true });
  const responses = [await deployment.knock("lobby"), await deployment.get("/api/rooms/lobby")];
  for (const response of responses) {
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await problemIn(response)).toMatchObject({ status: 503, code: "overloaded", retryAfterMs: 2000 });
  }
  expect(deployment.touched).toEqual(["lobby", "lobby"]);
});

test("R3-7 a room that was just restarted is asked once more", async () => {
  const deployment = new Deployment();
  deployment.roomFault = Object.assign(new Error("the object was reset"), { retryable: true });
  expect(await problemIn(await deployment.knock("lobby"))).toMatchObject({ status: 503, code: "overloaded" });
  expect(deployment.touched).toEqual(["lobby", "lobby"]);
});

// Attacks on what hands an identity on: codes for another device, links for operators. Replays, races, guesses, floods.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { base64url, SignJWT } from "jose";
import { expect, test, vi } from "vitest";
import * as v from "valibot";
import { sessionResponseSchema } from "../../../src/protocol/http.ts";
import { deviceCodeSchema } from "../../../src/protocol/http-session.ts";
import { LOBBY_NAME } from "../../../src/rules/lobby-name.ts";
import { Deployment, newRoom, problemIn, SECRET } from "../edge/deployment.ts";
import { DAY_MS, guestAged } from "../edge/tokens.ts";

const KEY = "the operator key of the tests, of more than 32 characters";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const quiet = { AUTH_SECRET: SECRET, RATE_LIMITS: "off", OPERATOR_KEY: KEY };

async function codeOf(deployment: Deployment, token: string) {
  const made = await deployment.post("/api/session/device", {}, bearer(token));
  expect(made.status).toBe(201);
  return v.parse(deviceCodeSchema, await made.json());
}

const claim = (deployment: Deployment, code: unknown, headers: Record<string, string> = {}) =>
  deployment.post("/api/session/device/claim", { code }, headers);

async function operatorLink(key = KEY, livesMs = 600_000): Promise<string> {
  const nonce = crypto.randomUUID().replaceAll("-", "").slice(0, 22);
  const seconds = Math.floor((Date.now() + livesMs) / 1000);
  const encode = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const mac = await crypto.subtle.importKey("raw", encode(key), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", mac, encode(`hubbub/1/operator.${nonce}.${seconds}`));
  return `${nonce}.${seconds}.${base64url.encode(new Uint8Array(signature))}`;
}

const operate = (deployment: Deployment, link: unknown, headers: Record<string, string> = {}) =>
  deployment.post("/api/session/operator", { link }, headers);

test("R9-23 a code makes another device the same guest, in a session of its own: signing out there leaves this one", async () => {
  const deployment = new Deployment(quiet);
  const { guest, token } = await guestAged(0, "Ada");
  const { code, url, expiresAt } = await codeOf(deployment, token);
  expect(url).toBe(`${deployment.origin}/#device=${code}`);
  expect(Math.abs(expiresAt - Date.now() - 600_000)).toBeLessThan(5_000);
  const other = await guestAged(0, "Whoever");
  const answer = await claim(deployment, code, bearer(other.token));
  expect(answer.status).toBe(201);
  expect(answer.headers.get("set-cookie")).toMatch(/^hubbub_session=.*; HttpOnly; SameSite=Lax; Secure$/);
  const claimed = v.parse(sessionResponseSchema, await answer.json());
  expect(claimed.member).toEqual({ id: guest.id, name: "Ada" });
  const room = newRoom("device");
  expect((await deployment.join(room, { token: claimed.token })).id).toBe(guest.id);
  await deployment.fetch("/api/session", { method: "DELETE", headers: bearer(claimed.token) });
  expect((await deployment.get("/api/session", bearer(claimed.token))).status).toBe(401);
  expect((await deployment.get("/api/session", bearer(token))).status).toBe(200);
});

test("R9-23 a code works once: of ten who race for it one gets in, and a replay is not_found", async () => {
  const deployment = new Deployment(quiet);
  const { code } = await codeOf(deployment, (await guestAged(0)).token);
  const answers = await Promise.all(Array.from({ length: 10 }, () => claim(new Deployment(quiet), code)));
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([
    201,
    ...Array<number>(9).fill(404),
  ]);
  expect(await problemIn(await claim(deployment, code))).toMatchObject({ code: "not_found" });
});

test("R9-23 a wrong, a used, an expired and a signed-out code are one answer", async () => {
  const deployment = new Deployment(quiet);
  const { token } = await guestAged(0);
  const used = await codeOf(deployment, token);
  await claim(deployment, used.code);
  const late = await codeOf(deployment, token);
  const details = [
    await problemIn(await claim(deployment, used.code)),
    await problemIn(await claim(deployment, "A".repeat(22))),
  ];
  vi.useFakeTimers({ toFake: ["Date"], now: late.expiresAt });
  try {
    details.push(await problemIn(await claim(deployment, late.code)));
  } finally {
    vi.useRealTimers();
  }
  const orphan = await codeOf(deployment, token);
  await deployment.fetch("/api/session", { method: "DELETE", headers: bearer(token) });
  details.push(await problemIn(await claim(deployment, orphan.code)));
  expect(new Set(details.map((problem) => JSON.stringify(problem))).size).toBe(1);
  expect(details[0]).toMatchObject({ status: 404, code: "not_found" });
});

test("R9-23 the Lobby keeps no code, only its digest, and at most five of a guest", async () => {
  const deployment = new Deployment(quiet);
  const { guest, token } = await guestAged(0);
  const codes: string[] = [];
  for (let times = 0; times < 7; times += 1) codes.push((await codeOf(deployment, token)).code);
  const rows = await runInDurableObject(env.LOBBY.getByName(LOBBY_NAME), (_lobby, state) =>
    state.storage.sql.exec("SELECT * FROM device_codes WHERE member = ?", guest.id).toArray(),
  );
  expect(rows).toHaveLength(5);
  for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
});

test("R9-23 who has no session of a guest makes no code: nobody, a host site's member, a ticket, an expired token", async () => {
  const deployment = new Deployment(quiet);
  const now = Math.floor(Date.now() / 1000);
  const host = await new SignJWT({ sub: "user-7", aud: "hubbub", iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));
  expect(await problemIn(await deployment.post("/api/session/device", {}))).toMatchObject({ status: 401 });
  expect(await problemIn(await deployment.post("/api/session/device", {}, bearer(host)))).toMatchObject({
    status: 403,
  });
  const expired = bearer((await guestAged(91 * DAY_MS)).token);
  expect(await problemIn(await deployment.post("/api/session/device", {}, expired))).toMatchObject({ status: 401 });
  const { token } = await guestAged(0);
  const made = await deployment.post("/api/session/ticket", { room: "lobby" }, bearer(token));
  const { ticket } = await made.json<{ ticket: string }>();
  expect((await deployment.post(`/api/session/device?ticket=${ticket}`, {})).status).toBe(401);
});

test("R9-23 codes are hard to try: ten a minute from a network, by whatever code", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  const from = { "cf-connecting-ip": "203.0.113.7" };
  for (let times = 0; times < 10; times += 1)
    expect((await claim(deployment, `guess-${times}`, from)).status).toBe(404);
  const { code } = await codeOf(new Deployment(quiet), (await guestAged(0)).token);
  expect(await problemIn(await claim(deployment, code, from))).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await claim(deployment, code, { "cf-connecting-ip": "198.51.100.7" })).status).toBe(201);
});

test("R9-23 other sites' pages can neither make a code by the cookie nor plant an identity", async () => {
  const deployment = new Deployment(quiet);
  const { token } = await guestAged(0);
  const foreign = { origin: "https://evil.example", cookie: `hubbub_session=${token}` };
  expect((await deployment.post("/api/session/device", {}, foreign)).status).toBe(403);
  expect((await deployment.post("/api/session/device", {}, { cookie: foreign.cookie })).status).toBe(403);
  const { code } = await codeOf(deployment, token);
  expect((await claim(deployment, code, { origin: "https://evil.example" })).status).toBe(403);
  const form = await deployment.fetch("/api/session/device/claim", {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: JSON.stringify({ code }),
  });
  expect(form.status).toBe(415);
  expect((await claim(deployment, code)).status).toBe(201);
});

test("R9-24 a link makes the caller's session an operator's, for 30 days, once; the guest stays the same", async () => {
  const deployment = new Deployment(quiet);
  const { guest, token } = await guestAged(0, "Ada");
  const link = await operatorLink();
  const answer = await operate(deployment, link, bearer(token));
  const session = v.parse(sessionResponseSchema, await answer.json());
  expect(session.member).toEqual({ id: guest.id, name: "Ada" });
  expect((await deployment.join(newRoom("operator"), { token: session.token })).welcome.you.role).toBe("owner");
  expect(await problemIn(await operate(new Deployment(quiet), link))).toMatchObject({ status: 404 });
  const renewed = await deployment.post("/api/session", {}, bearer(session.token));
  const { token: second } = v.parse(sessionResponseSchema, await renewed.json());
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29 * DAY_MS });
  try {
    expect(await (await deployment.get("/api/session", bearer(second))).json()).toMatchObject({ operator: true });
    vi.setSystemTime(Date.now() + 2 * DAY_MS);
    expect(await (await deployment.get("/api/session", bearer(second))).json()).not.toHaveProperty("operator");
  } finally {
    vi.useRealTimers();
  }
});

test("R9-24 of ten who race with one link one becomes an operator", async () => {
  const link = await operatorLink();
  const answers = await Promise.all(Array.from({ length: 10 }, () => operate(new Deployment(quiet), link)));
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([
    201,
    ...Array<number>(9).fill(404),
  ]);
});

test("R9-24 a forged, an expired and a too long-lived link, and any link where there is no key, are the same not_found", async () => {
  const deployment = new Deployment(quiet);
  const problems = [
    await problemIn(await operate(deployment, await operatorLink("another key that nobody set here, but long enough"))),
    await problemIn(await operate(deployment, await operatorLink(KEY, -1_000))),
    await problemIn(await operate(deployment, await operatorLink(KEY, DAY_MS))),
    await problemIn(await operate(deployment, KEY)),
    await problemIn(await operate(new Deployment({ AUTH_SECRET: SECRET }), await operatorLink())),
    await problemIn(await operate(new Deployment({ AUTH_SECRET: SECRET, OPERATOR_KEY: "" }), await operatorLink("x"))),
  ];
  expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(1);
  expect(problems[0]).toMatchObject({ status: 404, code: "not_found" });
});

test("R9-24 a code for another device takes no office along, and a host site's member uses up no link", async () => {
  const deployment = new Deployment(quiet);
  const session = v.parse(sessionResponseSchema, await (await operate(deployment, await operatorLink())).json());
  const { code } = await codeOf(deployment, session.token);
  const other = v.parse(sessionResponseSchema, await (await claim(deployment, code)).json());
  expect(other.member.id).toBe(session.member.id);
  expect(await (await deployment.get("/api/session", bearer(other.token))).json()).not.toHaveProperty("operator");
  const now = Math.floor(Date.now() / 1000);
  const host = await new SignJWT({ sub: "user-7", aud: "hubbub", iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));
  const link = await operatorLink();
  expect((await operate(deployment, link, bearer(host))).status).toBe(403);
  expect((await operate(deployment, link)).status).toBe(201);
});

test("R9-24 a short OPERATOR_KEY is a fault of the deployment, never a key", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await operate(
    new Deployment({ AUTH_SECRET: SECRET, OPERATOR_KEY: "short" }),
    await operatorLink("short"),
  );
  expect(answer.status).toBe(500);
  expect(log.mock.calls.flat().join()).toContain("OPERATOR_KEY must have 32 characters or more");
  log.mockRestore();
});

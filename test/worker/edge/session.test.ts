// Guest sessions: made, shown, renewed, lent by ticket, and ended.

import { expect, test, vi } from "vitest";
import * as v from "valibot";
import { sessionResponseSchema, ticketResponseSchema } from "../../../src/protocol/http.ts";
import { Deployment, LOCAL_ORIGIN, newRoom, OWN_ORIGIN, problemIn, SECRET } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookieOf = (token: string) => ({ cookie: `hubbub_session=${token}`, origin: OWN_ORIGIN });

async function sessionIn(response: Response) {
  expect(response.status).toBe(201);
  return v.parse(sessionResponseSchema, await response.json());
}

test("R9-4 a guest session: 201 with token, end, member, and the cookie that carries the same token", async () => {
  const deployment = new Deployment();
  const response = await deployment.post("/api/session", { name: " Ada " });
  const cookie = response.headers.get("set-cookie");
  const session = await sessionIn(response);
  expect(session.member).toEqual({ id: expect.stringMatching(/^g_[A-Za-z0-9_-]{22}$/), name: "Ada" });
  expect(Math.abs(session.expiresAt - (Date.now() + 90 * DAY_MS))).toBeLessThan(5000);
  expect(cookie).toBe(
    `hubbub_session=${session.token}; Path=/; Max-Age=${180 * 24 * 3600}; HttpOnly; SameSite=Lax; Secure`,
  );
  expect((await deployment.join(newRoom("session"), { token: session.token })).id).toBe(session.member.id);
});

test("R9-4 the cookie is Secure except on localhost", async () => {
  for (const origin of [LOCAL_ORIGIN, "http://127.0.0.1:8787"]) {
    const response = await new Deployment({ AUTH_SECRET: SECRET }, origin).post("/api/session", {});
    expect(response.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax$/);
  }
});

test("R9-4 without a name, and without a body at all, the server chooses a name", async () => {
  const deployment = new Deployment();
  for (const response of [
    await deployment.post("/api/session", {}),
    await deployment.fetch("/api/session", { method: "POST" }),
  ]) {
    expect((await sessionIn(response)).member.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  }
});

test("R9-4 no two guests are the same", async () => {
  const deployment = new Deployment();
  const [one, two] = [await deployment.guest("Ada"), await deployment.guest("Ada")];
  expect(one.id).not.toBe(two.id);
});

test.for([
  { what: "fresh", ageMs: 0 },
  { what: "old", ageMs: 89 * DAY_MS },
  { what: "lately expired", ageMs: 91 * DAY_MS },
  { what: "almost too long expired", ageMs: 179 * DAY_MS },
])("R9-4 a $what token is renewed for the same member, by header and by cookie", async ({ ageMs }) => {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(ageMs, "Ada");
  for (const headers of [bearer(token), cookieOf(token)]) {
    const renewed = await sessionIn(await deployment.post("/api/session", {}, headers));
    expect(renewed.member).toEqual({ id: guest.id, name: "Ada" });
    expect(Math.abs(renewed.expiresAt - (Date.now() + 90 * DAY_MS))).toBeLessThan(5000);
  }
  const renamed = await sessionIn(await deployment.post("/api/session", { name: "Ada L." }, bearer(token)));
  expect(renamed.member).toEqual({ id: guest.id, name: "Ada L." });
});

test("R9-4 past 90 days after its end a token is renewed no more: a page gets a new guest, a header is refused", async () => {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(181 * DAY_MS);
  expect(await problemIn(await deployment.post("/api/session", {}, bearer(token)))).toMatchObject({
    status: 401,
    code: "expired",
  });
  expect((await sessionIn(await deployment.post("/api/session", {}, cookieOf(token)))).member.id).not.toBe(guest.id);
});

test("R9-4 a page with a bad cookie gets a new one, since it cannot drop the old; a bad header is refused", async () => {
  const deployment = new Deployment();
  const fresh = await deployment.post("/api/session", { name: "Ada" }, cookieOf("forged"));
  expect((await sessionIn(fresh)).member.name).toBe("Ada");
  expect(await problemIn(await deployment.post("/api/session", {}, bearer("forged")))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
});

test("R9-5 who am I: the member and the session's end; without a session 401", async () => {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(0, "Ada");
  for (const headers of [bearer(token), cookieOf(token)]) {
    const response = await deployment.get("/api/session", headers);
    expect(await response.json()).toEqual({ member: { id: guest.id, name: "Ada" }, expiresAt: guest.expiresAt });
  }
  expect(await problemIn(await deployment.get("/api/session"))).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("R9-7 a ticket for one room, for 60 s, opens it as the same member for as long as the session lives", async () => {
  const deployment = new Deployment();
  const room = newRoom("ticket");
  const { guest, token } = await guestAged(0, "Ada");
  const response = await deployment.post("/api/session/ticket", { room }, bearer(token));
  expect(response.status).toBe(200);
  const { ticket, expiresAt } = v.parse(ticketResponseSchema, await response.json());
  expect(expiresAt - Date.now()).toBeGreaterThan(55_000);
  expect(expiresAt - Date.now()).toBeLessThanOrEqual(60_000);
  const ada = await deployment.join(room, { ticket });
  expect(ada.welcome.you).toMatchObject({ id: guest.id, name: "Ada" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  try {
    expect((await ada.say("still here")).seq).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test("R9-7 tickets are for who has a session; a ticket makes no ticket", async () => {
  const deployment = new Deployment();
  const room = newRoom("ticket");
  expect(await problemIn(await deployment.post("/api/session/ticket", { room }))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
  const { token } = await guestAged(0);
  const response = await deployment.post("/api/session/ticket", { room }, bearer(token));
  const { ticket } = v.parse(ticketResponseSchema, await response.json());
  const again = await deployment.post(`/api/session/ticket?ticket=${ticket}`, { room });
  expect(await problemIn(again)).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("R9-7 no ticket outlives its session", async () => {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(90 * DAY_MS - 20_000);
  const response = await deployment.post("/api/session/ticket", { room: "lobby" }, bearer(token));
  expect(v.parse(ticketResponseSchema, await response.json()).expiresAt).toBe(guest.expiresAt);
});

test("R9-6 signing out clears the cookie and ends every token of the session, at once here", async () => {
  const deployment = new Deployment();
  const room = newRoom("out");
  const old = await guestAged(40 * DAY_MS);
  const renewed = await sessionIn(await deployment.post("/api/session", {}, bearer(old.token)));
  const response = await deployment.post("/api/session/ticket", { room }, bearer(renewed.token));
  const { ticket } = v.parse(ticketResponseSchema, await response.json());

  const out = await deployment.fetch("/api/session", { method: "DELETE", headers: cookieOf(renewed.token) });
  expect(out.status).toBe(204);
  expect(out.headers.get("set-cookie")).toBe("hubbub_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");

  for (const entrance of [{ token: renewed.token }, { token: old.token }, { ticket }]) {
    const gone = await deployment.connect(room, entrance);
    expect(await gone.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  }
  const renewal = await deployment.post("/api/session", {}, bearer(renewed.token));
  expect(await problemIn(renewal)).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("R9-6 a signed-out token is refused by another isolate within 60 s", async () => {
  const [here, there] = [new Deployment(), new Deployment()];
  const { token } = await guestAged(0);
  const start = Date.now();
  expect((await there.get("/api/session", bearer(token))).status).toBe(200);
  await here.fetch("/api/session", { method: "DELETE", headers: bearer(token) });

  vi.useFakeTimers({ toFake: ["Date"], now: start + 29_000 });
  try {
    const asked = there.lobbyAsked;
    expect((await there.get("/api/session", bearer(token))).status).toBe(200);
    expect(there.lobbyAsked).toBe(asked);
    vi.setSystemTime(start + 31_000);
    expect((await there.get("/api/session", bearer(token))).status).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test("R9-6 a signed-out token stays refused for as long as it could have been renewed", async () => {
  const { token } = await guestAged(0);
  await new Deployment().fetch("/api/session", { method: "DELETE", headers: bearer(token) });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 179 * DAY_MS });
  try {
    const another = await guestAged(0);
    await new Deployment().fetch("/api/session", { method: "DELETE", headers: bearer(another.token) });
    expect((await new Deployment().post("/api/session", {}, bearer(token))).status).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test("R9-6 an expired token can be signed out, so that nobody renews it", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(91 * DAY_MS);
  expect((await deployment.fetch("/api/session", { method: "DELETE", headers: bearer(token) })).status).toBe(204);
  expect((await deployment.post("/api/session", {}, bearer(token))).status).toBe(401);
});

test("R9-6 signing out without a session, or twice, is done at once; a forged header is refused", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  expect((await deployment.fetch("/api/session", { method: "DELETE" })).status).toBe(204);
  expect((await deployment.fetch("/api/session", { method: "DELETE", headers: cookieOf(token) })).status).toBe(204);
  expect((await deployment.fetch("/api/session", { method: "DELETE", headers: cookieOf(token) })).status).toBe(204);
  const forged = await deployment.fetch("/api/session", { method: "DELETE", headers: bearer("forged") });
  expect(await problemIn(forged)).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("R9-6 while the Lobby is away the last known list serves on: known sign-outs hold, others are let in", async () => {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const deployment = new Deployment();
  const [gone, here] = [await guestAged(0), await guestAged(0)];
  await deployment.fetch("/api/session", { method: "DELETE", headers: bearer(gone.token) });
  deployment.isLobbyReachable = false;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
  try {
    expect((await deployment.get("/api/session", bearer(gone.token))).status).toBe(401);
    expect((await deployment.get("/api/session", bearer(here.token))).status).toBe(200);
    const asked = deployment.lobbyAsked;
    expect((await deployment.get("/api/session", bearer(here.token))).status).toBe(200);
    expect(deployment.lobbyAsked).toBe(asked);
    expect(warned).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
    warned.mockRestore();
  }
});

test("R9-6 a sign-out that the Lobby did not take is not said to be done", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  deployment.isLobbyReachable = false;
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const response = await deployment.fetch("/api/session", { method: "DELETE", headers: bearer(token) });
  warned.mockRestore();
  expect(await problemIn(response)).toMatchObject({ status: 503, code: "overloaded" });
});

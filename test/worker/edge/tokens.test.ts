// What a token is worth: who is let in by it, who is refused, and that a refusal reaches no room.

import { expect, test, vi } from "vitest";
import { Deployment, newRoom, problemIn } from "./deployment.ts";
import { badTokens, DAY_MS, guestAged, handmadeToken, ticketAged, ticketForAnotherUse } from "./tokens.ts";

const bad = await badTokens();

test("R11-3 the forgeries below are refused for what is wrong with them: the same token without it is taken", async () => {
  const ada = await new Deployment().join(newRoom("token"), { token: await handmadeToken() });
  expect(ada.welcome.you).toMatchObject({ id: `g_${"A".repeat(22)}`, name: "Mallory" });
});

test.for(bad)("R3-8 over WebSocket, $what: one error frame, 4401, no room touched", async ({ token, code }) => {
  const room = newRoom("token");
  const carriers = {
    header: { token },
    subprotocol: { protocols: ["hubbub.v1", `bearer.${token}`] },
    cookie: { headers: { cookie: `hubbub_session=${token}` } },
  };
  for (const [carrier, entrance] of Object.entries(carriers)) {
    const deployment = new Deployment();
    const mallory = await deployment.connect(room, entrance);
    expect(mallory.protocol, carrier).toBe("hubbub.v1");
    expect(await mallory.next("error"), carrier).toMatchObject({ code, message: expect.stringMatching(/^unable to /) });
    expect(await mallory.closed, carrier).toEqual({ code: 4401, reason: code });
    expect(mallory.untaken(), carrier).toEqual([]);
    expect(deployment.touched, carrier).toEqual([]);
  }
});

test.for(bad)("R3-5 over HTTP, $what: 401, no room touched", async ({ token, code }) => {
  const deployment = new Deployment();
  const room = newRoom("token");
  for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `hubbub_session=${token}` }]) {
    for (const path of [
      "/api/session",
      `/api/rooms/${room}`,
      `/api/rooms/${room}/messages`,
      `/api/rooms/${room}/members`,
    ]) {
      const response = await deployment.get(path, headers);
      expect(response.headers.get("www-authenticate"), path).toBe('Bearer realm="hubbub"');
      expect(await problemIn(response), path).toMatchObject({ status: 401, code });
    }
    const posted = await deployment.post(
      `/api/rooms/${room}/messages`,
      { text: "hi" },
      { ...headers, origin: deployment.origin },
    );
    expect(await problemIn(posted)).toMatchObject({ status: 401, code });
  }
  expect(deployment.touched).toEqual([]);
});

test("R8-3 in plain mode a bad token is told by the close alone", async () => {
  const deployment = new Deployment();
  const mallory = await deployment.connect(newRoom("plain"), { protocols: [], token: "hello" });
  expect(mallory.protocol).toBe("");
  expect(await mallory.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  expect(mallory.untakenTexts()).toEqual([]);
  expect(deployment.touched).toEqual([]);
});

test("R3-5 an empty bearer header or ticket is a bad token, not none", async () => {
  const deployment = new Deployment();
  for (const entrance of [
    { headers: { authorization: "Bearer " } },
    { headers: { authorization: "bearer" } },
    { ticket: "" },
  ]) {
    const mallory = await deployment.connect(newRoom("empty"), entrance);
    expect(await mallory.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  }
  expect(deployment.touched).toEqual([]);
});

test("R3-3 a password in front of the site is not a token of ours", async () => {
  const ada = await guestAged(0);
  const headers = { authorization: "Basic YWRhOmFkYQ==", cookie: `hubbub_session=${ada.token}` };
  const member = await new Deployment().join(newRoom("basic"), { headers });
  expect(member.id).toBe(ada.guest.id);
});

test("R3-4 header before subprotocol before ticket before cookie", async () => {
  const deployment = new Deployment();
  const room = newRoom("order");
  const [header, subprotocol, cookie] = [await guestAged(0), await guestAged(0), await guestAged(0)];
  const ticket = await ticketAged(0, room);
  const withCookie = { headers: { cookie: `hubbub_session=${cookie.token}` } };
  const withTicket = { ...withCookie, ticket };
  const withSubprotocol = { ...withTicket, protocols: ["hubbub.v1", `bearer.${subprotocol.token}`] };
  const withHeader = { ...withSubprotocol, token: header.token };

  expect((await deployment.join(room, withHeader)).id).toBe(header.guest.id);
  expect((await deployment.join(room, withSubprotocol)).id).toBe(subprotocol.guest.id);
  const byTicket = await deployment.join(room, withTicket);
  expect([header.guest.id, subprotocol.guest.id, cookie.guest.id]).not.toContain(byTicket.id);
  expect((await deployment.join(room, withCookie)).id).toBe(cookie.guest.id);
});

test("R3-5 a bad token is not skipped for a good one of lower rank", async () => {
  const deployment = new Deployment();
  const room = newRoom("skip");
  const { token } = await guestAged(0);
  const good = { headers: { cookie: `hubbub_session=${token}` } };
  const entrances = [
    { ...good, token: "bad", protocols: ["hubbub.v1", `bearer.${token}`] },
    { ...good, protocols: ["hubbub.v1", "bearer.bad"] },
    { ...good, ticket: "bad" },
  ];
  for (const entrance of entrances) {
    const mallory = await deployment.connect(room, entrance);
    expect(await mallory.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  }
  expect(deployment.touched).toEqual([]);
});

test("R3-2 a token in a subprotocol is taken, and never echoed, wherever it stands", async () => {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(0);
  for (const protocols of [
    ["hubbub.v1", `bearer.${token}`],
    [`bearer.${token}`, "hubbub.v1"],
  ]) {
    const response = await deployment.knock(newRoom("echo"), { protocols });
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBe("hubbub.v1");
    expect(JSON.stringify([...response.headers])).not.toContain(token);
    response.webSocket?.accept();
    response.webSocket?.close();
  }
  const ada = await deployment.join(newRoom("echo"), { protocols: [`bearer.${token}`, "hubbub.v1"] });
  expect(ada.id).toBe(guest.id);
  const refused = await deployment.knock(newRoom("echo"), { protocols: [`bearer.${token}`] });
  expect(await refused.text()).not.toContain(token);
});

test("R3-10 the welcome brings a new guest the token with which the same member comes back", async () => {
  const deployment = new Deployment();
  const room = newRoom("session");
  const stranger = await deployment.join(room, { name: "Grace" });
  expect(stranger.welcome.you.name).toBe("Grace");
  const back = await deployment.join(room, { token: stranger.token });
  expect(back.id).toBe(stranger.id);
  expect(back.welcome.you.name).toBe("Grace");
});

test("R3-10 a token that is not renewed is not sent back, by whatever way it came", async () => {
  const deployment = new Deployment();
  const room = newRoom("session");
  const { token } = await guestAged(0);
  const entrances = [
    { token },
    { protocols: ["hubbub.v1", `bearer.${token}`] },
    { headers: { cookie: `hubbub_session=${token}` } },
    { ticket: await ticketAged(0, room) },
  ];
  for (const entrance of entrances) expect((await deployment.join(room, entrance)).welcome.session).toBeUndefined();
});

test("R11-5 past a third of its life a token is renewed on entering, for the same member", async () => {
  const deployment = new Deployment();
  const room = newRoom("renew");
  const old = await guestAged(31 * DAY_MS);
  const ada = await deployment.join(room, { token: old.token });
  expect(ada.id).toBe(old.guest.id);
  expect(ada.token).not.toBe(old.token);
  expect(ada.welcome.session?.expiresAt).toBeGreaterThan(old.guest.expiresAt);
  expect((await deployment.join(room, { token: ada.token })).id).toBe(old.guest.id);

  const young = await guestAged(29 * DAY_MS);
  expect((await deployment.join(room, { token: young.token })).welcome.session).toBeUndefined();
});

test("R11-5 past a third of its life a cookie is renewed by the answer to the upgrade", async () => {
  const deployment = new Deployment();
  const room = newRoom("renew");
  const old = await guestAged(31 * DAY_MS);
  const renewed = await deployment.knock(room, { headers: { cookie: `hubbub_session=${old.token}` } });
  const [, token] = /^hubbub_session=([^;]+); /.exec(renewed.headers.get("set-cookie") ?? "") ?? [];
  expect(renewed.status).toBe(101);
  expect(token).not.toBe(old.token);
  expect((await deployment.join(room, { token: token ?? "" })).id).toBe(old.guest.id);
  renewed.webSocket?.accept();
  renewed.webSocket?.close();

  const young = await guestAged(29 * DAY_MS);
  const kept = await deployment.knock(room, { headers: { cookie: `hubbub_session=${young.token}` } });
  expect(kept.headers.get("set-cookie")).toBeNull();
  kept.webSocket?.accept();
  kept.webSocket?.close();
});

test("R3-3 a ticket is for one room and 60 s, and for what tickets are for alone", async () => {
  const deployment = new Deployment();
  const room = newRoom("ticket");
  const { token } = await guestAged(0);
  const elsewhere = newRoom("elsewhere");
  const cases = [
    { entrance: { ticket: await ticketAged(0, elsewhere) }, code: "unauthenticated" },
    { entrance: { ticket: await ticketAged(61_000, room) }, code: "expired" },
    { entrance: { ticket: token }, code: "unauthenticated" },
    { entrance: { ticket: await ticketForAnotherUse(room) }, code: "unauthenticated" },
    { entrance: { token: await ticketAged(0, room) }, code: "unauthenticated" },
  ];
  for (const { entrance, code } of cases) {
    const mallory = await deployment.connect(room, entrance);
    expect(await mallory.closed).toEqual({ code: 4401, reason: code });
  }
  expect(deployment.touched).toEqual([]);
  expect((await deployment.join(room, { ticket: await ticketAged(55_000, room) })).id).toMatch(/^g_/);
});

test("R11-4 a short AUTH_SECRET is a fault of the deployment, said in its log and to nobody else", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const problem = await problemIn(await new Deployment({ AUTH_SECRET: "password" }).post("/api/session", {}));
  expect(problem).toMatchObject({ status: 500, code: "internal" });
  expect(JSON.stringify(problem)).not.toContain("AUTH_SECRET");
  expect(log.mock.calls.flat().join()).toContain("AUTH_SECRET must have 32 characters or more");
  expect(log.mock.calls.flat().join()).not.toContain("password");
  log.mockRestore();
});

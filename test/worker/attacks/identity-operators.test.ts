// Attacks on the office of operator, and by owners on those who hold it: what it can do, and that nobody takes it.

import { SignJWT } from "jose";
import { expect, test, vi } from "vitest";
import { deriveKeys } from "../../../src/edge/derive-keys.ts";
import { newGuest } from "../../../src/edge/guest.ts";
import { signGuest } from "../../../src/edge/guest-token.ts";
import { Deployment, newId, newRoom, SECRET } from "../edge/deployment.ts";
import { DAY_MS, guestAged } from "../edge/tokens.ts";

type Members = { list: { id: string; role: string }[] };

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function hostToken(sub: string, claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub, name: sub, aud: "hubbub", iat: now, exp: now + 3600, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));
}

async function operatorGuest(operatorUntil: number): Promise<{ id: string; token: string }> {
  const guest = { ...newGuest("Opal", Date.now()), operatorUntil: Math.floor(operatorUntil / 1000) * 1000 };
  return { id: guest.id, token: await signGuest((await deriveKeys(SECRET)).guest, guest) };
}

async function madeRoom(deployment: Deployment, visibility: string): Promise<{ room: string; owner: string }> {
  const { token: owner } = await guestAged(0, "Owner");
  const made = await deployment.post("/api/rooms", { visibility }, bearer(owner));
  return { room: (await made.json<{ name: string }>()).name, owner };
}

test("R11-10 operators, by list, by claim and by session, moderate owners in private rooms, and are never shown as owners", async () => {
  const listed = await guestAged(0, "Lista");
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off", ADMINS: `x ${listed.guest.id},y` });
  const operators = {
    list: listed.token,
    claim: await hostToken("boss", { operator: true }),
    session: (await operatorGuest(Date.now() + DAY_MS)).token,
  };
  for (const [how, token] of Object.entries(operators)) {
    const { room, owner } = await madeRoom(deployment, "private");
    const victim = await deployment.join(room, { token: owner });
    const operator = await deployment.join(room, { token });
    expect([how, operator.welcome.you.role]).toEqual([how, "owner"]);
    const shown = operator.welcome.members.list.find(({ id }) => id === operator.id);
    expect([how, shown?.role]).toEqual([how, "moderator"]);
    const { list } = await (await deployment.get(`/api/rooms/${room}/members`, bearer(owner))).json<Members>();
    expect([how, list.find(({ id }) => id === operator.id)?.role]).toEqual([how, "moderator"]);
    const muted = await operator.ask({ type: "moderate", id: newId(), action: "mute", member: victim.id });
    expect([how, muted.type]).toEqual([how, "ack"]);
    const whoAmI = await deployment.get("/api/session", bearer(token));
    expect(await whoAmI.json()).toMatchObject({ operator: true });
  }
});

test("R11-10 an owner's ban and mute do not hold for an operator", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const { room, owner } = await madeRoom(deployment, "unlisted");
  const { token } = await operatorGuest(Date.now() + DAY_MS);
  const hostile = await deployment.join(room, { token: owner });
  const operator = await deployment.join(room, { token });
  await hostile.ask({ type: "moderate", id: newId(), action: "mute", member: operator.id });
  await operator.say("heard all the same");
  await hostile.ask({ type: "moderate", id: newId(), action: "ban", member: operator.id });
  expect(await operator.closed).toEqual({ code: 4403, reason: "banned" });
  await (await deployment.join(room, { token })).say("and back");
});

test("R11-10 a ticket of an operator is an operator's, and one of anybody else is not", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const room = newRoom("office");
  for (const [token, role] of [
    [(await operatorGuest(Date.now() + DAY_MS)).token, "owner"],
    [(await guestAged(0)).token, "member"],
  ] as const) {
    const made = await deployment.post("/api/session/ticket", { room }, bearer(token));
    const { ticket } = await made.json<{ ticket: string }>();
    expect((await deployment.join(room, { ticket })).welcome.you.role).toBe(role);
  }
});

test("R11-10 the office ends to the second: its socket closes, and the same token enters as anybody", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const room = newRoom("office");
  const until = Date.now() + 60_000;
  const { token } = await operatorGuest(until);
  const operator = await deployment.join(room, { token });
  vi.useFakeTimers({ toFake: ["Date"], now: until + 1_000 });
  try {
    operator.send({ type: "typing", on: true });
    expect(await operator.closed).toEqual({ code: 4401, reason: "expired" });
    expect((await deployment.join(room, { token })).welcome.you.role).toBe("member");
  } finally {
    vi.useRealTimers();
  }
});

test("R11-10 nobody becomes an operator by saying so: foreign keys, odd claims, a guest's own words, half an id", async () => {
  const { guest, token } = await guestAged(0);
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off", ADMINS: `x${guest.id} ${guest.id}x` });
  const room = newRoom("office");
  expect((await deployment.join(room, { token })).welcome.you.role).toBe("member");
  for (const operator of ["true", 1, null, {}]) {
    const response = await deployment.get("/api/session", bearer(await hostToken("eve", { operator })));
    expect([operator, response.status]).toEqual([operator, 401]);
  }
  const plain = await deployment.get(
    "/api/session",
    bearer(await hostToken("eve", { operator: false, operatorUntil: 9e9 })),
  );
  expect(await plain.json()).not.toHaveProperty("operator");
  const forged = await signGuest((await deriveKeys("another secret of 32 characters or more")).guest, {
    ...guest,
    operatorUntil: Date.now() + DAY_MS,
  });
  expect((await deployment.get("/api/session", bearer(forged))).status).toBe(401);
});

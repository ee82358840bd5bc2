// A guest's token renewed over an open connection, with the first command after a third of its life.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { deriveKeys } from "../../../src/edge/derive-keys.ts";
import { newGuest } from "../../../src/edge/guest.ts";
import { signGuest } from "../../../src/edge/guest-token.ts";
import { LOBBY_NAME } from "../../../src/rules/lobby-name.ts";
import { Deployment, newRoom } from "../edge/deployment.ts";
import { DAY_MS } from "../edge/tokens.ts";

afterEach(() => void vi.useRealTimers());

/** A guest of the room's own Worker, whose keys are the Lobby's, with a token that was made `days` ago. */
async function guestOf(days: number, office: { operatorUntil?: number } = {}) {
  const { guest: key } = await deriveKeys(await env.LOBBY.getByName(LOBBY_NAME).signingSecret());
  const guest = { ...newGuest("Ada", Date.now() - days * DAY_MS), ...office };
  return { guest, token: await signGuest(key, guest) };
}

const tomorrow = (days: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * DAY_MS });

test("R11-14 past a third of its life a token is renewed with the next command, once, for the same member and session", async () => {
  const deployment = new Deployment({});
  const room = newRoom("in-band");
  const { guest, token } = await guestOf(29);
  const ada = await deployment.join(room, { token });
  await ada.say("young");
  expect(ada.untaken("session")).toEqual([]);
  tomorrow(2);
  await ada.say("old");
  const renewed = await ada.next("session");
  expect(renewed.expiresAt).toBeGreaterThan(guest.expiresAt);
  await ada.say("and on");
  expect(ada.untaken("session")).toEqual([]);
  const back = await deployment.join(room, { token: renewed.token });
  expect(back.id).toBe(guest.id);
  expect(back.welcome.session).toBeUndefined();
  await deployment.fetch("/api/session", { method: "DELETE", headers: { authorization: `Bearer ${renewed.token}` } });
  expect((await deployment.get("/api/session", { authorization: `Bearer ${token}` })).status).toBe(401);
});

test("R11-14 R11-2 what was renewed outlives a sleep and the first end; without it the end is exact", async () => {
  const deployment = new Deployment({});
  const room = newRoom("in-band");
  const { guest, token } = await guestOf(29);
  const ada = await deployment.join(room, { token });
  const bob = await deployment.join(room, { token: (await guestOf(29)).token });
  tomorrow(2);
  await ada.say("old");
  await ada.next("session");
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  vi.setSystemTime(guest.expiresAt);
  await ada.say("after the first end");
  bob.send({ type: "typing", on: true });
  expect(await bob.closed).toEqual({ code: 4401, reason: "expired" });
});

test("R11-14 a rename here stays one over the renewal", async () => {
  const deployment = new Deployment({});
  const room = newRoom("in-band");
  const ada = await deployment.join(room, { token: (await guestOf(29)).token });
  await ada.ask({ type: "rename", id: "r1", name: "Ada L." });
  tomorrow(2);
  await ada.say("old");
  const { token } = await ada.next("session");
  expect((await deployment.join(room, { token })).welcome.you.name).toBe("Ada L.");
});

test("R11-14 cookies, tickets, the plain mode and operators get no token over the connection", async () => {
  const deployment = new Deployment({});
  const room = newRoom("in-band");
  const [cookie, ticketed, operator] = [
    await guestOf(29),
    await guestOf(29),
    await guestOf(29, { operatorUntil: Math.floor(Date.now() / 1000) * 1000 + 9 * DAY_MS }),
  ];
  const made = await deployment.post("/api/session/ticket", { room }, { authorization: `Bearer ${ticketed.token}` });
  const { ticket } = await made.json<{ ticket: string }>();
  const people = [
    await deployment.join(room, { headers: { cookie: `hubbub_session=${cookie.token}` } }),
    await deployment.join(room, { ticket }),
    await deployment.join(room, { token: operator.token }),
  ];
  const plain = await deployment.connect(room, { protocols: [], token: (await guestOf(29)).token });
  tomorrow(2);
  for (const person of people) {
    await person.say("old");
    await person.say("and on");
    expect(person.untaken("session")).toEqual([]);
  }
  plain.raw("plainly");
  expect(plain.untakenTexts()).not.toContain("session");
});

test("R11-14 a session that was signed out gets none", async () => {
  const deployment = new Deployment({});
  const { token } = await guestOf(29);
  const leaver = await deployment.join(newRoom("in-band"), { token });
  await leaver.say("still in");
  await deployment.fetch("/api/session", { method: "DELETE", headers: { authorization: `Bearer ${token}` } });
  // Later than any other test went: what the Worker heard of sign-outs then is old by now.
  tomorrow(4);
  leaver.send({ type: "typing", on: true });
  expect((await leaver.closed).code).toBe(4401);
  expect(leaver.untaken("session")).toEqual([]);
});

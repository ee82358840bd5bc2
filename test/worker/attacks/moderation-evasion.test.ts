// A banned guest comes back: by a reconnect, a rename, a second tab, another device, a new guest session from the same network.

import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { Deployment, newRoom, SECRET } from "../edge/deployment.ts";
import { DAY_MS, guestAged } from "../edge/tokens.ts";
import { moderate, say } from "../room/deeds.ts";
import { call, enter, knock, make, principal, roomObject } from "../room/enter.ts";

const olivia = principal("g_Olivia", "Olivia");
const HOME = { "cf-connecting-ip": "198.51.100.7" };
const NEXT_DOOR = { "cf-connecting-ip": "198.51.100.250" };
const ELSEWHERE = { "cf-connecting-ip": "203.0.113.9" };
const BANNED = { code: 4403, reason: "banned" };

/** A room with an owner, where Mallory, a guest made long ago, has spoken from home. */
async function abused(hint: string) {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  const room = await make(newRoom(hint));
  const { token, guest } = await guestAged(DAY_MS, "Mallory");
  const mallory = await deployment.join(room, { name: "Mallory", token, headers: HOME });
  await mallory.say("abuse");
  return { deployment, room, mallory, token, id: guest.id };
}

describe("a banned guest stays out", () => {
  for (const webSockets of ["hibernate", "close"] as const) {
    test(`R4-33 by reconnect, by rename, by a second tab and by HTTP, over a sleep (${webSockets})`, async () => {
      const { deployment, room, mallory, token, id } = await abused("evade");
      const tab = await deployment.join(room, { name: "tab", token, headers: ELSEWHERE });
      await call(room, olivia, moderate("ban", id));
      expect(await mallory.closed).toEqual(BANNED);
      expect(await tab.closed).toEqual(BANNED);
      await evictDurableObject(roomObject(room), { webSockets });
      for (const headers of [HOME, ELSEWHERE])
        expect(await (await deployment.connect(room, { token, headers })).closed).toEqual(BANNED);
      const renamed = await deployment.post("/api/session", { name: "Innocent" }, { authorization: `Bearer ${token}` });
      const { token: other }: { token: string } = await renamed.json();
      expect(await (await deployment.connect(room, { token: other, headers: HOME })).closed).toEqual(BANNED);
      const posted = await deployment.post(
        `/api/rooms/${room}/messages`,
        { text: "again" },
        { authorization: `Bearer ${token}` },
      );
      expect(posted.status).toBe(403);
    });

    test(`R10-20 by a new guest session from the same network, over a sleep (${webSockets})`, async () => {
      const { deployment, room, id } = await abused("new-guest");
      await call(room, olivia, moderate("ban", id));
      await evictDurableObject(roomObject(room), { webSockets });
      const again = await deployment.connect(room, { name: "Innocent", headers: NEXT_DOOR });
      expect(await again.next("error")).toMatchObject({ code: "banned", retryAfterMs: expect.any(Number) });
      expect(await again.closed).toEqual(BANNED);
      const { token } = await deployment.guest("Innocent");
      const posted = await deployment.post(
        `/api/rooms/${room}/messages`,
        { text: "again" },
        { authorization: `Bearer ${token}`, ...HOME },
      );
      expect(posted.status).toBe(403);
      // The control: from elsewhere anybody comes in.
      await (await deployment.join(room, { name: "Innocent", headers: ELSEWHERE })).say("hello");
    });
  }

  test("R10-20 also where they had left before the ban, and the room had slept", async () => {
    const { deployment, room, mallory, id } = await abused("gone");
    await mallory.leave();
    await evictDurableObject(roomObject(room));
    await call(room, olivia, moderate("ban", id));
    expect(await (await deployment.connect(room, { name: "Innocent", headers: HOME })).closed).toEqual(BANNED);
  });

  test("R10-21 a renewal makes no older guest, and a ticket no other", async () => {
    const { deployment, room, id } = await abused("renewal");
    await call(room, olivia, moderate("ban", id));
    const { token } = await deployment.guest("Innocent");
    const bearer = { authorization: `Bearer ${token}`, ...HOME };
    const renewed: { token: string } = await (await deployment.post("/api/session", {}, bearer)).json();
    const { ticket }: { ticket: string } = await (
      await deployment.post("/api/session/ticket", { room }, { authorization: `Bearer ${renewed.token}` })
    ).json();
    for (const entrance of [{ token: renewed.token }, { ticket }])
      expect(await (await deployment.connect(room, { ...entrance, headers: HOME })).closed).toEqual(BANNED);
  });
});

describe("R10-20 and nobody else does", () => {
  test("who was a guest before the ban, who was given a role, and members of a host site come in from there", async () => {
    const { deployment, room, id } = await abused("neighbours");
    const { token: earlier } = await guestAged(1000, "Neighbour");
    await call(room, olivia, moderate("ban", id));
    await (await deployment.join(room, { token: earlier, headers: NEXT_DOOR })).say("I was here before");

    const guest = await deployment.guest("Invited");
    await call(room, olivia, say("by the way"));
    const refused = await deployment.connect(room, { token: guest.token, headers: HOME });
    expect(await refused.closed).toEqual(BANNED);
    await roomObject(room).invite(room, olivia, {
      id: "i",
      digest: "d",
      role: "member",
      uses: 1,
      expiresInMs: 60_000,
    });
    expect(await roomObject(room).join(room, principal(guest.id), "d")).toMatchObject({ kind: "ok" });
    await (await deployment.join(room, { token: guest.token, headers: HOME })).say("I was invited");

    const network = { ...principal("host-site-member"), network: "any" };
    expect(await call(room, network, say("signed"))).toMatchObject({ kind: "ok" });
  });

  test("unban lets new guests of the network in again, and a timed ban ends for them with itself", async () => {
    const { deployment, room, id } = await abused("unban");
    await call(room, olivia, moderate("ban", id));
    await call(room, olivia, moderate("unban", id));
    await (await deployment.join(room, { name: "New", headers: HOME })).say("hello");
    const untilAt = Date.now() + 1500;
    await call(room, olivia, moderate("ban", id, { untilAt }));
    const early = await deployment.connect(room, { name: "Newer", headers: HOME });
    const { retryAfterMs = 0 } = await early.next("error");
    expect(retryAfterMs).toBeLessThanOrEqual(1500);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 20));
    await (await deployment.join(room, { name: "Newest", headers: HOME })).say("hello");
  });

  test("a room keeps no address, only a mark that another deployment would make otherwise", async () => {
    const { room, id } = await abused("privacy");
    await call(room, olivia, moderate("ban", id));
    const { runInDurableObject } = await import("cloudflare:test");
    const kept = await runInDurableObject(roomObject(room), (_, { storage }) =>
      JSON.stringify([
        storage.sql.exec("SELECT * FROM guest_networks").toArray(),
        storage.sql.exec("SELECT * FROM network_bans").toArray(),
      ]),
    );
    expect(kept).toMatch(/"network":"[A-Za-z0-9_-]{16}"/);
    expect(kept).not.toContain("198.51");
    const other = new Deployment({ AUTH_SECRET: `${SECRET} of another` });
    await (await other.join(room, { name: "New", headers: HOME })).say("unknown mark");
  });
});

test("R4-36 a demoted moderator acts no more, on any device; nobody raises their own role, nobody moderates the owner", async () => {
  const room = await make(newRoom("escalation"));
  const mo = [await enter(room, "Mo"), await enter(room, "tab", { id: "g_Mo" })];
  const [laptop] = mo;
  await call(room, olivia, moderate("role", "g_Mo", { role: "moderator" }));
  expect(await laptop?.ask(moderate("role", "g_Mo", { role: "owner" }))).toMatchObject({ code: "forbidden" });
  for (const action of ["kick", "ban", "mute"] as const)
    expect(await laptop?.ask(moderate(action, "g_Olivia"))).toMatchObject({ code: "forbidden" });
  await enter(room, "Bob");
  await call(room, olivia, moderate("role", "g_Mo", { role: "member" }));
  for (const device of mo)
    expect(await device.ask(moderate("kick", "g_Bob"))).toMatchObject({ type: "error", code: "forbidden" });
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  const again = await enter(room, "Mo");
  expect(again.welcome.you.role).toBe("member");
  expect(await again.ask(moderate("ban", "g_Bob"))).toMatchObject({ code: "forbidden" });
});

test("R4-21 R4-22 nobody edits or removes what others said, by any way in", async () => {
  const room = await make(newRoom("others"));
  const bob = await enter(room, "Bob");
  const { seq } = await bob.say("mine");
  const mallory = principal("g_Mallory");
  expect(await call(room, mallory, { type: "edit", id: "e", message: seq, text: "yours" })).toMatchObject({
    code: "forbidden",
  });
  expect(await call(room, mallory, { type: "remove", id: "r", message: seq })).toMatchObject({ code: "forbidden" });
  const intruder = await enter(room, "Mallory", { id: "g_Mallory", name: "Bob" });
  expect(await intruder.ask({ type: "edit", id: "e", message: seq, text: "yours" })).toMatchObject({
    code: "forbidden",
  });
  expect(await (await knock(room, "reader", "frames")).next("welcome")).toMatchObject({
    snapshot: { messages: [{ seq, text: "mine" }] },
  });
});

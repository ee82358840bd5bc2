// Signing out closes the sockets of the session: at the first thing that happens after a sleep, within a minute else.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { Deployment, newRoom, SECRET } from "../edge/deployment.ts";
import { DAY_MS, guestAged } from "../edge/tokens.ts";

async function two() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  const room = newRoom("signed-out");
  // No guests of this hour: those say one thing a second.
  const [{ token: ofAlice }, { token: ofBob }] = [await guestAged(DAY_MS, "Alice"), await guestAged(DAY_MS, "Bob")];
  const alice = await deployment.join(room, { name: "Alice", token: ofAlice });
  const bob = await deployment.join(room, { name: "Bob", token: ofBob });
  const signOut = (token: string) =>
    deployment.fetch("/api/session", { method: "DELETE", headers: { authorization: `Bearer ${token}` } });
  return { room, alice, bob, ofAlice, ofBob, signOut };
}

test("R9-6 a signed-out session's sockets hear nothing after a sleep, and close with 4401", async () => {
  const { room, alice, bob, ofBob, signOut } = await two();
  await alice.say("before");
  await bob.texts();
  expect((await signOut(ofBob)).status).toBe(204);
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  await alice.say("after");
  expect(await bob.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  expect(bob.untaken("events")).toEqual([]);
  expect((await bob.next("error")).code).toBe("unauthenticated");
});

test("R9-6 whoever did not sign out stays, and speaks in the order they spoke", async () => {
  const { room, alice, bob, ofAlice, signOut } = await two();
  await signOut(ofAlice);
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  for (const text of ["one", "two", "three"]) bob.send({ type: "send", id: `id-${text}`, text });
  expect(await bob.texts(3)).toEqual(["one", "two", "three"]);
  expect((await alice.closed).code).toBe(4401);
});

// authenticate: a newer token of the same member takes over in place, over a sleep; another member's changes nothing.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as v from "valibot";
import { Deployment, newId, newRoom } from "../edge/deployment.ts";

const sessionSchema = v.object({ token: v.string(), member: v.object({ id: v.string() }) });

async function ada() {
  // The keys are those of the Lobby, which the room's own Worker has too.
  const deployment = new Deployment({});
  const room = newRoom("renewed");
  const member = await deployment.join(room, { name: "Ada" });
  const renewed = await deployment.post("/api/session", {}, { authorization: `Bearer ${member.token}` });
  const { token } = v.parse(sessionSchema, await renewed.json());
  const authenticate = (given: string) => member.ask({ type: "authenticate", id: newId(), token: given });
  return { deployment, room, member, token, authenticate };
}

test("R4-37 authenticate renews in place, and what is renewed outlives a sleep", async () => {
  const { room, member, token, authenticate } = await ada();
  expect(await authenticate(token)).toMatchObject({ type: "ack", seq: 0 });
  await evictDurableObject(env.ROOM.getByName(room), { webSockets: "hibernate" });
  await member.say("still here");
});

test("R4-37 another member's token, a forged one and none are refused, and the session goes on", async () => {
  const { deployment, member, token, authenticate } = await ada();
  const { token: others } = await deployment.guest("Bob");
  expect(await authenticate(others)).toMatchObject({ type: "error", code: "forbidden" });
  expect(await authenticate(`${token}x`)).toMatchObject({ code: "unauthenticated" });
  expect(await authenticate("nonsense")).toMatchObject({ code: "unauthenticated" });
  expect(await authenticate("")).toMatchObject({ code: "invalid" });
  await member.say("still here");
});

// Counting unread in a few rooms by one request: where one stands, what is left out, and what it costs.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as v from "valibot";
import { UNREAD_PER_MINUTE, UNREAD_ROOMS_MAX } from "../../../src/protocol/limits.ts";
import { unreadRoomsSchema } from "../../../src/protocol/http.ts";
import { Deployment, newId, newRoom, problemIn, SECRET } from "./deployment.ts";

type Caller = { readonly deployment: Deployment; readonly token: string };

async function somebody(): Promise<Caller> {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  return { deployment, token: (await deployment.guest("Ada")).token };
}

async function unread({ deployment, token }: Caller, ...rooms: string[]) {
  const response = await deployment.get(`/api/unread?rooms=${rooms.join(",")}`, { authorization: `Bearer ${token}` });
  expect(response.status).toBe(200);
  return v.parse(unreadRoomsSchema, await response.json()).rooms;
}

test("R9-35 head, position and their difference, in the order asked for, over a sleep", async () => {
  const ada = await somebody();
  const [busy, quiet] = [newRoom("busy"), newRoom("quiet")];
  const inBusy = await ada.deployment.join(busy, { token: ada.token });
  await inBusy.say("one");
  for (const name of ["Bea", "Cy"]) await (await ada.deployment.join(busy, { name })).say("more");
  inBusy.send({ type: "read", upTo: 2 });
  await inBusy.next("reads");
  const expected = [
    { name: quiet, head: 0, readUpTo: 0, unread: 0 },
    { name: busy, head: 3, readUpTo: 2, unread: 1 },
  ];
  expect(await unread(ada, quiet, busy, quiet)).toEqual(expected);
  await evictDurableObject(env.ROOM.getByName(busy), { webSockets: "hibernate" });
  expect(await unread(ada, quiet, busy)).toEqual(expected);

  const bob = await ada.deployment.guest("Bob");
  expect(await unread({ ...ada, token: bob.token }, busy), "another's position is another").toEqual([
    { name: busy, head: 3, readUpTo: 0, unread: 3 },
  ]);
});

test("R9-36 R10-7 a private room, a name that nobody was given and a room that bans are left out alike", async () => {
  const ada = await somebody();
  const { deployment } = ada;
  const authorization = `Bearer ${ada.token}`;
  const made = await deployment.post("/api/rooms", { visibility: "private", title: "Board" }, { authorization });
  const { name } = v.parse(v.object({ name: v.string() }), await made.json());
  const bob = await deployment.guest("Bob");
  const open = newRoom("open");
  const asked = [name, `p-${"a".repeat(26)}`, open];
  expect((await unread({ deployment, token: bob.token }, ...asked)).map((room) => room.name)).toEqual([open]);
  expect((await unread(ada, ...asked)).map((room) => room.name)).toEqual([name, open]);

  const owned = newRoom("owned");
  await deployment.post("/api/rooms", { name: owned }, { authorization });
  const inOwned = await deployment.join(owned, { token: ada.token });
  await deployment.join(owned, { token: bob.token });
  await inOwned.ask({ type: "moderate", id: newId(), action: "ban", member: bob.id });
  expect(await unread({ deployment, token: bob.token }, owned)).toEqual([]);
});

test("R9-36 it costs one look at each room and writes nothing, and a fault in one takes nothing from the others", async () => {
  const ada = await somebody();
  const [one, other] = [newRoom("one"), newRoom("other")];
  ada.deployment.touched.length = 0;
  await unread(ada, one, other, one);
  expect(ada.deployment.touched).toEqual([one, other]);
  for (const room of [one, other]) expect(await env.ROOM.getByName(room).rowsWritten()).toBe(0);
  ada.deployment.roomFault = Object.assign(new Error("overloaded"), { overloaded: true });
  expect(await unread(ada, one)).toEqual([]);
});

test("R9-35 wrong names, none and too many are invalid, and nobody without a session is answered", async () => {
  const { deployment, token } = await somebody();
  const many = Array.from({ length: UNREAD_ROOMS_MAX + 1 }, (_, index) => `room-${index}`).join(",");
  deployment.touched.length = 0;
  for (const query of ["", "?rooms=", "?rooms=a,,b", "?rooms=Ä", "?rooms=-a", `?rooms=${many}`]) {
    const problem = await problemIn(await deployment.get(`/api/unread${query}`, { authorization: `Bearer ${token}` }));
    expect([query, problem.status, problem.code]).toEqual([query, 400, "invalid"]);
  }
  expect((await problemIn(await deployment.get("/api/unread?rooms=lobby"))).status).toBe(401);
  expect(deployment.touched).toEqual([]);
});

test("R9-36 a member asks so often a minute and no more, and the others are not kept from it", async () => {
  const ada = await somebody();
  const room = newRoom("often");
  for (let time = 0; time < UNREAD_PER_MINUTE; time += 1) await unread(ada, room);
  const refused = await problemIn(
    await ada.deployment.get(`/api/unread?rooms=${room}`, { authorization: `Bearer ${ada.token}` }),
  );
  expect([refused.status, refused.code]).toEqual([429, "rate_limited"]);
  expect(refused.retryAfterMs).toBeGreaterThan(0);
  const bob = await ada.deployment.guest("Bob");
  expect(await unread({ ...ada, token: bob.token }, room)).toHaveLength(1);
});

// Idle sockets: many connections that never say who they are, or never say anything, to tie up what others need.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { Deployment, newRoom, SECRET } from "../edge/deployment.ts";
import { deployment } from "./people.ts";

test("100 sockets idle before authentication: there is no such state, whoever has no right token is closed at once", async () => {
  const at = deployment();
  const room = newRoom("idle");
  const sockets = await Promise.all(
    Array.from({ length: 100 }, (_, number) => at.connect(room, { token: `not-a-token-${number}` })),
  );
  for (const closed of await Promise.all(sockets.map((socket) => socket.closed)))
    expect(closed).toEqual({ code: 4401, reason: "unauthenticated" });
  expect(at.touched, "a refused token touches no room").toEqual([]);
});

test("100 sockets idle before authentication: without a token a network gets ten guests a minute, and the rest no socket", async () => {
  const at = new Deployment({ AUTH_SECRET: SECRET });
  const room = newRoom("idle");
  const headers = { "cf-connecting-ip": "203.0.113.9" };
  const answers = [];
  for (let number = 0; number < 100; number += 1) answers.push(await at.knock(room, { headers }));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 101)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(90);
  expect(at.touched).toHaveLength(10);
  for (const { webSocket } of answers) {
    webSocket?.accept();
    webSocket?.close();
  }
});

test("100 sockets that never say anything delay nobody, write nothing, and let the room sleep", async () => {
  const at = deployment();
  const room = newRoom("idle");
  const idle = await Promise.all(Array.from({ length: 100 }, (_, number) => at.join(room, { name: `Idle ${number}` })));
  expect(await env.ROOM.getByName(room).rowsWritten()).toBe(0);
  await evictDurableObject(env.ROOM.getByName(room));
  const ada = await at.join(room, { name: "Ada" });
  const startedAt = performance.now();
  await ada.say("hello");
  const tookMs = performance.now() - startedAt;
  console.log(`beside 100 idle sockets a message is acknowledged in ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(2_000);
  for (const person of idle) expect(await person.texts()).toEqual(["hello"]);
});

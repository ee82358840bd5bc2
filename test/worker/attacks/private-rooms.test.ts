// Enumeration: a stranger wants to know whether a private room is there, by what is answered, by how long it takes, or by
// what is left behind.

import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Deployment } from "../edge/deployment.ts";
import { type Caller, caller, deployment, privateRoom, unmadeRoom } from "./people.ts";
import { ROUTES } from "./every-route.ts";

/** Bodies with which the question gets as far as the room. */
const BODIES: Readonly<Record<string, unknown>> = {
  "/api/rooms/:room/messages": { text: "hi", id: "one" },
  "/api/rooms/:room/commands": { type: "send", text: "hi", id: "one" },
  "/api/rooms/:room/join": { invite: "A".repeat(43) },
  "/api/rooms/:room/webhooks": { url: "https://hooks.example/a" },
  "/api/rooms/:room/bots": { name: "Bot" },
  "/api/bots/:room/:id/:secret?": { text: "hi", id: "one" },
  "/api/session/ticket": { room: "lobby" },
};
const QUERIES: Readonly<Record<string, string>> = {
  "/api/rooms/:room/search": "?q=plan",
  "/api/rooms/:room/poll": "?waitMs=0",
};

const asked = ROUTES.filter(({ pattern }) => pattern.startsWith("/api/") && pattern.includes("/:room"));

/** Everything that an answer tells, but for the name that was asked for. */
async function told(at: Deployment, room: string, who: Caller | undefined): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const { method, pattern, path } of asked) {
    const address = path.replace(/\/attack-[^/]+/, `/${room}`) + (QUERIES[pattern] ?? "");
    const before = at.touched.length;
    const response = await at.fetch(address, {
      method,
      headers: { ...who?.headers, "content-type": "application/json" },
      ...(method === "GET" ? {} : { body: JSON.stringify(pattern.includes("/values") ? 1 : (BODIES[pattern] ?? {})) }),
    });
    answers[`${method} ${pattern}`] = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.text()).replaceAll(room, "ROOM"),
      objectsAsked: at.touched.slice(before).map((name) => (name === room ? "ROOM" : name)),
    };
  }
  const person = await at.connect(room, who === undefined ? {} : { token: who.token });
  answers["WebSocket"] = [await person.next("error"), await person.closed];
  const publish = await at.post(
    "/hubbub.v1.RoomService/Publish",
    { room, text: "hi", id: "one" },
    { ...who?.headers, "connect-protocol-version": "1" },
  );
  answers["Publish"] = [publish.status, (await publish.text()).replaceAll(room, "ROOM")];
  return answers;
}

test("enumeration of private rooms: by any route, a room that is there and a name that is not are told alike", async () => {
  const at = deployment();
  const { room } = await privateRoom(at);
  const unmade = unmadeRoom();
  for (const who of [await caller("Eve"), undefined]) {
    const [there, nowhere] = [await told(at, room, who), await told(at, unmade, who)];
    expect(there).toEqual(nowhere);
    expect(JSON.stringify(there)).not.toMatch(/Secret plans|the plan|Olivia/);
  }
});

test("enumeration of private rooms: asking leaves nothing behind, for either, and asks one object once", async () => {
  const at = deployment();
  const { room } = await privateRoom(at);
  const unmade = unmadeRoom();
  const eve = await caller("Eve");
  const written = await env.ROOM.getByName(room).rowsWritten();
  for (const name of [room, unmade]) {
    for (const answer of Object.values(await told(at, name, eve))) {
      if (typeof answer === "object" && answer !== null && "objectsAsked" in answer)
        expect([[], ["ROOM"]]).toContainEqual(answer.objectsAsked);
    }
  }
  expect(await env.ROOM.getByName(room).rowsWritten()).toBe(written);
  expect(await env.ROOM.getByName(unmade).rowsWritten()).toBe(0);
  const tables = await runInDurableObject(env.ROOM.getByName(unmade), (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_schema").toArray(),
  );
  expect(tables).toEqual([]);
  expect(await runInDurableObject(env.ROOM.getByName(unmade), (_, { storage }) => storage.getAlarm())).toBeNull();
});

test("enumeration of private rooms: the time that an answer takes says nothing", async () => {
  const at = deployment();
  const { room } = await privateRoom(at);
  const unmade = unmadeRoom();
  const eve = await caller("Eve");
  const times = new Map<string, number[]>([
    [room, []],
    [unmade, []],
  ]);
  // One after the other in turn, so that a busy machine slows both down alike.
  for (let round = 0; round < 21; round += 1) {
    for (const [name, taken] of times) {
      const startedAt = performance.now();
      for (let again = 0; again < 10; again += 1) await (await at.get(`/api/rooms/${name}`, eve.headers)).text();
      taken.push(performance.now() - startedAt);
    }
  }
  const [there = 0, nowhere = 0] = [...times.values()].map((taken) => taken.toSorted((a, b) => a - b)[10] ?? 0);
  console.log(
    `ten answers of a private room take ${there.toFixed(1)} ms, of a name that is none ${nowhere.toFixed(1)} ms`,
  );
  // The middle of many, for a clock that tells whole milliseconds.
  expect(Math.max(there, nowhere) + 1).toBeLessThan(2 * (Math.min(there, nowhere) + 1));
});

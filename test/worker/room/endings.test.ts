// How connections end: every close is answered, and what may not go on is closed with its code and reason.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { call, enter, knock, newId, newRoom, principal, roomObject } from "./enter.ts";

test.each([
  ["without a code", undefined, 1000],
  ["1000", 1000, 1000],
  ["3001", 3001, 3001],
  ["4999", 4999, 4999],
])("R7-1 a close %s is answered at once", async (_, code, answer) => {
  const alice = await enter(newRoom("close"), "Alice");
  const closed = await alice.leave(code, code === undefined ? undefined : "bye");
  // The runtime's own client reports what it was answered.
  expect([answer, 1005]).toContain(closed.code);
});

test("R7-1 also in a room that slept", async () => {
  const room = newRoom("close-asleep");
  const alice = await enter(room, "Alice");
  await evictDurableObject(roomObject(room));
  await alice.leave(1000, "bye");
  expect((await enter(room, "Bob")).welcome.members.count).toBe(1);
});

test("R4-8 a binary frame closes with 1003", async () => {
  const alice = await enter(newRoom("binary"), "Alice");
  alice.raw(new Uint8Array([1, 2, 3]).buffer);
  expect(await alice.next("error")).toMatchObject({ code: "bad_frame" });
  expect(await alice.closed).toEqual({ code: 1003, reason: "bad_frame" });
});

test("R4-9 a frame of 131,072 bytes is read, one more closes with 1009", async () => {
  const room = newRoom("large");
  const alice = await enter(room, "Alice");
  const frame = (bytes: number) => {
    const empty = JSON.stringify({ type: "caught", id: "x", pad: "" });
    return JSON.stringify({
      type: "caught",
      id: "x",
      pad: "é".repeat((bytes - empty.length) >> 1) + "x".repeat((bytes - empty.length) % 2),
    });
  };
  alice.raw(frame(131_072));
  expect(await alice.next("error")).toMatchObject({ code: "unknown_type", id: "x" });
  alice.raw(frame(131_073));
  expect(await alice.next("error")).toMatchObject({ code: "too_large" });
  expect(await alice.closed).toEqual({ code: 1009, reason: "too_large" });
  expect((await enter(room, "Bob")).welcome.members.count).toBe(1);
});

test("R11-2 past its expiry a session sends nothing and hears nothing: it closes with 4401 at the next of either", async () => {
  const room = newRoom("expiry");
  const bob = await enter(room, "Bob");
  const speaker = await enter(room, "Speaker", { expiresAt: Date.now() - 1 });
  const listener = await enter(room, "Listener", { expiresAt: Date.now() - 1 });
  speaker.send({ type: "send", id: newId(), text: "too late" });
  expect(await speaker.closed).toEqual({ code: 4401, reason: "expired" });
  await bob.say("in time");
  expect(await listener.closed).toEqual({ code: 4401, reason: "expired" });
  expect(listener.untaken("events")).toEqual([]);
  expect(listener.untaken("error")).toMatchObject([{ code: "expired" }]);
  expect(await bob.texts()).toEqual(["in time"]);
});

test("R8-1 plain mode: the guide's client sends text and gets texts, its own too, and nothing else", async () => {
  const room = newRoom("plain");
  const guide = await knock(room, "Guide", "plain");
  const alice = await enter(room, "Alice");
  guide.raw("Hello");
  expect(await guide.text()).toBe("Hello");
  expect(await alice.events()).toMatchObject([{ text: "Hello", by: { name: "Guide" } }]);
  await alice.say('{"type":"send"}');
  expect(await guide.text()).toBe('{"type":"send"}');
  await alice.ask({ type: "rename", id: "r", name: "Ada" });
  alice.send({ type: "typing", on: true });
  await alice.say("last");
  expect(await guide.text()).toBe("last");
  expect(guide.untakenTexts()).toEqual([]);
  await guide.ping();
});

test("R8-2 a refused text is dropped, too large closes 1009, the 101st plain socket is room_full", async () => {
  const room = newRoom("plain-bad");
  const guide = await knock(room, "Guide", "plain");
  guide.raw("");
  guide.raw("x".repeat(8001));
  guide.raw("fine");
  expect(await guide.text()).toBe("fine");
  guide.raw("x".repeat(131_073));
  expect(await guide.closed).toEqual({ code: 1009, reason: "too_large" });
  await Promise.all(Array.from({ length: 100 }, (_, index) => knock(room, `G${index}`, "plain")));
  const last = await knock(room, "G101", "plain");
  expect(await last.closed).toEqual({ code: 1013, reason: "room_full" });
  expect((await enter(room, "Alice")).welcome.members.count).toBe(101);
});

test("R3.2-1 a socket to which more than 4 MiB went since its last ping or command is cut with 4408; who pings is not", async () => {
  const room = newRoom("slow");
  const alice = await enter(room, "Alice");
  const slow = await enter(room, "Slow");
  const alive = await enter(room, "Alive");
  const wscat = await enter(room, "Silent");
  await slow.ping();
  await alive.ping();
  const text = "\u{1F40C}".repeat(8000);
  // A frame of such a text is 16,000 UTF-16 units long.
  for (let index = 0; index < (2 * (4 * 1024 * 1024)) / 16_000 + 20; index += 1) {
    if (index % 20 === 0) await alice.ping();
    if (index % 100 === 0) await alive.ping();
    await sayThrough(room, text);
  }
  expect(await slow.closed).toEqual({ code: 4408, reason: "too_slow" });
  await alive.ping();
  await wscat.ping();
});

/** Says something by RPC as ever new members, whom no rate limits. */
async function sayThrough(room: string, text: string): Promise<void> {
  const id = newId();
  const reply = await call(room, principal(`g_${id}`, "Many"), { type: "send", id, text });
  if (reply.kind === "refused") throw new Error(reply.message);
}

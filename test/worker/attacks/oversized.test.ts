// Oversized everything: what is larger than it may be is refused in words, before a room hears of it, and nothing is kept.

import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newId, newRoom, problemIn } from "../edge/deployment.ts";
import { jsonDoors } from "./json-doors.ts";
import { caller, deployment } from "./people.ts";

const KiB = 1024;
const long = (length: number) => "x".repeat(length);
const attachment = { url: "https://files.example/a.png", name: "a.png", type: "image/png", size: 1 };

describe("oversized bodies", () => {
  test("are refused at every door: announced, not announced, and announced as small", async () => {
    const at = deployment();
    const { doors, room, owner } = await jsonDoors(at);
    const written = await env.ROOM.getByName(room).rowsWritten();
    for (const { name, right, knock } of doors.filter(({ name }) => name !== "a frame")) {
      const { status, told } = await knock(JSON.stringify({ ...right, extra: long(200 * KiB) }));
      expect([name, [400, 413, 429].includes(status)], told.slice(0, 200)).toEqual([name, true]);
    }
    const streamed = (announced: Record<string, string>) => {
      let pieces = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pieces += 1;
          if (pieces > 64) controller.close();
          else controller.enqueue(new TextEncoder().encode(long(64 * KiB)));
        },
      });
      const headers = { ...owner.headers, "content-type": "application/json", ...announced };
      return {
        response: at.fetch(`/api/rooms/${room}/messages`, { method: "POST", headers, body }),
        pieces: () => pieces,
      };
    };
    for (const announced of [{}, { "content-length": "2" }]) {
      const { response, pieces } = streamed(announced);
      expect(await problemIn(await response)).toMatchObject({ status: 413, code: "too_large" });
      expect(pieces(), "no more is read than is allowed, and what was on its way").toBeLessThan(10);
    }
    expect(await env.ROOM.getByName(room).rowsWritten()).toBe(written);
  });
});

describe("oversized frames", () => {
  test.for([
    ["text", long(128 * KiB + 1), 1009, "too_large"],
    ["a megabyte of text", long(KiB * KiB), 1009, "too_large"],
    ["bytes", new ArrayBuffer(256 * KiB), 1003, "bad_frame"],
  ] as const)("of %s are answered and closed, and nobody else is disturbed", async ([, frame, code, reason]) => {
    const at = deployment();
    const room = newRoom("oversized");
    const [eve, bob] = [await at.join(room, { name: "Eve" }), await at.join(room, { name: "Bob" })];
    eve.raw(frame);
    expect(await eve.next("error")).toMatchObject({ code: reason });
    expect(await eve.closed).toMatchObject({ code });
    await bob.say("still here");
    expect(await bob.texts()).toEqual(["still here"]);
    expect(bob.untaken("error")).toEqual([]);
  });
});

describe("oversized fields", () => {
  const send = (fields: object) => ({ type: "send", id: "big", text: "x", ...fields });
  const commands: readonly [string, object][] = [
    ["a text of 8,001 characters", send({ text: long(8_001) })],
    ["data of more than 4 KiB", send({ data: long(4 * KiB) })],
    ["eleven attachments", send({ attachments: Array.from({ length: 11 }, () => attachment) })],
    [
      "an attachment's address of 100 KB",
      send({ attachments: [{ ...attachment, url: `https://a.example/${long(100_000)}` }] }),
    ],
    ["an attachment's name of 100 KB", send({ attachments: [{ ...attachment, name: long(100_000) }] })],
    ["an attachment's type of 100 KB", send({ attachments: [{ ...attachment, type: long(100_000) }] })],
    ["an attachment of more bytes than numbers hold", send({ attachments: [{ ...attachment, size: 1e300 }] })],
    ["a name of 100 KB", { type: "rename", id: "big", name: long(100_000) }],
    [
      "a name of 64 letters under 100 marks each",
      { type: "rename", id: "big", name: `a${"\u0301".repeat(100)}`.repeat(64) },
    ],
    ["an id of 100 KB", send({ id: long(100_000) })],
    ["an emoji of 100 KB", { type: "react", id: "big", message: 1, emoji: long(100_000), on: true }],
    ["a title of 100 KB", { type: "configure", id: "big", title: long(100_000) }],
    ["a topic of 100 KB", { type: "configure", id: "big", topic: long(100_000) }],
    ["a reason of 100 KB", { type: "remove", id: "big", message: 1, reason: long(100_000) }],
    ["a member's id of 100 KB", { type: "moderate", id: "big", action: "kick", member: long(100_000) }],
    ["a signal of more than 4 KiB", { type: "signal", name: "big", data: long(4 * KiB) }],
    ["a signal's name of 100 KB", { type: "signal", name: long(100_000), data: 1 }],
    ["a value of more than 4 KiB", { type: "put", key: "big", value: long(4 * KiB) }],
    ["a type of 100 KB", { type: long(100_000), id: "big" }],
    ["a number of more digits than are kept", { type: "history", id: "big", limit: Number("9".repeat(300)) }],
  ];

  test("of a command are refused in a short answer that quotes none of it, and nothing is stored", async () => {
    const at = deployment();
    const room = newRoom("oversized");
    const eve = await at.join(room, { name: "Eve" });
    for (const [what, command] of commands) {
      eve.raw(JSON.stringify(command));
      const error = await eve.next("error");
      expect(["too_large", "invalid", "unknown_type"], `${what}: ${error.message}`).toContain(error.code);
      expect(JSON.stringify(error).length, what).toBeLessThan(400);
    }
    expect(await env.ROOM.getByName(room).rowsWritten()).toBe(0);
    await eve.say("still here");
  });

  test("a cursor of 100 KB resumes nothing, over every way in", async () => {
    const at = deployment();
    const room = newRoom("oversized");
    const ada = await at.join(room, { name: "Ada" });
    await ada.say("one");
    const since = `${ada.welcome.epoch}:${"1".repeat(100_000)}`;
    expect((await at.join(room, { since: since.slice(0, 6_000) })).welcome.recovered).toBe(false);
    ada.raw(JSON.stringify({ type: "resume", since }));
    expect(await ada.next("welcome")).toMatchObject({ recovered: false });
    const polled = await at.get(`/api/rooms/${room}/poll?waitMs=0&since=${since}`);
    expect(await polled.json()).toMatchObject({ recovered: false });
  });
});

describe("oversized queries and headers", () => {
  test("are refused, or count for nothing, before any room is asked", async () => {
    const at = deployment();
    const { headers } = await caller("Eve");
    const room = newRoom("oversized");
    const big = long(16 * KiB);
    const asked: readonly [string, string, Record<string, string>, number][] = [
      ["a room's name", `/api/rooms/${big}`, headers, 400],
      ["a key", `/api/rooms/${room}/values/${big}`, headers, 405],
      ["a search", `/api/rooms/${room}/search?q=${big}`, headers, 400],
      ["a limit", `/api/rooms/${room}/messages?limit=${"9".repeat(16 * KiB)}`, headers, 400],
      ["a time to wait", `/api/rooms/${room}/poll?waitMs=${"9".repeat(16 * KiB)}`, headers, 400],
      ["a token", "/api/session", { authorization: `Bearer ${big}` }, 401],
      ["a cookie", "/api/session", { cookie: `hubbub_session=${big}` }, 401],
      ["a ticket", `/api/rooms/${room}?ticket=${big}`, {}, 401],
      ["ten thousand cookies", "/api/session", { cookie: "a=b; ".repeat(10_000) }, 401],
      ["an Origin", "/api/health", { origin: `https://${big}` }, 403],
      ["an address", `/api/${big}`, {}, 404],
    ];
    for (const [what, path, sent, status] of asked) {
      const response = await at.get(path, sent);
      const told = await response.text();
      expect([what, response.status], told.slice(0, 200)).toEqual([what, status]);
      expect(told.length, what).toBeLessThan(600);
    }
    const keyed = await at.post(`/api/rooms/${room}/messages`, { text: "x" }, { ...headers, "idempotency-key": big });
    expect(await problemIn(keyed)).toMatchObject({ status: 400, code: "invalid" });
    const named = await at.knock(room, { query: { name: big } });
    expect(await problemIn(named)).toMatchObject({ status: 400, code: "invalid" });
    const protocols = await at.knock(room, { protocols: Array.from({ length: 2_000 }, () => newId()) });
    expect(await problemIn(protocols)).toMatchObject({ status: 400, code: "invalid" });
    expect(at.touched).toEqual([]);
  });
});

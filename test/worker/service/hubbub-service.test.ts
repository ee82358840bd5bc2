// The entrypoint for other Workers, called as a binding calls it: over RPC, with what a caller may get wrong.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Message } from "../../../src/service/hubbub-service.ts";
import { call, enter, newId, newRoom, principal, roomObject } from "../room/enter.ts";
import { LineReader } from "./line-reader.ts";

const CI = { id: "ci", name: "CI" };
const service = exports.HubbubService({ props: {} });
const boundTo = (props: object) => exports.HubbubService({ props });

describe("publish", () => {
  test("R12-2 says it as the member that the caller names", async () => {
    const room = newRoom("service-publish");
    const alice = await enter(room, "Alice");
    const sent = await service.publish(room, { id: "build-7", text: "Deployed", data: { build: 7 } }, CI);
    expect(sent).toMatchObject({ kind: "ok", value: { id: "build-7", seq: 1, repeated: false } });
    expect(await alice.events(1)).toMatchObject([
      { seq: 1, by: { id: "s_ci", name: "CI" }, id: "build-7", text: "Deployed", data: { build: 7 } },
    ]);
  });

  test("R12-3 R2-3 twice with one id is once, and the answer says so", async () => {
    const room = newRoom("service-once");
    const message = { id: newId(), text: "once" };
    const [first, again] = [await service.publish(room, message, CI), await service.publish(room, message, CI)];
    expect(again).toMatchObject({ kind: "ok", value: { seq: 1, repeated: true } });
    expect(first).toMatchObject({ kind: "ok", value: { seq: 1, repeated: false } });
    const other = await service.publish(room, { ...message, text: "other" }, CI);
    expect(other).toMatchObject({ kind: "refused", code: "id_conflict" });
  });

  test("R12-1 the props of a binding stand for the caller, and the argument outranks them", async () => {
    const room = newRoom("service-props");
    const alice = await enter(room, "Alice");
    const deploys = boundTo({ id: "deploys", name: "Deploys" });
    await deploys.publish(room, { text: "by props" });
    await deploys.publish(room, { text: "by argument" }, CI);
    expect(await alice.events(2)).toMatchObject([{ by: { id: "s_deploys", name: "Deploys" } }, { by: { id: "s_ci" } }]);
  });

  test.for([
    { what: "nobody", caller: undefined },
    { what: "null", caller: null },
    { what: "a name alone", caller: { name: "CI" } },
    { what: "an id alone", caller: { id: "ci" } },
    { what: "an empty id", caller: { id: "", name: "CI" } },
    { what: "an id with a space", caller: { id: "c i", name: "CI" } },
    { what: "an id that is too long", caller: { id: "x".repeat(127), name: "CI" } },
    { what: "a name that cannot be seen", caller: { id: "ci", name: "\u200b" } },
    { what: "a number", caller: 7 },
    { what: "a token that is a number", caller: { token: 7 } },
  ])("R12-1 from $what is invalid, and stores nothing", async ({ caller }) => {
    const room = newRoom("service-caller");
    const reply = await service.publish(room, { text: "x" }, caller as never);
    expect(reply).toMatchObject({ kind: "refused", code: "invalid", message: /^unable to send message; / });
    expect(await service.history(room)).toMatchObject({ kind: "ok", value: { head: 0 } });
  });

  test.for([
    { what: "no text", message: {}, code: "invalid" },
    { what: "an empty text", message: { text: "" }, code: "invalid" },
    { what: "too much text", message: { text: "x".repeat(8001) }, code: "too_large" },
    { what: "too much data", message: { text: "x", data: "x".repeat(5000) }, code: "too_large" },
    { what: "an id of another form", message: { id: "not an id", text: "x" }, code: "invalid" },
    { what: "an answer to nothing", message: { text: "x", replyTo: 9 }, code: "not_found" },
    { what: "no message at all", message: undefined, code: "invalid" },
    { what: "another command", message: { type: "rename", text: "x", name: "Eve" }, code: "invalid" },
  ])("R12-3 of $what is refused as $code", async ({ message, code }) => {
    const room = newRoom("service-message");
    expect(await service.publish(room, message as Message, CI)).toMatchObject({ kind: "refused", code });
    expect(await service.history(room)).toMatchObject({ kind: "ok", value: { head: 0 } });
  });

  test.for(["", "No Room", "x".repeat(65), 7, undefined])("R12-3 to the room %o is refused", async (room) => {
    const replies = [
      await service.publish(room as string, { text: "x" }, CI),
      await service.history(room as string),
      await service.members(room as string),
    ];
    for (const reply of replies) expect(reply).toMatchObject({ kind: "refused", code: "invalid" });
    const lines = new LineReader(await service.subscribe(room as string));
    expect(await lines.next()).toMatchObject({ type: "error", code: "invalid" });
    expect(await lines.next()).toBeUndefined();
  });

  test("R12-2 the member of a bad token is nobody", async () => {
    const reply = await service.publish(newRoom("service-token"), { text: "x" }, { token: "a.b.c" });
    expect(reply).toMatchObject({ kind: "refused", code: "unauthenticated" });
  });

  test("R12-2 rates hold, and say when to come back", async () => {
    const room = newRoom("service-rate");
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, i) => service.publish(room, { text: `${i}` }, CI)),
    );
    const refused = replies.filter((reply) => reply.kind === "refused");
    expect(refused[0]).toMatchObject({ code: "rate_limited", retryAfterMs: expect.any(Number) });
  });

  test("R12-2 into a private room it comes as a member, and a ban keeps it out", async () => {
    const room = await privateRoom();
    expect(await service.publish(room, { text: "in" }, CI)).toMatchObject({ kind: "ok" });
    expect(await service.members(room)).toMatchObject({ kind: "ok" });
    const owner = principal("g_owner", "Owner");
    await call(room, owner, { type: "moderate", id: newId(), action: "ban", member: "s_ci" });
    expect(await service.publish(room, { text: "out" }, CI)).toMatchObject({ kind: "refused", code: "banned" });
  });
});

describe("history and members", () => {
  test("R12-1 give pages and people", async () => {
    const room = newRoom("service-history");
    await enter(room, "Alice");
    for (const text of ["one", "two", "three"]) await service.publish(room, { text }, CI);
    expect(await service.history(room)).toMatchObject({
      kind: "ok",
      value: { messages: [{ text: "one" }, { text: "two" }, { seq: 3, text: "three" }], more: false, head: 3 },
    });
    expect(await service.history(room, { before: 3, limit: 1 })).toMatchObject({
      value: { messages: [{ text: "two" }], more: true },
    });
    expect(await service.members(room)).toEqual({
      kind: "ok",
      value: { count: 1, complete: true, list: [{ id: "g_Alice", name: "Alice", role: "member" }] },
    });
  });

  test.for([{ limit: 0 }, { limit: 101 }, { before: 1, after: 1 }, { before: "1" }, 7])(
    "R12-3 a range of %o is invalid",
    async (range) => {
      const reply = await service.history(newRoom("service-range"), range as never);
      expect(reply).toMatchObject({ kind: "refused", code: "invalid" });
    },
  );

  test("R12-1 data nested as deep as 4 KiB allow comes through", async () => {
    const room = newRoom("service-deep");
    const data: unknown = JSON.parse("[".repeat(2047) + "]".repeat(2047));
    expect(await service.publish(room, { text: "deep", data }, CI)).toMatchObject({ kind: "ok" });
    expect(await service.history(room)).toMatchObject({ kind: "ok", value: { messages: [{ text: "deep" }] } });
  });
});

describe("subscribe", () => {
  test("R12-4 gives the frames as lines, after a cursor, and its reader is in no roster", async () => {
    const room = newRoom("service-subscribe");
    await service.publish(room, { text: "before" }, CI);
    const lines = new LineReader(await service.subscribe(room, "0:0", CI));
    expect(await lines.next()).toMatchObject({ type: "welcome", recovered: true, members: { count: 0 } });
    expect(await lines.next()).toMatchObject({ type: "events", events: [{ seq: 1, text: "before" }] });
    await service.publish(room, { text: "after" }, CI);
    expect(await lines.nextOf("events")).toMatchObject({ events: [{ seq: 2, text: "after" }] });
  });

  test("R12-4 from now on it begins with a snapshot", async () => {
    const room = newRoom("service-snapshot");
    await service.publish(room, { text: "there" }, CI);
    const lines = new LineReader(await service.subscribe(room));
    expect(await lines.next()).toMatchObject({
      type: "welcome",
      recovered: false,
      snapshot: { messages: [{ text: "there" }] },
    });
  });

  test("R12-4 a refusal is its one line", async () => {
    const lines = new LineReader(await service.subscribe(newRoom("service-refused"), undefined, { token: "a.b.c" }));
    expect(await lines.next()).toMatchObject({ type: "error", code: "unauthenticated" });
    expect(await lines.next()).toBeUndefined();
    const wrong = new LineReader(await service.subscribe(newRoom("service-since"), 7 as never));
    expect(await wrong.next()).toMatchObject({ type: "error", code: "invalid" });
  });

  test("R12-4 a room that is lost ends it with a line that says to come back", async () => {
    const room = newRoom("service-lost");
    await service.publish(room, { text: "1" }, CI);
    const lines = new LineReader(await service.subscribe(room));
    await lines.nextOf("welcome");
    await evictDurableObject(roomObject(room), { webSockets: "close" });
    expect(await lines.nextOf("reconnect")).toMatchObject({ afterMs: 0 });
    expect(await lines.next()).toBeUndefined();
  });

  test("R12-4 whoever cancels has left the room with the next line, by the pong at the latest", async () => {
    const [busy, silent] = [newRoom("service-cancel"), newRoom("service-cancel-silent")];
    for (const room of [busy, silent]) {
      const lines = new LineReader(await service.subscribe(room, undefined, CI));
      await lines.nextOf("welcome");
      expect(await socketsIn(room)).toBe(1);
      await lines.cancel();
    }
    await service.publish(busy, { text: "anybody?" }, CI);
    await vi.waitFor(async () => expect(await socketsIn(busy)).toBe(0), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await socketsIn(silent)).toBe(0), { timeout: 20_000, interval: 500 });
  });
});

/** How many sockets the room holds, hidden ones too. */
async function socketsIn(room: string): Promise<number> {
  return runInDurableObject(roomObject(room), (_, state) => state.getWebSockets().length);
}

async function privateRoom(): Promise<string> {
  const room = `p-${newId().replaceAll("-", "").slice(0, 26)}`;
  const reply = await roomObject(room).create(room, principal("g_owner", "Owner"), { visibility: "private" });
  if (reply.kind === "refused") throw new Error(reply.message);
  return room;
}

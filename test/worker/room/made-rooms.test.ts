// Rooms that somebody made: what making writes, who finds a private one, and what open rooms are without them.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { encodeEntry, ENTRY_HEADER } from "../../../src/rules/entry.ts";
import { Room } from "../../../src/room/room.ts";
import { configure, say } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, reservedRoom, roomObject } from "./enter.ts";

const olivia = principal("g_Olivia", "Olivia");

/** Names of the tables that a room's object has. */
async function tablesOf(room: string): Promise<unknown[]> {
  return runInDurableObject(roomObject(room), (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_schema").toArray(),
  );
}

/** All that somebody can ask of a room without being in it, each answer as it is. */
async function asked(room: string, who = principal("g_Alice")): Promise<unknown[]> {
  const object = roomObject(room);
  const asker = { principal: who };
  const person = await knock(room, "Alice", "frames", who.role === undefined ? {} : { role: who.role });
  return [
    await object.describe(room, asker),
    await object.describe(room, {}),
    await object.messages(room, { limit: 1 }, asker),
    await object.members(room, asker),
    await object.values(room, asker),
    await object.exportPage(room, who, 0),
    await call(room, who, say("x")),
    await call(room, who, { type: "signal", name: "x", data: 1 }),
    await person.next("error"),
    await person.closed,
  ];
}

test("R10-5 a room is made by two events, and its owner owns it, also after a sleep", async () => {
  const room = newRoom("made");
  const alice = principal("g_Alice");
  const reply = await roomObject(room).create(room, olivia, { title: "Parlour", visibility: "public" });
  expect(reply).toMatchObject({ kind: "ok", value: { head: 2, epoch: expect.stringMatching(/^[0-9a-f]{32}$/) } });
  await evictDurableObject(roomObject(room));
  const owner = await enter(room, "Olivia", { since: "0:0" });
  const by = { id: "g_Olivia", name: "Olivia" };
  const head = { at: expect.any(Number), by, id: expect.any(String) };
  expect(await owner.events(2)).toEqual([
    { ...head, seq: 1, kind: "configured", title: "Parlour", visibility: "public" },
    { ...head, seq: 2, kind: "member", member: by, action: "role", role: "owner" },
  ]);
  expect(owner.welcome).toMatchObject({ you: { role: "owner" }, room: { title: "Parlour", visibility: "public" } });
  expect(await call(room, alice, configure({ title: "Mine" }))).toMatchObject({ code: "forbidden" });
  expect(await call(room, olivia, configure({ title: "Ours" }))).toMatchObject({ kind: "ok" });
});

test("R10-5 what has a log, an open connection, or is the lobby, is taken, and nothing is written", async () => {
  const [spoken, entered] = [newRoom("spoken"), newRoom("entered")];
  await call(spoken, principal("g_Alice"), say("first"));
  await enter(entered, "Alice", { relay: "none" });
  const made = await make(newRoom("made"));
  for (const room of [spoken, entered, made, "lobby"]) {
    const before = await roomObject(room).rowsWritten();
    const reply = await roomObject(room).create(room, principal("g_Eve"), { visibility: "unlisted" });
    expect(reply, room).toMatchObject({ kind: "refused", code: "taken" });
    expect(await roomObject(room).rowsWritten(), room).toBe(before);
  }
  expect((await enter(entered, "Bob", { relay: "none" })).welcome).toMatchObject({
    epoch: "0",
    you: { role: "member" },
  });
  expect(await tablesOf(entered)).toEqual([]);
});

test("R10-5 of two who make the same room at once one gets it", async () => {
  const room = newRoom("race");
  const replies = await Promise.all(
    ["g_A", "g_B", "g_C"].map((id) => roomObject(room).create(room, principal(id), { visibility: "unlisted" })),
  );
  expect(replies.map(({ kind }) => kind).sort()).toEqual(["ok", "refused", "refused"]);
  expect((await enter(room, "Alice")).welcome.head).toBe(2);
});

describe("R10-7 a private room", () => {
  test("and a name that nobody was given look alike to whoever is no member, and nothing is written for either", async () => {
    const [made, unmade] = [await make(reservedRoom(), { visibility: "private", title: "Secret" }), reservedRoom()];
    await evictDurableObject(roomObject(made));
    const answers = { made: await asked(made), unmade: await asked(unmade) };
    expect(answers.made).toEqual(answers.unmade);
    expect(answers.made).toEqual([
      ...Array.from({ length: 8 }, () => expect.objectContaining({ kind: "refused", code: "not_found" })),
      expect.objectContaining({ type: "error", code: "not_found" }),
      { code: 4404, reason: "not_found" },
    ]);
    expect(JSON.stringify(answers.made)).not.toContain("Secret");
    for (const room of [made, unmade]) expect(await roomObject(room).rowsWritten(), room).toBe(0);
    expect(await tablesOf(unmade)).toEqual([]);
  });

  test("is there for members, by what they were given or what their token claims", async () => {
    const room = await make(reservedRoom(), { visibility: "private", title: "Secret" });
    expect((await enter(room, "Olivia")).welcome.room).toMatchObject({ title: "Secret", visibility: "private" });
    expect((await enter(room, "Staff", { id: "host:1", role: "member" })).welcome.you.role).toBe("member");
    expect(await call(room, principal("host:2", "Two", "reader"), say("x"))).toMatchObject({ code: "forbidden" });
  });

  test("a claim makes no room of a name that nobody was given", async () => {
    const room = reservedRoom();
    const answers = await asked(room, principal("host:1", "Staff", "owner"));
    expect(answers[0]).toMatchObject({ code: "not_found" });
    expect(await tablesOf(room)).toEqual([]);
  });
});

describe("R10-9 with OPEN_ROOMS off", () => {
  /** A room of a deployment that has no open rooms, over the same object. */
  async function inClosed<T>(room: string, run: (object: Room) => T): Promise<T> {
    return runInDurableObject(roomObject(room), (_, state) => run(new Room(state, { ...env, OPEN_ROOMS: "off" })));
  }

  test("a room that nobody made is not there, also where somebody spoke before; lobby and made rooms are", async () => {
    const [unmade, spoken, made] = [newRoom("unmade"), newRoom("spoken"), await make(newRoom("made"))];
    await call(spoken, principal("g_Alice"), say("before"));
    for (const room of [unmade, spoken])
      expect(await inClosed(room, (object) => object.describe(room, {})), room).toMatchObject({ code: "not_found" });
    for (const room of [made, "lobby"])
      expect(await inClosed(room, (object) => object.describe(room, {})), room).toMatchObject({ kind: "ok" });
    expect(await tablesOf(unmade)).toEqual([]);
    expect(await roomObject(spoken).describe(spoken, {})).toMatchObject({ kind: "ok" });
  });

  test("who knocks is told so, and a command makes nothing", async () => {
    const room = newRoom("closed");
    const closed = await inClosed(room, async (object) => {
      const entry = { room, principal: principal("g_Alice"), mode: "frames" } as const;
      const response = object.fetch(
        new Request("http://room/", { headers: { upgrade: "websocket", [ENTRY_HEADER]: encodeEntry(entry) } }),
      );
      const socket = response.webSocket;
      if (socket === null) throw new Error("no WebSocket came");
      const { promise, resolve } = Promise.withResolvers<unknown>();
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
      socket.accept();
      expect(await object.command(room, principal("g_Alice"), JSON.stringify(say("x")))).toMatchObject({
        code: "not_found",
      });
      return promise;
    });
    expect(closed).toEqual({ code: 4404, reason: "not_found" });
    expect(await tablesOf(room)).toEqual([]);
  });
});

test("R9-18 the whole log in parts, as its events stand now, for owners alone", async () => {
  const room = await make(newRoom("export"));
  const writers = Array.from({ length: 6 }, (_, index) => principal(`g_${index}`));
  for (const who of writers)
    for (let index = 0; index < 8; index += 1) await call(room, who, say("\u{1F40C}".repeat(4000)));
  await call(room, principal("g_0"), { type: "remove", id: newId(), message: 3 });
  for (const who of [principal("g_0"), principal("g_Mo", "Mo", "moderator")])
    expect(await roomObject(room).exportPage(room, who, 0)).toMatchObject({ kind: "refused", code: "forbidden" });
  const events: { seq: number; text?: string; erased?: boolean }[] = [];
  let parts = 0;
  for (let after: number | undefined = 0; after !== undefined; parts += 1) {
    const page = await roomObject(room).exportPage(room, olivia, after);
    if (page.kind === "refused") throw new Error(page.message);
    // A part is as long as 256 KiB and its last event, however long the log.
    expect(page.value.lines.length).toBeLessThan(300 * 1024);
    for (const line of page.value.lines.trimEnd().split("\n")) events.push(JSON.parse(line));
    after = page.value.next;
  }
  expect(parts).toBeGreaterThan(1);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
  expect(events[2]).toMatchObject({ seq: 3, erased: true });
  expect(events[2]).not.toHaveProperty("text");
  expect(events[3]?.text).toBe("\u{1F40C}".repeat(4000));
});

// A deploy over rooms that older code made, and the way back: old rooms are brought up to date, newer ones left alone.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { Database, type Migration } from "../../../src/storage/database.ts";
import { encodeEvent, EventLog } from "../../../src/storage/event-log.ts";
import { migrations } from "../../../src/storage/migrations.ts";
import { enter, knock, newId, newRoom, principal, roomObject } from "../room/enter.ts";
import { EPOCH, oldRooms } from "./old-rooms.ts";

const newest = migrations.at(-1)?.id ?? 0;

/** What nobody has released: a column, a table filled from what is there, an index. */
const next: Migration = {
  id: newest + 1,
  statements: [
    "ALTER TABLE events ADD COLUMN mood TEXT",
    "CREATE TABLE authors (member TEXT PRIMARY KEY, messages INTEGER NOT NULL) STRICT",
    "INSERT INTO authors (member, messages) SELECT member, count(*) FROM events WHERE kind = 'message' GROUP BY member",
    "CREATE INDEX events_by_mood ON events (mood) WHERE mood IS NOT NULL",
  ],
};
const broken: Migration = {
  id: newest + 1,
  statements: [...next.statements, "INSERT INTO no_such_table (a) VALUES (1)"],
};
const later: Migration = { id: newest + 2, statements: ["CREATE TABLE later (a INTEGER) STRICT"] };

async function inRoom<T>(room: string, run: (storage: DurableObjectStorage) => T): Promise<T> {
  return runInDurableObject(roomObject(room), (_, state) => run(state.storage));
}

/** Everything that a room's database holds. */
function dump(storage: DurableObjectStorage): unknown {
  const tables = storage.sql.exec<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_cf_%' ORDER BY name",
  );
  return tables.toArray().map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()]);
}

test("there is a room of each schema that was released", () => {
  expect([...oldRooms.keys()]).toEqual(migrations.map(({ id }) => id));
});

describe.each([...oldRooms])("a room of schema %i", (_, make) => {
  test("R2-4 opens with everything in it: log, epoch, cursors, names, read positions, ids", async () => {
    const room = newRoom("old");
    await inRoom(room, ({ sql }) => make(sql));
    const alice = await enter(room, "Alice", { since: `${EPOCH}:0` });
    expect(alice.welcome).toMatchObject({ epoch: EPOCH, head: 4, recovered: true, you: { name: "Ada" } });
    expect((await alice.events(4)).map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    const bob = await enter(room, "Bob");
    expect(bob.welcome).toMatchObject({
      you: { readUpTo: 3 },
      snapshot: { messages: [{ text: "one", replies: 1 }, { seq: 2 }, { text: "four" }] },
    });
    expect(await alice.ask({ type: "send", id: "a1", text: "one" })).toMatchObject({ type: "ack", seq: 1, at: 1001 });
    expect(await alice.ask({ type: "send", id: "a1", text: "other" })).toMatchObject({ code: "id_conflict" });
    expect((await alice.say("five")).seq).toBe(5);
    expect(await inRoom(room, ({ sql }) => sql.exec("SELECT id FROM migrations ORDER BY id").toArray())).toEqual(
      migrations.map(({ id }) => ({ id })),
    );
  });

  test("takes an invented next migration: what was stored is read as before, and written to", async () => {
    const room = newRoom("next");
    const log = await inRoom(room, (storage) => {
      make(storage.sql);
      const before = new EventLog(new Database(storage), () => "another", migrations).tail({ epoch: EPOCH, seq: 0 });
      const after = new EventLog(new Database(storage), () => "another", [...migrations, next]);
      expect(after.tail({ epoch: EPOCH, seq: 0 })).toEqual(before);
      expect(after.cursor).toEqual({ epoch: EPOCH, seq: 4 });
      const event = after.append(
        { kind: "message", by: { id: "g_New", name: "New" }, id: "n1", body: { text: "five" } },
        5000,
      );
      expect(encodeEvent(event)).toContain('"seq":5');
      return storage.sql.exec("SELECT member, messages FROM authors ORDER BY member").toArray();
    });
    expect(log).toEqual([
      { member: "g_Alice", messages: 2 },
      { member: "g_Bob", messages: 1 },
    ]);
  });

  test("is left as it was by a migration that fails half way", async () => {
    const room = newRoom("half");
    await inRoom(room, (storage) => {
      make(storage.sql);
      new Database(storage).migrate(migrations);
      const before = dump(storage);
      expect(() => new Database(storage).migrate([...migrations, broken])).toThrow("no_such_table");
      expect(dump(storage)).toEqual(before);
      new Database(storage).migrate([...migrations, next]);
    });
  });

  test("takes several migrations at once, and each only once", async () => {
    const room = newRoom("several");
    await inRoom(room, (storage) => {
      make(storage.sql);
      const database = new Database(storage);
      for (let times = 0; times < 3; times += 1) database.migrate([...migrations, next, later]);
      const applied = storage.sql.exec<{ id: number }>("SELECT id FROM migrations ORDER BY id").toArray();
      expect(applied.map(({ id }) => id)).toEqual([...migrations, next, later].map(({ id }) => id));
    });
  });
});

test("a room of schema 2 opens with what it remembers beside the log: pins, reactions, settings, standings, values", async () => {
  const room = newRoom("beside");
  await inRoom(room, ({ sql }) => oldRooms.get(2)?.(sql));
  const bob = await enter(room, "Bob");
  expect(bob.welcome).toMatchObject({
    room: { title: "Then", visibility: "unlisted" },
    values: { score: { value: 7, at: 1004, by: { id: "g_Bob", name: "Bob" } } },
    snapshot: { messages: [{ pinned: true, reactions: [{ emoji: "👍", count: 1 }] }, { seq: 2 }, { seq: 4 }] },
    mine: { 1: ["👍"] },
  });
  const cy = await enter(room, "Cy");
  expect(cy.welcome.you.role).toBe("moderator");
  expect(await cy.ask({ type: "send", id: newId(), text: "x" })).toMatchObject({ code: "muted" });
});

describe("a room of a schema that is newer than this code, as after a roll-back", () => {
  async function newerRoom(): Promise<string> {
    const room = newRoom("newer");
    await inRoom(room, (storage) => {
      oldRooms.get(newest)?.(storage.sql);
      new Database(storage).migrate([...migrations, next]);
    });
    // A roll-back makes the object anew.
    await evictDurableObject(roomObject(room));
    return room;
  }

  test("is refused loudly, and nothing is written into it", async () => {
    const room = await newerRoom();
    const before = await inRoom(room, dump);
    await inRoom(room, (storage) => {
      const log = new EventLog(new Database(storage), () => "another", migrations);
      expect(() => log.head).toThrow(/schema .* is no prefix of/);
      expect(() =>
        log.append({ kind: "message", by: { id: "g_A", name: "A" }, id: "x", body: { text: "x" } }, 1),
      ).toThrow(/is no prefix of/);
      expect(() => new Database(storage).migrate(migrations)).toThrow(/is no prefix of/);
    });
    expect(await inRoom(room, dump)).toEqual(before);
  });

  test("gives RPC an internal fault and lets no socket in; both may come back when the newer code does", async () => {
    const room = await newerRoom();
    const before = await inRoom(room, dump);
    const command = JSON.stringify({ type: "send", id: newId(), text: "x" });
    expect(await roomObject(room).describe(room, {})).toMatchObject({ kind: "refused", code: "internal" });
    expect(await roomObject(room).command(room, principal("g_Api"), command)).toMatchObject({
      kind: "refused",
      code: "internal",
    });
    const bob = await knock(room, "Bob", "frames");
    expect(await bob.next("error")).toMatchObject({ code: "internal" });
    expect(await bob.closed).toEqual({ code: 1011, reason: "internal" });
    expect(await inRoom(room, dump)).toEqual(before);
  });

  test("also one whose list has another order, or a hole", async () => {
    const room = newRoom("hole");
    await inRoom(room, (storage) => {
      new Database(storage).migrate([later]);
      expect(() => new Database(storage).migrate(migrations)).toThrow(/is no prefix of/);
    });
  });
});

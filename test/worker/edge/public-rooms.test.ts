// The Lobby's list of public rooms: bounded, ordered, kept over a sleep, and one row written for each telling.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newRoom } from "./deployment.ts";

const DAY_MS = 24 * 3600 * 1000;
const newLobby = () => env.LOBBY.getByName(newRoom("lobby"));
const room = (name: string, activeAt: number) => ({ name, title: "Tea", topic: "at five", members: 2, activeAt });

test("R9-15 asking for the rooms of a fresh Lobby, or taking one off its list, makes nothing", async () => {
  const lobby = newLobby();
  expect(await lobby.publicRooms(100)).toEqual([]);
  await lobby.unlistRoom("nobodys");
  const tables = await runInDurableObject(lobby, (_, state) =>
    state.storage.sql.exec("SELECT name FROM sqlite_schema").toArray(),
  );
  expect(tables).toEqual([]);
});

test("R9-15 rooms are told again, taken off, and remembered over a sleep, the most recently active first", async () => {
  const lobby = newLobby();
  const now = Date.now();
  await lobby.listRoom(room("a", now - 3));
  await lobby.listRoom(room("b", now - 2));
  await lobby.listRoom(room("c", now - 2));
  await lobby.listRoom({ ...room("a", now - 1), title: "Coffee", members: 5 });
  await lobby.unlistRoom("c");
  await evictDurableObject(lobby);
  expect(await lobby.publicRooms(100)).toEqual([
    { ...room("a", now - 1), title: "Coffee", members: 5 },
    room("b", now - 2),
  ]);
  expect(await lobby.publicRooms(1)).toMatchObject([{ name: "a" }]);
});

test("R9-15 after 30 days of silence a room is listed no more, and its row goes with the next telling", async () => {
  const lobby = newLobby();
  const now = Date.now();
  await lobby.listRoom(room("silent", now));
  await lobby.listRoom(room("nearly", now - 29 * DAY_MS));
  await runInDurableObject(lobby, (_, state) => {
    state.storage.sql.exec("UPDATE public_rooms SET active_at = ? WHERE name = 'silent'", now - 30 * DAY_MS - 1);
  });
  await evictDurableObject(lobby);
  expect(await lobby.publicRooms(100)).toMatchObject([{ name: "nearly" }]);
  await lobby.listRoom(room("new", now));
  const rows = await runInDurableObject(lobby, (_, state) =>
    state.storage.sql.exec("SELECT name FROM public_rooms ORDER BY name").toArray(),
  );
  expect(rows).toEqual([{ name: "nearly" }, { name: "new" }]);
});

test("R9-15 a thousand rooms are kept: one more, and the one silent for longest goes", async () => {
  const lobby = newLobby();
  const now = Date.now();
  for (let index = 0; index <= 1000; index += 1) await lobby.listRoom(room(`room-${index}`, now - 2000 + index));
  await evictDurableObject(lobby);
  const rooms = await lobby.publicRooms(1000);
  expect(rooms).toHaveLength(1000);
  expect([rooms.at(0)?.name, rooms.at(-1)?.name]).toEqual(["room-1000", "room-1"]);
});

test("R9-15 a telling writes one row, a look none", async () => {
  const lobby = newLobby();
  await lobby.listRoom(room("a", Date.now() - 5));
  const changes = () =>
    runInDurableObject(lobby, (_, state) => state.storage.sql.exec("SELECT total_changes() AS rows").one());
  const { rows: before } = await changes();
  await lobby.listRoom(room("a", Date.now()));
  await lobby.publicRooms(100);
  expect((await changes())["rows"]).toBe(Number(before) + 1);
});

test("R9-15 a clock ahead of ours puts no room on top for ever", async () => {
  const lobby = newLobby();
  await lobby.listRoom(room("ahead", Date.now() + DAY_MS));
  const [listed] = await lobby.publicRooms(1);
  expect(listed?.activeAt).toBeLessThanOrEqual(Date.now());
});

const BAD_LISTINGS = [
  { what: "a name that is none", listing: room("No Room", 1) },
  { what: "a title of two lines", listing: { ...room("a", 1), title: "a\nb" } },
  { what: "a topic of 301 characters", listing: { ...room("a", 1), topic: "a".repeat(301) } },
  { what: "members below 0", listing: { ...room("a", 1), members: -1 } },
  { what: "a time that is none", listing: { ...room("a", 1), activeAt: Number.NaN } },
];

test.for(BAD_LISTINGS)("$what is no listing, and makes nothing", async ({ listing }) => {
  const lobby = newLobby();
  await expect(runInDurableObject(lobby, (object) => object.listRoom(listing))).rejects.toThrow();
  expect(await lobby.publicRooms(100)).toEqual([]);
});

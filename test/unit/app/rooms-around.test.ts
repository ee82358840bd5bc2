// Where one can go from a room, and how public rooms are found.

import { expect, test } from "vitest";
import { findPublicRooms } from "../../../src/app/room/public-rooms.ts";
import { switchTargets } from "../../../src/app/room/switch-targets.ts";

const room = (name: string, title = name, topic = "") => ({ name, title, topic, members: 0, activeAt: 0 });
const PUBLIC = [room("bread", "Bread and butter"), room("cafe", "Café", "coffee, tea"), room("garden")];
const VISITED = [
  { room: "lobby", title: "lobby" },
  { room: "garden", title: "garden" },
  { room: "p-abcdefghijklmnopqrstuvwxyz", title: "Board" },
];

test("public rooms are found by every word, whatever case and accents", () => {
  const found = (typed: string) => findPublicRooms(PUBLIC, typed).map(({ name }) => name);
  expect(found("")).toEqual(["bread", "cafe", "garden"]);
  expect(found("CAFE")).toEqual(["cafe"]);
  expect(found("tea coffee")).toEqual(["cafe"]);
  expect(found("butter tea")).toEqual([]);
  expect(found("garden")).toEqual(["garden"]);
});

test("rooms one has been in come first, then public ones, each once, then the name that was typed", () => {
  const targets = (typed: string) =>
    switchTargets(typed, VISITED, PUBLIC).map(({ kind, room: name }) => `${kind} ${name}`);
  expect(targets("")).toEqual([
    "visited lobby",
    "visited garden",
    "visited p-abcdefghijklmnopqrstuvwxyz",
    "public bread",
    "public cafe",
  ]);
  expect(targets("b")).toEqual(["visited p-abcdefghijklmnopqrstuvwxyz", "visited lobby", "public bread", "typed b"]);
  expect(targets("garden")).toEqual(["visited garden"]);
  expect(targets("Garden party")).toEqual(["typed garden-party"]);
  expect(targets("???")).toEqual([]);
});

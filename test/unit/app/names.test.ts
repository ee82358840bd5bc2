// Names of rooms and of people: proposed, made of what was typed, and how they look.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hueOf, HUES, initialsOf } from "../../../src/app/shared/member-look.ts";
import { proposePersonName } from "../../../src/app/shared/person-name.ts";
import { normaliseRoomName, proposeRoomName } from "../../../src/app/shared/room-name.ts";
import { isRoomName, parseDisplayName } from "../../../src/protocol/text.ts";

describe("rooms", () => {
  test.each([
    ["Team Lunch!", "team-lunch"],
    ["  Café Größe  ", "cafe-gro-e"],
    ["a--b", "a--b"],
    ["https://chat.example/r/tea-room?x=1#y", "tea-room"],
    ["chat.example/r/Tea_Room", "tea-room"],
    ["--x--", "x"],
    ["会议", ""],
    ["a".repeat(80), "a".repeat(64)],
    [`${"a".repeat(63)} b`, "a".repeat(63)],
  ])("%s becomes %s", (typed, name) => {
    expect(normaliseRoomName(typed)).toBe(name);
  });

  test("whatever is typed becomes a room's name or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (typed) => {
        const name = normaliseRoomName(typed);
        expect(name === "" || isRoomName(name)).toBe(true);
      }),
    );
  }, 30_000);

  test("a proposed name is one", () => {
    for (let round = 0; round < 200; round++) expect(proposeRoomName()).toSatisfy(isRoomName);
  });
});

describe("people", () => {
  test("a proposed name is one", () => {
    for (let round = 0; round < 200; round++)
      expect(proposePersonName()).toSatisfy((name: string) => parseDisplayName(name) === name);
  });

  test.each([
    ["Ada Lovelace", "AL"],
    ["bo", "B"],
    ["Anna Maria Schmidt", "AM"],
    ["نور", "ن"],
    ["👩‍👩‍👧 family", "👩‍👩‍👧F"],
    ["é", "É"],
  ])("%s is %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test("ids are spread over all hues, each always the same", () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 1200; index++) {
      const hue = hueOf(`g_${index.toString(36)}Qm`);
      expect(hue).toBe(hueOf(`g_${index.toString(36)}Qm`));
      counts.set(hue, (counts.get(hue) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((one, other) => one - other)).toEqual(Array.from({ length: HUES }, (_, hue) => hue));
    expect(Math.max(...counts.values())).toBeLessThan(200);
  });
});

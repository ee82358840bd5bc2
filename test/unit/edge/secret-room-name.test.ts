// Names that nobody can guess.

import { expect, test } from "vitest";
import { secretRoomName } from "../../../src/edge/secret-room-name.ts";

test("R10-4 p- and 26 of a–z and 0–9, another each time, no character favoured", () => {
  const names = Array.from({ length: 4000 }, secretRoomName);
  expect(names.filter((name) => !/^p-[a-z0-9]{26}$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  const counts = new Map<string, number>();
  for (const letter of names.flatMap((name) => name.slice(2).split("")))
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(36);
  // 104,000 characters, 2,889 of each: 6 standard deviations are 318. A remainder without rejection favours four by 14 %.
  for (const [letter, count] of counts) expect(Math.abs(count - 104_000 / 36), letter).toBeLessThan(318);
});

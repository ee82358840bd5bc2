// Cursors (contract 1): what is one, and what is not.

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCursor, parseCursor, START } from "../../../src/protocol/cursor.ts";

test("R1: a cursor names an epoch and a seq", () => {
  expect(parseCursor("b7c0:412")).toEqual({ epoch: "b7c0", seq: 412 });
  expect(parseCursor("0:0")).toEqual(START);
  expect(parseCursor(`e:${Number.MAX_SAFE_INTEGER}`)).toEqual({ epoch: "e", seq: Number.MAX_SAFE_INTEGER });
});

const NO_CURSORS = ["", ":", "412", "b7c0", "b7c0:", ":412", "b7c0:-1", "b7c0:+1", "b7c0:1.5", "b7c0:1e3", "b7c0:007"];
const HOSTILE = [
  "b7c0:412 ",
  " b7c0:412",
  "b7c0:412\n",
  "b7 c0:1",
  "b7c0:1:2",
  "b7c0:9007199254740992",
  "b7c0:99999999999999999999",
];

test.for([...NO_CURSORS, ...HOSTILE, `${"a".repeat(65)}:1`, "é:1", "b7c0:٣"])("%j is no cursor", (text) => {
  expect(parseCursor(text)).toBeUndefined();
});

test("what is formatted is read back", () => {
  const cursor = fc.record({ epoch: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), seq: fc.maxSafeNat() });
  fc.assert(
    fc.property(cursor, (value) => {
      expect(parseCursor(formatCursor(value))).toEqual(value);
    }),
  );
});

test("parseCursor never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseCursor(text) !== null));
});

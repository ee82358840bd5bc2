// What the Enter key does where one writes: with a keyboard, under a finger, and while an input method composes.

import { expect, test } from "vitest";
import { sendsBy } from "../../../src/app/room/composing.ts";

function key(fields: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const given: unknown = { key: "Enter", shiftKey: false, ctrlKey: false, metaKey: false, ...fields };
  return given as KeyboardEvent;
}

test("Enter sends, and with Shift or inside of an input method it does not", () => {
  expect(sendsBy(key(), false)).toBe(true);
  expect(sendsBy(key({ ctrlKey: true }), false)).toBe(true);
  for (const fields of [{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }, { key: "a" }])
    expect(sendsBy(key(fields), false)).toBe(false);
});

test("under a finger Enter breaks the line, and sends with Ctrl or Cmd alone", () => {
  expect(sendsBy(key(), true)).toBe(false);
  expect(sendsBy(key({ ctrlKey: true }), true)).toBe(true);
  expect(sendsBy(key({ metaKey: true }), true)).toBe(true);
  expect(sendsBy(key({ ctrlKey: true, isComposing: true }), true)).toBe(false);
});

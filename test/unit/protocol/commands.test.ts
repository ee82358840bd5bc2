// Commands that change what is there: which are read, and as what, and which are refused with which code (contract 4).

import { describe, expect, test } from "vitest";
import { decodeCommand } from "../../../src/protocol/codec.ts";
import { isDurable } from "../../../src/protocol/commands.ts";
import type { ErrorCode } from "../../../src/protocol/errors.ts";

const about = (type: string) => (fields: object) => ({ type, id: "c1", message: 7, ...fields });
const edit = about("edit");
const remove = about("remove");
const react = (fields: object) => about("react")({ emoji: "👍", on: true, ...fields });
const pin = (fields: object) => about("pin")({ on: true, ...fields });
const configure = (fields: object) => ({ type: "configure", id: "c1", ...fields });
const moderate = (fields: object) => ({ type: "moderate", id: "c1", action: "ban", member: "g_Bob", ...fields });
const put = (key: unknown, value: unknown) => ({ type: "put", key, value });

const refused: readonly [what: string, command: object, code: ErrorCode][] = [
  ["edit without a text", edit({}), "invalid"],
  ["edit to an empty text", edit({ text: "" }), "invalid"],
  ["edit to 8,001 characters", edit({ text: "a".repeat(8001) }), "too_large"],
  ["edit to an unpaired surrogate", edit({ text: "\ud83d" }), "invalid"],
  ["edit of message 0", edit({ message: 0, text: "x" }), "invalid"],
  ["edit of message 1.5", edit({ message: 1.5, text: "x" }), "invalid"],
  ["edit of message 2^53", edit({ message: 2 ** 53, text: "x" }), "invalid"],
  ["edit without an id", { type: "edit", message: 1, text: "x" }, "invalid"],

  ["remove without a message", { type: "remove", id: "c1" }, "invalid"],
  ["remove with an empty reason", remove({ reason: " " }), "invalid"],
  ["remove with a reason of two lines", remove({ reason: "a\nb" }), "invalid"],
  ["remove with a reason that turns what follows", remove({ reason: "a\u202eb" }), "invalid"],
  ["remove with a reason of 301 characters", remove({ reason: "a".repeat(301) }), "too_large"],

  ["react without on", react({ on: undefined }), "invalid"],
  ["react with a text for on", react({ on: "true" }), "invalid"],
  ["react with nothing", react({ emoji: "" }), "invalid"],
  ["react with a space", react({ emoji: "a b" }), "invalid"],
  ["react with a no-break space", react({ emoji: "a\u00a0" }), "invalid"],
  ["react with a line end", react({ emoji: "👍\n" }), "invalid"],
  ["react with U+0000", react({ emoji: "\u0000" }), "invalid"],
  ["react with an unpaired surrogate", react({ emoji: "\ud83d" }), "invalid"],
  ["react with 33 bytes", react({ emoji: "a".repeat(33) }), "invalid"],
  ["react with 9 emoji of 4 bytes", react({ emoji: "👍".repeat(9) }), "invalid"],

  ["pin without on", pin({ on: undefined }), "invalid"],

  ["configure of nothing", configure({}), "invalid"],
  ["configure of what is no setting", configure({ colour: "red" }), "invalid"],
  ["configure of an empty title", configure({ title: "  " }), "invalid"],
  ["configure of a title of 81 characters", configure({ title: "a".repeat(81) }), "too_large"],
  ["configure of a title of two lines", configure({ title: "a\u2028b" }), "invalid"],
  ["configure of a topic of 301 characters", configure({ topic: "a".repeat(301) }), "too_large"],
  ["configure of an unknown visibility", configure({ visibility: "secret" }), "invalid"],
  ["configure of a slow mode of -1", configure({ slowModeMs: -1 }), "invalid"],
  ["configure of a slow mode of half", configure({ slowModeMs: 0.5 }), "invalid"],
  ["configure of a slow mode over 6 hours", configure({ slowModeMs: 6 * 3600 * 1000 + 1 }), "invalid"],
  ["configure of guests by a number", configure({ guests: 1 }), "invalid"],
  ["configure of 3,651 days", configure({ retentionDays: 3651 }), "invalid"],
  ["configure of a title that is null", configure({ title: null }), "invalid"],

  ["moderate without an action", moderate({ action: undefined }), "invalid"],
  ["moderate by an action of every object", moderate({ action: "toString" }), "invalid"],
  ["moderate of nobody", moderate({ member: "" }), "invalid"],
  ["moderate of an id with a space", moderate({ member: "a b" }), "invalid"],
  ["a ban with a role", moderate({ role: "member" }), "invalid"],
  ["a role without one", moderate({ action: "role" }), "invalid"],
  ["a role that is none", moderate({ action: "role", role: "king" }), "invalid"],
  ["a kick until a time", moderate({ action: "kick", untilAt: 1 }), "invalid"],
  ["an unban until a time", moderate({ action: "unban", untilAt: 1 }), "invalid"],
  ["a ban until a text", moderate({ untilAt: "tomorrow" }), "invalid"],

  ["put without a key", put(undefined, 1), "invalid"],
  ["put without a value", put("k", undefined), "invalid"],
  ["put under a capital", put("Key", 1), "invalid"],
  ["put under __proto__", put("__proto__", 1), "invalid"],
  ["put under 65 characters", put("k".repeat(65), 1), "invalid"],
  ["put of more than 4 KiB", put("k", "é".repeat(2048)), "too_large"],
];

test.for(refused)("%s is refused", ([, command, code]) => {
  const decoded = decodeCommand(JSON.stringify(command));
  expect(decoded).toMatchObject({ kind: "refused", error: { code } });
  if (decoded.kind === "refused") expect(decoded.error.message).toMatch(/^unable to \w+; /);
});

const read: readonly [what: string, command: object, value: object][] = [
  ["edit, its text kept as it came", edit({ text: " e\u0301 " }), edit({ text: " e\u0301 " })],
  ["remove, its reason trimmed", remove({ reason: " spam " }), remove({ reason: "spam" })],
  ["a reaction of several code points", react({ emoji: "👩‍👩‍👧‍👧" }), react({ emoji: "👩‍👩‍👧‍👧" })],
  ["a reaction that is no emoji", react({ emoji: "+1" }), react({ emoji: "+1" })],
  ["a reaction of 32 bytes", react({ emoji: "👍".repeat(8), on: false }), react({ emoji: "👍".repeat(8), on: false })],
  ["pin", pin({ on: false }), pin({ on: false })],
  ["an empty topic", configure({ topic: "" }), configure({ topic: "" })],
  ["all settings", configure(everySetting()), configure(everySetting())],
  ["a ban for ever", moderate({}), moderate({})],
  ["a mute for a time", moderate({ action: "mute", untilAt: 5 }), moderate({ action: "mute", untilAt: 5 })],
  ["a role", moderate({ action: "role", role: "reader" }), moderate({ action: "role", role: "reader" })],
  ["put of null", put("k", null), put("k", null)],
  ["what is not known, dropped", pin({ room: "elsewhere" }), pin({})],
];

test.for(read)("%s is read", ([, command, value]) => {
  expect(decodeCommand(JSON.stringify(command))).toEqual({ kind: "ok", value });
});

function everySetting() {
  return { title: "T", topic: "t", visibility: "public", slowModeMs: 1, guests: false, retentionDays: 7 };
}

describe("commands that may make an event", () => {
  test.for([edit({ text: "x" }), remove({}), react({}), pin({}), configure({ topic: "" }), moderate({})])(
    "$type is one",
    (command) => {
      const decoded = decodeCommand(JSON.stringify(command));
      expect(decoded.kind === "ok" && isDurable(decoded.value)).toBe(true);
    },
  );

  test("put is none", () => {
    const decoded = decodeCommand(JSON.stringify(put("k", 1)));
    expect(decoded.kind === "ok" && isDurable(decoded.value)).toBe(false);
  });
});

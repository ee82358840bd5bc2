// Pieces from which the schemas of commands, frames and events are put together.

import * as v from "valibot";
import { NAME_CHARS, REASON_CHARS, WELCOME_LIMITS } from "./limits.ts";
import {
  hasAtMostBytes,
  hasAtMostCodePoints,
  isCommandId,
  isMemberId,
  isOneLine,
  isRoomName,
  isStorable,
  parseDisplayName,
} from "./text.ts";

/** An issue whose message begins so is `too_large`; any other is `invalid`. */
export const TOO_LARGE = "too large: ";

/** A whole number of at least 1 that fits JSON exactly. */
export const seqSchema = v.pipe(
  v.number("must be a number"),
  v.safeInteger("must be a whole number"),
  v.minValue(1, "must be 1 or more"),
);
/** A seq, or 0 where there is none. */
export const headSchema = v.pipe(
  v.number("must be a number"),
  v.safeInteger("must be a whole number"),
  v.minValue(0, "must be 0 or more"),
);
/** Milliseconds since the Unix epoch. */
export const timeSchema = v.pipe(
  v.number("must be a number"),
  v.safeInteger("must be a whole number"),
  v.minValue(0, "must be 0 or more"),
);

export const commandIdSchema = v.pipe(
  v.string("must be a string"),
  v.check(isCommandId, "must be 1–64 of A–Z, a–z, 0–9, _ and -"),
);

export const memberIdSchema = v.pipe(v.string("must be a string"), v.check(isMemberId, "is no member id"));
export const roomNameSchema = v.pipe(v.string("must be a string"), v.check(isRoomName, "is no room name"));

/** Gives the name normalised and trimmed. */
export const displayNameSchema = v.pipe(
  v.string("must be a string"),
  v.check(
    (text) => parseDisplayName(text) !== undefined,
    `must be 1–${NAME_CHARS} characters, without controls, bidi marks or characters that cannot be seen`,
  ),
  v.transform((text) => parseDisplayName(text) ?? text),
);

/** Text of a message, kept as it came: 1–8000 code points that can be stored. */
export const textSchema = v.pipe(
  v.string("must be a string"),
  v.minLength(1, "must not be empty"),
  v.check(isStorable, "must be well-formed Unicode without U+0000"),
  v.check(
    (text) => hasAtMostCodePoints(text, WELCOME_LIMITS.textChars),
    `${TOO_LARGE}must have at most ${WELCOME_LIMITS.textChars} characters`,
  ),
);

/** Name of a signal or key of a value (contract 13). */
export const nameSchema = v.pipe(
  v.string("must be a string"),
  v.regex(/^[a-z][A-Za-z0-9_.:-]{0,63}$/, "must be 1–64 of letters, digits, _ . : -, a small letter first"),
);

/** One line of text for people, kept as it came but for spaces at its ends. */
export function lineSchema(leastChars: number, mostChars: number) {
  return v.pipe(
    v.string("must be a string"),
    v.trim(),
    v.check(isStorable, "must be well-formed Unicode without U+0000"),
    v.check(isOneLine, "must be one line without controls"),
    v.check((text) => text.length >= leastChars, "must not be empty"),
    v.check((text) => hasAtMostCodePoints(text, mostChars), `${TOO_LARGE}must have at most ${mostChars} characters`),
  );
}

/** Why somebody was sent away, or a message removed. */
export const reasonSchema = lineSchema(1, REASON_CHARS);

/** A whole number within bounds, both included. */
export function countSchema(least: number, most: number) {
  return v.pipe(
    v.number("must be a number"),
    v.safeInteger("must be a whole number"),
    v.minValue(least, `must be ${least} or more`),
    v.maxValue(most, `must be ${most} or less`),
  );
}

/** Any JSON of at most 4 KiB. Nothing walks it: it may be nested as deep as its size allows. */
export const jsonSchema = v.pipe(
  v.unknown(),
  v.check((value) => value !== undefined, "must be JSON"),
  v.check(
    (value) => isJsonOfAtMost(value, WELCOME_LIMITS.dataBytes),
    `${TOO_LARGE}must have at most ${WELCOME_LIMITS.dataBytes} bytes as JSON`,
  ),
);

/** V8 in Node overflows its stack on what V8 in workerd still writes; what is nested so deep is larger than any limit. */
function isJsonOfAtMost(value: unknown, bytes: number): boolean {
  try {
    return hasAtMostBytes(JSON.stringify(value) ?? "", bytes);
  } catch {
    return false;
  }
}

/** Who did something, with the name at that time. */
export const authorSchema = v.looseObject({ id: v.string(), name: v.string() });
export type Author = { readonly id: string; readonly name: string };

/** Who finds a room and who may enter it (contract 10). */
export const visibilitySchema = v.picklist(["public", "unlisted", "private"], "is no visibility");
export type Visibility = v.InferOutput<typeof visibilitySchema>;

export const roleSchema = v.picklist(["reader", "member", "moderator", "owner"], "is no role");
export type Role = v.InferOutput<typeof roleSchema>;

/** A member as the roster shows it. */
export const rosterEntrySchema = v.looseObject({
  id: v.string(),
  name: v.string(),
  role: v.string(),
  /** There where nobody is at any of their devices. */
  idle: v.optional(v.boolean()),
});
export type RosterEntry = { readonly id: string; readonly name: string; readonly role: Role; readonly idle?: boolean };

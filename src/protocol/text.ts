// Grammars of the strings that both sides check: texts, names, ids.

import { EMOJI_BYTES, NAME_CHARS } from "./limits.ts";

/** The room of `GET /ws`: public, and there without anybody having made it (contract 1). */
export const DEFAULT_ROOM = "lobby";

const ROOM_NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const COMMAND_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MEMBER_ID = /^[A-Za-z0-9_.:@-]{1,128}$/;

/** Controls, bidi marks and overrides, zero-width characters (all Cc, Cf), separators of lines, fillers drawn as nothing. */
const UNSEEN_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0\uFFFD]/u;

/**
 * More than two accents on one letter, or more than four marks of any kind: towers that reach into other lines. Burmese
 * and Khmer put up to four marks of their own on a letter.
 */
const TOWER = /(?:(?=\p{M})\p{Script=Inherited}){3}|\p{M}{5}/u;

/** Controls, separators of lines, and the bidi overrides and embeddings. */
const UNSEEN_IN_LINES = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** Controls and spaces. Zero-width joiners and tags are parts of emoji. */
const NOT_IN_EMOJI = /[\p{Cc}\p{Z}]/u;

/** `p-` and 26 or more: given only by the server, never an open room (contract 10). */
const RESERVED_NAME = /^p-[a-z0-9]{26,}$/;

/** True for a name that only the server gives: unmade and private rooms look alike there. */
export function isReservedRoomName(name: string): boolean {
  return RESERVED_NAME.test(name);
}

export function isRoomName(text: string): boolean {
  return ROOM_NAME.test(text);
}

export function isCommandId(text: string): boolean {
  return COMMAND_ID.test(text);
}

export function isMemberId(text: string): boolean {
  return MEMBER_ID.test(text);
}

/** True where `text` has at most `limit` code points; reads no more of it than it must. */
export function hasAtMostCodePoints(text: string, limit: number): boolean {
  if (text.length <= limit) return true;
  if (text.length > 2 * limit) return false;
  let count = 0;
  for (const _ of text) if (++count > limit) return false;
  return true;
}

/** Text that can be stored and sent back as it came: no unpaired surrogate, no U+0000. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** True where people see one line: no controls, no separators of lines, no bidi marks that turn what follows. */
export function isOneLine(text: string): boolean {
  return !UNSEEN_IN_LINES.test(text);
}

/** A reaction may be whatever short mark there is, since emoji are added to Unicode every year. */
export function isEmoji(text: string): boolean {
  return text !== "" && text.isWellFormed() && !NOT_IN_EMOJI.test(text) && hasAtMostBytes(text, EMOJI_BYTES);
}

/** Gives the name as it is kept (NFC, trimmed), or undefined where it is no display name (contract 1). */
export function parseDisplayName(text: string): string | undefined {
  if (text.length > 8 * NAME_CHARS || !text.isWellFormed()) return undefined;
  const name = text.normalize("NFC").trim();
  if (name === "" || !hasAtMostCodePoints(name, NAME_CHARS) || UNSEEN_IN_NAMES.test(name)) return undefined;
  return TOWER.test(name) ? undefined : name;
}

const encoder = new TextEncoder();

/** True where `text` has at most `limit` bytes in UTF-8; encodes only where its length leaves that open. */
export function hasAtMostBytes(text: string, limit: number): boolean {
  if (text.length > limit) return false;
  if (text.length * 3 <= limit) return true;
  return encoder.encode(text).byteLength <= limit;
}

/** Bytes of `text` in UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).byteLength;
}

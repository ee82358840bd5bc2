// Grammars of the strings that both sides check: texts, names, ids.

import { NAME_CHARS } from "./limits.ts";

const ROOM_NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const COMMAND_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MEMBER_ID = /^[A-Za-z0-9_.:@-]{1,128}$/;

/** Controls, bidi marks and overrides, zero-width characters (all Cc, Cf), separators of lines, fillers drawn as nothing. */
const UNSEEN_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0\uFFFD]/u;

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

/** Gives the name as it is kept (NFC, trimmed), or undefined where it is no display name (contract 1). */
export function parseDisplayName(text: string): string | undefined {
  if (text.length > 8 * NAME_CHARS || !text.isWellFormed()) return undefined;
  const name = text.normalize("NFC").trim();
  if (name === "" || !hasAtMostCodePoints(name, NAME_CHARS) || UNSEEN_IN_NAMES.test(name)) return undefined;
  return name;
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

// The upgrade that brings somebody into a room: what the edge knows of them travels in one header.

import { type EntryDraft, encodeEntry, ENTRY_HEADER } from "../rules/entry.ts";

/**
 * Made from nothing: no header or address from outside reaches the room, so neither a forged identity nor a token can.
 * `extensions` are those of the WebSocket that the client asked for, if one did.
 */
export function roomUpgrade(entry: EntryDraft, extensions: string | null = null): Request {
  const headers = new Headers({ upgrade: "websocket", [ENTRY_HEADER]: encodeEntry(entry) });
  if (extensions !== null) headers.set("sec-websocket-extensions", extensions);
  return new Request("https://room.invalid/ws", { headers });
}

// What the edge tells a room about whoever enters: verified there, parsed again on arrival here.

import * as v from "valibot";
import { REGIONS } from "./region.ts";
import { memberIdSchema, roleSchema, timeSchema } from "../protocol/schemas.ts";

/** Somebody whose token was verified. */
export const principalSchema = v.object({
  /** The token's `sub`. */
  id: memberIdSchema,
  /** The token's name; a rename in the room outranks it. */
  name: v.string(),
  /** When the token ends: past it nothing is taken from or sent to its sockets (contract 11). */
  expiresAt: timeSchema,
  /** The token's `jti`, where it has one: signing out ends the sockets of every token that bears it. */
  session: v.optional(v.string()),
  /** The role the token claims for this room, if any. */
  role: v.optional(roleSchema),
  /** When a guest's identity was made, over all its renewals; milliseconds since the Unix epoch. */
  madeAt: v.optional(timeSchema),
  /** The network prefix they come from, as a keyed hash: no room ever learns an address. */
  network: v.optional(v.string()),
  /** From when on a guest's token, which the client holds itself, is renewed over the connection (contract 11). */
  renewsAt: v.optional(timeSchema),
  /** Operates the deployment: `role` is an owner's, and no ban or mute of a room holds (contract 11). */
  operator: v.optional(v.boolean()),
});
export type Principal = v.InferOutput<typeof principalSchema>;

/** Whoever asks without a connection: a member, or anybody, whose network is known where the platform tells it. */
export type Asker = { readonly principal?: Principal; readonly network?: string };

/** One WebSocket on its way into a room. */
export const entrySchema = v.object({
  /** The room's name: an object cannot always tell its own. */
  room: v.string(),
  principal: principalSchema,
  /** `frames` is JSON by `hubbub.v1`; `plain` is the guide's own client (contract 8). */
  mode: v.picklist(["frames", "plain"]),
  /** Where they are, as far as the edge knows. */
  region: v.optional(v.picklist(REGIONS)),
  /** In no roster and no count: a poller, or a reader without a token (contract 9.2). */
  hidden: v.optional(v.boolean(), false),
  /** The cursor as the client sent it. */
  since: v.optional(v.string()),
  /** Passed on in `welcome` and kept nowhere: the token of a new guest, or a renewed one, for a client that keeps it itself. */
  session: v.optional(v.object({ token: v.string(), expiresAt: timeSchema })),
});
export type Entry = v.InferOutput<typeof entrySchema>;
/** As whoever brings somebody in writes it: fields with a default may be absent. */
export type EntryDraft = v.InferInput<typeof entrySchema>;

/** Set by the edge on an upgrade, after every header of this prefix that came from outside was dropped. */
export const INTERNAL_HEADER_PREFIX = "x-hubbub-";
export const ENTRY_HEADER = "x-hubbub-entry";

/** Header values are Latin-1, names are not: the JSON travels percent-encoded. */
export function encodeEntry(entry: EntryDraft): string {
  return encodeURIComponent(JSON.stringify(entry));
}

/** Throws where the header is no entry: only the edge sets it, so that is a fault, not bad input. */
export function parseEntry(header: string | null): Entry {
  if (header === null) throw new Error("an upgrade reached a room without an entry");
  return v.parse(entrySchema, JSON.parse(decodeURIComponent(header)));
}

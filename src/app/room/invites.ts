// The invites of a room, over HTTP: listed, made and revoked by those who look after it.

import * as v from "valibot";
import { type Invite, inviteSchema } from "../../protocol/http.ts";
import type { Role } from "../../protocol/schemas.ts";
import { askServer } from "../shared/ask-server.ts";

export type InviteWish = { readonly role: Role; readonly uses: number; readonly expiresInMs: number };

const listSchema = v.looseObject({ invites: v.array(inviteSchema) });
const madeSchema = v.looseObject({ id: v.string(), url: v.string() });

/** Those that are still of use. Throws what `askServer` throws; so do the others. */
export async function listInvites(room: string): Promise<readonly Invite[]> {
  return v.parse(listSchema, await askServer("GET", addressOf(room))).invites;
}

/** Gives the link, which is told once. */
export async function makeInvite(room: string, wish: InviteWish): Promise<string> {
  return v.parse(madeSchema, await askServer("POST", addressOf(room), wish)).url;
}

export async function revokeInvite(room: string, id: string): Promise<void> {
  await askServer("DELETE", `${addressOf(room)}/${encodeURIComponent(id)}`);
}

function addressOf(room: string): string {
  return `/api/rooms/${room}/invites`;
}

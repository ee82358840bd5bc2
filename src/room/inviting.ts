// Invites: made and revoked by moderators, used by whoever holds the secret (contract 10).

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type Invite, inviteRequestSchema, type Joined } from "../protocol/http.ts";
import { INVITES_MAX } from "../protocol/limits.ts";
import type { Role } from "../protocol/schemas.ts";
import type { Principal } from "../rules/entry.ts";
import { isAtLeast, isLower } from "../rules/permissions.ts";
import type { StoredEvent } from "../storage/event-log.ts";
import type { Invites } from "../storage/invites.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import { actorIn } from "./standing.ts";

/** What the edge made for an invite: the secret itself never comes here. */
const draftSchema = v.object({
  ...inviteRequestSchema.entries,
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  digest: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
});
export type InviteDraft = v.InferOutput<typeof draftSchema>;

type Host = { readonly room: RoomContext; readonly admission: Admission; readonly invites: Invites };

export class Inviting {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Throws `forbidden` below moderator, and for a role that is not below the maker's own. */
  make(name: string, principal: Principal, given: InviteDraft): void {
    const { room, invites } = this.#host;
    const role = this.#moderatorIn(name, principal, "make invite");
    const { expiresInMs, ...draft } = v.parse(draftSchema, given);
    if (!isLower(draft.role, role))
      throw new ChatError("forbidden", "unable to make invite; its role must be below your own");
    if (!room.log.exists)
      throw new ChatError("invalid", "unable to make invite; nobody made this room, and its link is all it takes");
    const now = room.now();
    if (invites.list(now).length >= INVITES_MAX)
      throw new ChatError("too_large", `unable to make invite; a room has at most ${INVITES_MAX} at once`);
    invites.add({ ...draft, by: principal.id, expiresAt: now + expiresInMs }, now);
    room.audit.add(actorIn(room, principal), { action: "make invite", target: `${draft.id} ${draft.role}` }, now);
  }

  list(name: string, principal: Principal): Invite[] {
    this.#moderatorIn(name, principal, "list invites");
    return this.#host.invites.list(this.#host.room.now());
  }

  /** Throws `not_found` where there is none of that id. */
  revoke(name: string, principal: Principal, id: string): void {
    this.#moderatorIn(name, principal, "revoke invite");
    const { room, invites } = this.#host;
    if (!invites.revoke(id)) throw new ChatError("not_found", "unable to revoke invite; there is none of this id");
    room.audit.add(actorIn(room, principal), { action: "revoke invite", target: id }, room.now());
  }

  /**
   * Enters by an invite, known by the digest of its secret. Throws `not_found` for one that is wrong, used or expired, as
   * for a room that is not there. Whoever has that role already uses up nothing.
   */
  join(principal: Principal, digest: string): { events: StoredEvent[]; value: Joined } {
    const { room, invites, admission } = this.#host;
    const now = room.now();
    const invite = invites.find(digest, now);
    if (invite === undefined)
      throw new ChatError("not_found", "unable to join room; the invite is wrong, used or expired");
    const { id, role } = invite;
    if (principal.operator !== true) admission.refuseBanned(principal.id);
    const before = room.standings.of(principal.id).role;
    if (before !== undefined && isAtLeast(before, role)) return { events: [], value: { role: before } };
    const member = actorIn(room, principal);
    const event = room.log.append(
      { kind: "member", by: member, id: crypto.randomUUID(), body: { member, action: "join", role } },
      now,
    );
    invites.use(digest);
    room.audit.add(member, { action: "join by invite", target: id }, now);
    room.standings.keep(principal.id, { role });
    return { events: [event], value: { role } };
  }

  #moderatorIn(name: string, principal: Principal, operation: string): Role {
    const role = this.#host.admission.roleOf(name, principal, operation);
    if (isAtLeast(role, "moderator")) return role;
    throw new ChatError("forbidden", `unable to ${operation}; moderators and owners do`);
  }
}

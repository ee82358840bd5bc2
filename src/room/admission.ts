// Who may enter or look, decided from what the room knows. Nothing is written for it.

import { ChatError } from "../protocol/errors.ts";
import type { Role } from "../protocol/schemas.ts";
import { DEFAULT_ROOM, isReservedRoomName } from "../protocol/text.ts";
import { GUEST_PREFIX, READER_PREFIX, roleIn } from "../rules/permissions.ts";
import type { Principal } from "../rules/entry.ts";
import { banned } from "./aftermath.ts";
import type { Member, RoomContext } from "./context.ts";

export class Admission {
  readonly #room: RoomContext;
  readonly #hasOpenRooms: boolean;

  constructor(room: RoomContext, hasOpenRooms: boolean) {
    this.#room = room;
    this.#hasOpenRooms = hasOpenRooms;
  }

  /**
   * The role of whoever comes; `principal` is undefined for somebody without a token. Throws `not_found` for a room that
   * is not there for them, by one path whether it is unmade or private, `forbidden`, or `banned`.
   */
  roleOf(room: string, principal: Principal | undefined, operation: string): Role {
    const { settings, standings } = this.#room;
    const id = principal?.id ?? READER_PREFIX;
    const { visibility, guests, readOnly } = settings.of(room);
    const standing = standings.of(id);
    const role = roleIn({ visibility, guests, readOnly }, id, standing.role, principal?.role);
    const isThere = settings.areFounded || this.#isOpen(room);
    if (!isThere || (role === undefined && visibility === "private"))
      throw new ChatError("not_found", `unable to ${operation}; there is no such room`);
    if (role === undefined) throw new ChatError("forbidden", `unable to ${operation}; the room admits no guests`);
    this.refuseBanned(id);
    if (principal !== undefined && standing.role === undefined) this.#refuseNewGuest(principal);
    return role;
  }

  /** Whoever comes, as they stand in the room. Throws as `roleOf` does. */
  memberOf(room: string, principal: Principal, operation: string): Member {
    const role = this.roleOf(room, principal, operation);
    const name = this.#room.words.shown(this.#room.names.find(principal.id, principal.name));
    const { madeAt, network } = principal;
    return { id: principal.id, name, role, tokenName: principal.name, room, madeAt, network };
  }

  /** Throws `banned` for whoever is, whatever role they would have. */
  refuseBanned(memberId: string): void {
    const { bannedUntil } = this.#room.standings.of(memberId);
    const now = this.#room.now();
    if (bannedUntil > now) throw banned(bannedUntil, now);
  }

  /**
   * A guest who was banned is not to come back as somebody new: guests made since then may not come from that network.
   * Members of a host site, and whoever was given a role, as by an invite, are known by more than where they come from.
   */
  #refuseNewGuest({ id, madeAt, network }: Principal): void {
    if (madeAt === undefined || network === undefined || !id.startsWith(GUEST_PREFIX)) return;
    const now = this.#room.now();
    const until = this.#room.networks.bannedUntil(network, madeAt, now);
    if (until <= now) return;
    throw new ChatError("banned", "unable to be in the room; guests who are new from this network are kept out now", {
      retryAfterMs: until - now,
    });
  }

  #isOpen(room: string): boolean {
    return room === DEFAULT_ROOM || (this.#hasOpenRooms && !isReservedRoomName(room));
  }
}

// Who may enter or look, decided from what the room knows. Nothing is written for it.

import { ChatError } from "../protocol/errors.ts";
import type { Role } from "../protocol/schemas.ts";
import { DEFAULT_ROOM, isReservedRoomName } from "../protocol/text.ts";
import { OPERATORS_ROOM } from "../rules/operators-room.ts";
import { GUEST_PREFIX, isAtLeast, READER_PREFIX, roleIn, shownRole } from "../rules/permissions.ts";
import type { Principal } from "../rules/entry.ts";
import { banned } from "./aftermath.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import { taggedName } from "./staff-names.ts";

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
    const isThere = settings.areFounded || this.#isOpen(room) || isForOperators(room, principal);
    if (!isThere || (role === undefined && visibility === "private"))
      throw new ChatError("not_found", `unable to ${operation}; there is no such room`);
    if (role === undefined) throw new ChatError("forbidden", `unable to ${operation}; the room admits no guests`);
    if (principal?.operator === true) return role;
    this.refuseBanned(id);
    if (principal !== undefined && standing.role === undefined) this.#refuseNewGuest(principal);
    return role;
  }

  /** Whoever comes, as they stand in the room. Throws as `roleOf` does. */
  memberOf(room: string, principal: Principal, operation: string): Member {
    const role = this.roleOf(room, principal, operation);
    const name = this.#room.words.shown(this.#nameOf(principal, role));
    const { id, operator, madeAt, network } = principal;
    return { id, name, role, operator, tokenName: principal.name, room, madeAt, network };
  }

  /** The role that the roster shows of somebody who has `role` here. */
  shownRoleOf(principal: Principal, role: Role): Role {
    return shownRole(role, this.#room.standings.of(principal.id).role, principal.operator === true);
  }

  /** An owner or moderator came in, by a claim of their token perhaps: nobody is to be taken for them. */
  staffCame(): void {
    this.#room.staffNames.forget();
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

  /** A guest whose name could be taken for an owner's or moderator's comes in with a tag behind it. */
  #nameOf({ id, name: tokenName }: Principal, role: Role): string {
    const name = this.#room.names.find(id, tokenName);
    const mayBear = !id.startsWith(GUEST_PREFIX) || isAtLeast(role, "moderator");
    return mayBear || !this.#room.staffNames.isLikeAnothers(name, id) ? name : taggedName(name, id);
  }

  #isOpen(room: string): boolean {
    return room === DEFAULT_ROOM || (this.#hasOpenRooms && !isReservedRoomName(room));
  }
}

/** The one room that nobody made and that is there for some. */
function isForOperators(room: string, principal: Principal | undefined): boolean {
  return room === OPERATORS_ROOM && principal?.operator === true;
}

// Whoever holds a token: a guest of this deployment, or a member of a host site.

import type { Role } from "../protocol/schemas.ts";
import type { Principal } from "../rules/entry.ts";
import { isListedAdmin } from "../rules/operators.ts";

export type Holder = {
  /** The token's `sub`. */
  readonly id: string;
  readonly name: string;
  /** The token's `jti`, where it has one. */
  readonly session: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Roles that the token claims, by room; `*` is for every room that is not named. Guests' tokens claim none. */
  readonly rooms?: Readonly<Record<string, Role>>;
  /** When a guest's identity was made; milliseconds since the Unix epoch. */
  readonly madeAt?: number;
  /** Where the request comes from, as `networkMark` gives it. */
  readonly network?: string | undefined;
  /** Operates the deployment. */
  readonly operator?: boolean;
  /** When that ends for a guest who was made one by a link; milliseconds. */
  readonly operatorUntil?: number;
};

export type VerifiedHolder =
  | { readonly kind: "valid"; readonly holder: Holder }
  | { readonly kind: "expired" }
  | { readonly kind: "forged" };

/** What a room is told of somebody who comes to it. An operator's connections last no longer than the office does. */
export function principalFor(holder: Holder, room: string): Principal {
  const { id, name, session, expiresAt, rooms, madeAt, network, operator = false, operatorUntil = Infinity } = holder;
  const role = operator ? "owner" : claimedRole(rooms, room);
  return {
    id,
    name,
    expiresAt: operator ? Math.min(expiresAt, operatorUntil) : expiresAt,
    ...(session === undefined ? {} : { session }),
    ...(role === undefined ? {} : { role }),
    ...(madeAt === undefined ? {} : { madeAt }),
    ...(network === undefined ? {} : { network }),
    ...(operator ? { operator } : {}),
  };
}

/** The holder as somebody who operates the deployment, where the list of its admins or the token says so. */
export function withOffice<T extends Holder>(holder: T, admins: string | undefined): T {
  if (isListedAdmin(holder.id, admins)) return { ...holder, operator: true, operatorUntil: undefined };
  return holder.operatorUntil === undefined ? holder : { ...holder, operator: true };
}

/** The room's own claim counts, else that for every room (contract 11). */
function claimedRole(rooms: Holder["rooms"], room: string): Role | undefined {
  if (rooms === undefined) return undefined;
  return Object.hasOwn(rooms, room) ? rooms[room] : rooms["*"];
}

// ranks.ts: who may do what by the contract's own words: roles, mutes and bans as the log tells them.

import { isMemberEvent, type RoomEvent } from "../../src/protocol/events.ts";

export type Rank = "member" | "moderator" | "owner";

const ORDER: readonly Rank[] = ["member", "moderator", "owner"];

/** Of a room in which everybody is at least a member (contract 10). Bans and mutes here have no end. */
export class Ranks {
  readonly #given = new Map<string, Rank>();
  readonly #claimed: Readonly<Record<string, Rank>>;
  readonly #muted = new Set<string>();
  readonly #banned = new Set<string>();

  /** `claimed` is what tokens say, whatever the log does. */
  constructor(claimed: Readonly<Record<string, Rank>> = {}) {
    this.#claimed = claimed;
  }

  apply(event: RoomEvent): void {
    if (!isMemberEvent(event)) return;
    const { id } = event.member;
    if (event.action === "ban") this.#banned.add(id);
    else if (event.action === "unban") this.#banned.delete(id);
    else if (event.action === "mute") this.#muted.add(id);
    else if (event.action === "unmute") this.#muted.delete(id);
    else if (event.action === "role") this.#given.set(id, ORDER.find((rank) => rank === event.role) ?? "member");
  }

  of(member: string): Rank {
    const held = [this.#given.get(member), this.#claimed[member]];
    return ORDER.findLast((rank) => held.includes(rank)) ?? "member";
  }

  /** The role that the log gave, which a `role` to the same changes nothing of. */
  given(member: string): Rank | undefined {
    return this.#given.get(member);
  }

  isMuted(member: string): boolean {
    return this.#muted.has(member);
  }

  isBanned(member: string): boolean {
    return this.#banned.has(member);
  }

  isModerator(member: string): boolean {
    return this.of(member) !== "member";
  }

  /** On members of strictly lower role; an owner on anybody else. */
  mayModerate(member: string, whom: string): boolean {
    const own = this.of(member);
    return own === "owner" || (own === "moderator" && this.of(whom) === "member");
  }

  get owners(): number {
    return [...this.#given.values()].filter((rank) => rank === "owner").length;
  }
}

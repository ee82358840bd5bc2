// ranks.ts: who may do what by the contract's own words: roles, mutes, bans and settings as the log tells them.

import { isConfiguredEvent, isMemberEvent, isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";

export type Rank = "reader" | "member" | "moderator" | "owner";

const ORDER: readonly Rank[] = ["reader", "member", "moderator", "owner"];

/** Of a room that anybody may enter (contract 10). Bans and mutes here have no end. */
export class Ranks {
  readonly #given = new Map<string, Rank>();
  readonly #claimed: Readonly<Record<string, Rank | undefined>>;
  readonly #muted = new Set<string>();
  readonly #banned = new Set<string>();
  readonly #saidAt = new Map<string, number>();
  /** Settings that say who may write, and when. */
  readonly settings: { readOnly: boolean; slowModeMs: number } = { readOnly: false, slowModeMs: 0 };

  /** `claimed` is what tokens say, whatever the log does. */
  constructor(claimed: Readonly<Record<string, Rank | undefined>> = {}) {
    this.#claimed = claimed;
  }

  apply(event: RoomEvent): void {
    if (isMessageEvent(event)) this.#saidAt.set(event.by.id, event.at);
    if (isConfiguredEvent(event)) {
      const { readOnly = this.settings.readOnly, slowModeMs = this.settings.slowModeMs } = event;
      Object.assign(this.settings, { readOnly, slowModeMs });
    }
    if (!isMemberEvent(event)) return;
    const { id } = event.member;
    if (event.action === "ban") this.#banned.add(id);
    else if (event.action === "unban") this.#banned.delete(id);
    else if (event.action === "mute") this.#muted.add(id);
    else if (event.action === "unmute") this.#muted.delete(id);
    else if (event.action === "role") this.#given.set(id, ORDER.find((rank) => rank === event.role) ?? "member");
    else if (event.action === "leave") this.#given.delete(id);
    // Whoever a room is handed on to is no longer muted.
    if (event.transfer === true && event.role === "owner") this.#muted.delete(id);
  }

  of(member: string): Rank {
    const held = [this.#given.get(member), this.#claimed[member], this.settings.readOnly ? "reader" : "member"];
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
    return ORDER.indexOf(this.of(member)) >= ORDER.indexOf("moderator");
  }

  mayWrite(member: string): boolean {
    return this.of(member) !== "reader";
  }

  /** Slow mode keeps them from saying something at that time; without a time, however long they waited. */
  isHasty(member: string, at: number | undefined): boolean {
    const saidAt = this.#saidAt.get(member);
    const { slowModeMs } = this.settings;
    if (slowModeMs === 0 || saidAt === undefined || this.isModerator(member)) return false;
    return at === undefined || at - saidAt < slowModeMs;
  }

  /** On members of strictly lower role; an owner on anybody else. */
  mayModerate(member: string, whom: string): boolean {
    const own = this.of(member);
    return own === "owner" || (own === "moderator" && !this.isModerator(whom));
  }

  get owners(): number {
    return [...this.#given.values()].filter((rank) => rank === "owner").length;
  }
}

// What moderators alone read: reports, the audit record, who is banned or muted, the words that the room does not want.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type Audit, type RecordsRange, recordsRangeSchema, type Reports, type WordList } from "../protocol/http.ts";
import {
  type Restraint,
  type StandingsPage,
  type StandingsRange,
  standingsRangeSchema,
} from "../protocol/standings.ts";
import type { Principal } from "../rules/entry.ts";
import { isAtLeast } from "../rules/permissions.ts";
import { FOR_EVER } from "../storage/standings.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import type { Limiter } from "./limiter.ts";
import { nameOf } from "./standing.ts";

type Host = { readonly room: RoomContext; readonly admission: Admission; readonly limiter: Limiter };

/** Every method throws `forbidden` below moderator, and counts for the asker's rate of looks. */
export class ModeratorsDesk {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  reports(name: string, principal: Principal, range: RecordsRange): Reports {
    this.#require(name, principal, "list reports");
    return this.#host.room.reports.page(v.parse(recordsRangeSchema, range));
  }

  audit(name: string, principal: Principal, range: RecordsRange): Audit {
    this.#require(name, principal, "read audit record");
    return this.#host.room.audit.page(v.parse(recordsRangeSchema, range));
  }

  words(name: string, principal: Principal): WordList {
    this.#require(name, principal, "read listed words");
    return this.#host.room.listedWords.list;
  }

  /** Whoever is banned or muted now, however long ago that was decided. */
  standings(name: string, principal: Principal, asked: StandingsRange): StandingsPage {
    this.#require(name, principal, "list standings");
    const { room } = this.#host;
    const { after = "", limit } = v.parse(standingsRangeSchema, asked);
    const now = room.now();
    const found = room.standings.restrained(now, after, limit + 1);
    const standings = found.slice(0, limit).map(({ member, bannedUntil, mutedUntil }) => {
      const ban = bannedUntil > now ? this.#restraint(member, "ban", bannedUntil) : undefined;
      const mute = mutedUntil > now ? this.#restraint(member, "mute", mutedUntil) : undefined;
      return {
        member: { id: member, name: nameOf(room, member) || (ban?.called ?? mute?.called ?? "") },
        ...(ban === undefined ? {} : { ban: ban.restraint }),
        ...(mute === undefined ? {} : { mute: mute.restraint }),
      };
    });
    return { standings, more: found.length > limit };
  }

  /** `called` is the name that the member had when it was decided: whoever never said anything has no other. */
  #restraint(member: string, action: "ban" | "mute", until: number): { restraint: Restraint; called?: string } {
    const decided = this.#host.room.standings.decision(member, action);
    const untilAt = until === FOR_EVER ? {} : { untilAt: until };
    if (decided === undefined) return { restraint: untilAt };
    const { by, at, reason, called } = decided;
    return {
      restraint: { ...untilAt, by, at, ...(reason === undefined ? {} : { reason }) },
      ...(called === undefined ? {} : { called }),
    };
  }

  #require(name: string, principal: Principal, operation: string): void {
    const { admission, limiter, room } = this.#host;
    if (!isAtLeast(admission.roleOf(name, principal, operation), "moderator"))
      throw new ChatError("forbidden", `unable to ${operation}; moderators and owners do`);
    limiter.take("lookup", principal, room.now());
  }
}

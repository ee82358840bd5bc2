// What moderators alone read: the reports of members, the audit record, the words that the room does not want.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type Audit, type RecordsRange, recordsRangeSchema, type Reports, type WordList } from "../protocol/http.ts";
import type { Principal } from "../rules/entry.ts";
import { isAtLeast } from "../rules/permissions.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import type { Limiter } from "./limiter.ts";

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

  #require(name: string, principal: Principal, operation: string): void {
    const { admission, limiter, room } = this.#host;
    if (!isAtLeast(admission.roleOf(name, principal, operation), "moderator"))
      throw new ChatError("forbidden", `unable to ${operation}; moderators and owners do`);
    limiter.take("lookup", principal, room.now());
  }
}

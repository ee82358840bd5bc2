// Looks at a room from outside of a connection: settings, pages of messages, members, values, the whole log.

import * as v from "valibot";
import type { HistoryRange } from "../protocol/commands/history.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Members } from "../protocol/frames/welcome.ts";
import type { ReadPlace, RoomInfo, SearchRange } from "../protocol/http.ts";
import { headSchema } from "../protocol/schemas.ts";
import type { Asker, Principal } from "../rules/entry.ts";
import { isAtLeast } from "../rules/permissions.ts";
import type { Admission } from "./admission.ts";
import type { Attendance } from "./attendance.ts";
import type { RoomContext } from "./context.ts";
import { type Limiter, payerOf } from "./limiter.ts";
import type { ReadPositions } from "./read-positions.ts";
import { poll, type PollAsk, type PollReply } from "./poll.ts";
import { shownSettings } from "./shown-settings.ts";

/** Bytes of an export that cross RPC at a time. */
const EXPORT_BYTES = 256 * 1024;

type Host = {
  readonly room: RoomContext;
  readonly attendance: Attendance;
  readonly admission: Admission;
  readonly limiter: Limiter;
  readonly positions: ReadPositions;
};

/** Every method throws what `Admission` refuses: a private room looks like one that is not there. */
export class Looks {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  describe(name: string, asker: Asker): RoomInfo {
    const { room, attendance, admission } = this.#host;
    admission.roleOf(name, asker.principal, "describe room");
    const { epoch, head } = room.log;
    return { ...shownSettings(name, room.settings.of(name)), epoch, head, members: attendance.presence.count };
  }

  /** Reads the settings, the member's standing and their position: no messages, and nothing is written. */
  readPlace(name: string, principal: Principal): ReadPlace {
    const { room, admission, positions } = this.#host;
    admission.roleOf(name, principal, "count unread");
    return { head: room.log.head, readUpTo: positions.find(principal.id) };
  }

  /** A page as the JSON of a `MessagesPage`; counts for the asker's rate of looks. */
  messages(name: string, range: HistoryRange, asker: Asker): string {
    const { room, admission, limiter } = this.#host;
    admission.roleOf(name, asker.principal, "read messages");
    const payer = payerOf(asker);
    if (payer !== undefined) limiter.take("lookup", payer, room.now());
    const { epoch, head } = room.log;
    const page = room.messages.page(range);
    const you = asker.principal?.id;
    const mine = you === undefined ? {} : room.reactions.mine(you, page.first, page.last);
    const myVotes = you === undefined ? undefined : room.votes.mine(you, page.first, page.last);
    const place = JSON.stringify({ mine, myVotes, more: page.more, epoch, head });
    return `{"messages":[${page.messages.join(",")}],${place.slice(1)}`;
  }

  /** Messages that match, newest first, as the JSON of a `SearchPage`; counts for the asker's rate of looks. */
  search(name: string, range: SearchRange, asker: Asker): string {
    const { room, admission, limiter } = this.#host;
    admission.roleOf(name, asker.principal, "search");
    const payer = payerOf(asker);
    if (payer !== undefined) limiter.take("lookup", payer, room.now());
    const found = room.search.find(range);
    const page = room.messages.these(found.seqs);
    return `{"messages":[${page.messages.join(",")}],"more":${found.more || page.more}${found.partial ? ',"partial":true' : ""}}`;
  }

  members(name: string, asker: Asker): Members {
    this.#host.admission.roleOf(name, asker.principal, "list members");
    return this.#host.attendance.presence.members;
  }

  /** All values, as the JSON `{"values":{…}}`. */
  values(name: string, asker: Asker): string {
    this.#host.admission.roleOf(name, asker.principal, "read values");
    return JSON.stringify({ values: this.#host.attendance.values.all });
  }

  poll(name: string, ask: PollAsk, asker: Asker): PollReply {
    return poll(this.#host, name, ask, asker);
  }

  /** Events after a seq as JSON lines, about 256 KiB at a time; `next` is what to ask for then. Owners alone. */
  exportPage(name: string, principal: Principal, after: number): { lines: string; next?: number } {
    const { room, admission } = this.#host;
    if (!isAtLeast(admission.roleOf(name, principal, "export room"), "owner"))
      throw new ChatError("forbidden", "unable to export room; only its owners may");
    const { lines, last } = room.log.lines(v.parse(headSchema, after), EXPORT_BYTES);
    return last < room.log.head ? { lines, next: last } : { lines };
  }

  /** The same of what the asker did, for whoever may look; it counts as a look. */
  exportMine(name: string, principal: Principal, after: number): { lines: string; next?: number } {
    const { room, admission, limiter } = this.#host;
    admission.roleOf(name, principal, "export");
    if (after === 0) limiter.take("lookup", principal, room.now());
    return room.log.linesBy(principal.id, v.parse(headSchema, after), EXPORT_BYTES);
  }
}

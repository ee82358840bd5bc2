// Takes content for good out of every table that holds some: by age, or all of one member's. The events keep their places.

import * as v from "valibot";
import type { Changes } from "./changes.ts";
import type { Database } from "./database.ts";
import { isErasedBody } from "./erased-body.ts";
import { encodeBody, type EventLog } from "./event-log.ts";
import type { Networks } from "./networks.ts";
import type { Reactions } from "./reactions.ts";
import { RecordsOfMember } from "./records-of-member.ts";
import type { Search } from "./search.ts";
import type { Votes } from "./votes.ts";

/** A step gives whether there is more to do. */
export type Progress = "more" | "done";

/** The oldest message that age has not erased yet. */
export type Oldest = { readonly seq: number; readonly at: number };

type MessageRow = { seq: number; at: number; thread: number | null; body: string };
type OwnRow = { seq: number; kind: string; thread: number | null; body: string };

const ABOUT = "kind = 'member' AND json_extract(body, '$.member.id') = ?";

const placeSchema = v.looseObject({ message: v.number() });
const bodySchema = v.looseObject({});
const aboutSchema = v.looseObject({ member: v.looseObject({ id: v.string() }) });

export class Erasure {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #changes: Changes;
  readonly #reactions: Reactions;
  readonly #votes: Votes;
  readonly #search: Search;
  readonly #networks: Networks;
  readonly #records: RecordsOfMember;

  constructor(
    database: Database,
    log: EventLog,
    changes: Changes,
    reactions: Reactions,
    votes: Votes,
    search: Search,
    networks: Networks,
  ) {
    this.#database = database;
    this.#log = log;
    this.#changes = changes;
    this.#reactions = reactions;
    this.#votes = votes;
    this.#search = search;
    this.#networks = networks;
    this.#records = new RecordsOfMember(database);
  }

  /** Takes a message's content, its edits', its reactions, votes and words: whatever is left says only where it stood. */
  takeMessage(seq: number, thread: number | undefined, now: number): void {
    this.#changes.takeContent(seq, thread);
    this.#reactions.clear(seq);
    this.#votes.clear(seq);
    this.#search.forget(seq, now);
  }

  /** When age may erase again, and the oldest message it would begin with. */
  retention(): { readonly nextAt: number; readonly oldest: Oldest | undefined } {
    if (!this.#log.exists) return { nextAt: 0, oldest: undefined };
    const { seq, nextAt } = this.#mark();
    const oldest = this.#database.exec<{ seq: number; at: number }>(
      "SELECT seq, at FROM events WHERE seq > ? AND kind = 'message' ORDER BY seq LIMIT 1",
      seq,
    )[0];
    return { nextAt, oldest };
  }

  /** Erases at most `limit` messages of `until` or before. `restMs`: once there is no more, so long until the next time. */
  eraseOld(until: number, limit: number, now: number, restMs: number): Progress {
    const { seq: mark } = this.#mark();
    // By seq alone: times never run backwards, so that the first one too young ends it, however long the log.
    const rows = this.#database.exec<MessageRow>(
      "SELECT seq, at, thread, body FROM events WHERE seq > ? AND kind = 'message' ORDER BY seq LIMIT ?",
      mark,
      limit,
    );
    const young = rows.findIndex(({ at }) => at > until);
    const due = young === -1 ? rows : rows.slice(0, young);
    for (const { seq, thread, body } of due) {
      if (!isErasedBody(body)) this.takeMessage(seq, thread ?? undefined, now);
    }
    const progress = due.length === limit ? "more" : "done";
    this.#database.exec(
      `INSERT INTO retention (id, seq, next_at) VALUES (1, ?, ?)
       ON CONFLICT DO UPDATE SET seq = excluded.seq, next_at = excluded.next_at`,
      due.at(-1)?.seq ?? mark,
      progress === "more" ? 0 : now + restMs,
    );
    return progress;
  }

  /** True where something of the member's is there that was not erased: content, a reason, or a name. */
  hasTraces(member: string): boolean {
    if (!this.#log.exists) return false;
    return (
      this.#database.exec("SELECT 1 FROM events WHERE member = ? AND name <> '' LIMIT 1", member).length > 0 ||
      this.#database.exec(
        `SELECT 1 FROM events WHERE ${ABOUT} AND json_extract(body, '$.member.name') <> '' LIMIT 1`,
        member,
      ).length > 0 ||
      this.#records.hasAny(member)
    );
  }

  /** The seq of the event that last erased the member; 0 where none did. */
  erasedAt(member: string): number {
    if (!this.#log.exists) return 0;
    return (
      this.#database.exec<{ seq: number | null }>(
        `SELECT max(seq) AS seq FROM events WHERE ${ABOUT} AND json_extract(body, '$.action') = 'erase'`,
        member,
      )[0]?.seq ?? 0
    );
  }

  /** Members of whom something is still to be erased. */
  get pending(): string[] {
    if (!this.#log.exists) return [];
    return this.#database.exec<{ member: string }>("SELECT member FROM erasures").map(({ member }) => member);
  }

  /** Begins with the newest, which people see, and remembers the rest. Gives whether there is any. */
  beginMember(member: string, before: number, limit: number, now: number): Progress {
    this.#database.exec("DELETE FROM names WHERE member = ?", member);
    this.#networks.forget(member);
    const progress = this.#eraseMember(member, before, limit, now);
    if (progress === "more") {
      this.#database.exec(
        "INSERT INTO erasures (member, up_to) VALUES (?, ?) ON CONFLICT DO UPDATE SET up_to = excluded.up_to",
        member,
        before,
      );
    }
    return progress;
  }

  /** Goes on with a member that was begun. */
  goOn(member: string, limit: number, now: number): Progress {
    const before = this.#database.exec<{ up_to: number }>("SELECT up_to FROM erasures WHERE member = ?", member)[0];
    if (before === undefined) return "done";
    const progress = this.#eraseMember(member, before.up_to, limit, now);
    if (progress === "done") this.#database.exec("DELETE FROM erasures WHERE member = ?", member);
    return progress;
  }

  #eraseMember(member: string, before: number, limit: number, now: number): Progress {
    const own = this.#database.exec<OwnRow>(
      `SELECT seq, kind, thread, body FROM events WHERE member = ? AND seq < ? AND name <> ''
        ORDER BY seq DESC LIMIT ?`,
      member,
      before,
      limit,
    );
    for (const { seq, kind, thread, body } of own) {
      if (kind === "message" && !isErasedBody(body)) this.takeMessage(seq, thread ?? undefined, now);
      const rest = kind === "message" ? restOfMessage(thread) : restOf(kind, body);
      this.#database.exec("UPDATE events SET name = '', body = ? WHERE seq = ?", rest, seq);
      this.#log.rewrote();
    }
    this.#search.forgetNames();
    const about = this.#database.exec<{ seq: number; body: string }>(
      `SELECT seq, body FROM events WHERE ${ABOUT} AND seq < ? AND json_extract(body, '$.member.name') <> '' LIMIT ?`,
      member,
      before,
      limit,
    );
    for (const { seq, body } of about) {
      this.#database.exec("UPDATE events SET body = ? WHERE seq = ?", withoutName(body), seq);
      this.#log.rewrote();
    }
    const at = this.#database.exec<{ at: number }>("SELECT at FROM events WHERE seq = ?", before)[0]?.at ?? 0;
    const records = this.#records.erase(member, at, limit);
    return own.length === limit || about.length === limit ? "more" : records;
  }

  #mark(): { readonly seq: number; readonly nextAt: number } {
    const row = this.#database.exec<{ seq: number; next_at: number }>("SELECT seq, next_at FROM retention")[0];
    return { seq: row?.seq ?? 0, nextAt: row?.next_at ?? 0 };
  }
}

function restOfMessage(thread: number | null): string {
  return encodeBody({ ...(thread === null ? {} : { thread }), erased: true });
}

/** What is left of another event of an erased member: not a word that they chose. */
function restOf(kind: string, body: string): string {
  const parsed: unknown = JSON.parse(body);
  switch (kind) {
    case "edited": {
      const { message } = v.parse(placeSchema, parsed);
      return encodeBody({ message, erased: true });
    }
    case "removed":
    case "member": {
      const { reason, erased: _erased, ...rest } = v.parse(bodySchema, parsed);
      return reason === undefined ? body : encodeBody({ ...rest, erased: true });
    }
    default:
      return body;
  }
}

function withoutName(body: string): string {
  const { member, erased: _erased, ...rest } = v.parse(aboutSchema, JSON.parse(body));
  return encodeBody({ member: { ...member, name: "" }, ...rest, erased: true });
}

// Sends what was written, once and in order, over lost connections, reloads and several tabs.
//
// A message leaves the outbox when the room has it (its ack, or its own event seen) or when its author discards it, and
// for no other reason. It is sent under the same id each time, so that the room makes one event of it however often it
// comes. It belongs to the member who wrote it: where the session has become another member's, what this page wrote
// turns failed (`retry` sends it as the new member), and what was stored earlier waits, unseen, for its own member.

import { encodeCommand, parseCommand } from "../protocol/codec.ts";
import type { Limits } from "../protocol/frames/welcome.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";
import { createId } from "./ids.ts";
import type { OutboxRow, OutboxStore } from "./outbox-store.ts";
import * as queue from "./queue.ts";
import { createShelf } from "./shelf.ts";
import type { Content, Held, PendingMessage } from "./state.ts";
import { createTabs, type News } from "./tabs.ts";

/** A command without ack or event for this long means a connection that is of no use. */
export const STALL_MS = 12_000;
/** Waits after a passing refusal that names no time: doubling, within these. */
const HOLD_FIRST_MS = 1000;
const HOLD_MAX_MS = 30_000;

export type OutboxOptions = {
  readonly environment: Environment;
  readonly store: OutboxStore;
  readonly origin: string;
  readonly room: string;
  /** Whom the token names; undefined where the browser holds it. */
  readonly presumedMember: string | undefined;
  /** False where there is no connection. */
  readonly transmit: (text: string) => boolean;
  readonly onChange: () => void;
  /** The connection takes messages and answers none. */
  readonly onStall: () => void;
};

export type Outbox = {
  readonly pending: readonly PendingMessage[];
  readonly keeps: OutboxStore["keeps"];
  add(content: Content): string;
  retry(id: string): void;
  discard(id: string): void;
  /** The room is open to `member`. */
  welcomed(member: string, limits: Limits): void;
  offline(): void;
  /** True where the id is one of these. */
  acked(id: string, seq: number): boolean;
  refused(id: string, refusal: queue.Refusal): boolean;
  /** The timeline has these messages of one's own. */
  seen(messages: readonly { readonly id: string; readonly seq: number }[]): void;
  /** The timeline goes up to here; `undefined`: it began anew, and what was acknowledged is gone with the old log. */
  arrived(cursorSeq: number | undefined): void;
};

export function createOutbox(options: OutboxOptions): Outbox {
  const { environment, store, origin, room, onChange } = options;
  let entries: queue.Queue = [];
  /** Whose messages these are; empty where nobody was ever welcomed. */
  let owner = options.presumedMember ?? "";
  /** Whose stored rows have been taken in. */
  let loadedFor: string | undefined;
  /** Undefined while there is no connection. */
  let limits: Limits | undefined;
  let allowance: queue.Allowance | undefined;
  let held: Held | undefined;
  let holds = 0;
  let newestOrder = 0;
  /** Written in this page. */
  const written = new Set<string>();
  /** Written in this page, or found when it began; a tab that cannot take turns with others sends no other ones. */
  const ours = new Set<string>();
  /** In the room, or discarded; another tab's late news must not bring them back. */
  const done = new Set<string>();

  const alarm = createAlarm(environment, pump);
  const tabs = createTabs({
    environment: store.keeps === "stored" ? environment : { locks: undefined, openChannel: () => undefined },
    name: `hubbub-outbox:${origin}/${room}`,
    onTurn: () => reload("found"),
    onNews: hear,
  });
  const shelf = createShelf({
    environment,
    keeps: store.keeps,
    onFailure() {
      tabs.separate();
      onChange();
      pump();
    },
  });
  shelf.run(async () => {
    const known = options.presumedMember ?? (await store.lastMember(origin));
    if (limits === undefined && known !== undefined) become(known);
  });
  reload("found");

  function update(changed: queue.Queue): void {
    if (changed === entries) return;
    entries = changed;
    onChange();
  }

  function set(id: string, entry: Partial<queue.Entry>): void {
    update(queue.change(entries, id, (old) => ({ ...old, ...entry })));
  }

  function save(id: string): void {
    shelf.run(async () => {
      const entry = queue.find(entries, id);
      if (entry === undefined || entry.status.kind === "acked") return;
      await store.put(entry.row);
      tabs.post({ kind: "changed" });
    });
  }

  function unsave(id: string): void {
    done.add(id);
    shelf.run(async () => {
      await store.remove(id);
      tabs.post({ kind: "changed" });
    });
  }

  function become(member: string): void {
    const former = owner;
    owner = member;
    for (const { row } of entries) {
      if (row.member === member) continue;
      if (row.member === "" && former === "") assign(row);
      else if (written.has(row.id)) set(row.id, { status: OTHERS });
      else update(queue.without(entries, row.id));
    }
  }

  function assign(row: OutboxRow): void {
    set(row.id, { row: { ...row, member: owner } });
    save(row.id);
  }

  /** Takes in what is stored. `found`: when a page begins or its turn comes; `told`: another tab changed something. */
  function reload(cause: "found" | "told"): void {
    // Their puts stand before this call in line, so that a row that is not there was taken away by another tab.
    const put = entries
      .filter(({ row, status }) => row.member === owner && status.kind !== "acked")
      .map(({ row }) => row.id);
    shelf.run(
      async () => {
        const member = owner;
        const rows = [...(await store.load({ origin, room, member }))];
        if (member !== "" && limits !== undefined) rows.push(...(await store.load({ origin, room, member: "" })));
        if (member !== owner) return;
        const stored = new Set(rows.map(({ id }) => id));
        for (const id of put) {
          if (!stored.has(id) && shelf.keeps === "stored" && queue.find(entries, id)?.status.kind !== "acked") {
            update(queue.without(entries, id));
          }
        }
        for (const row of rows) if (!done.has(row.id)) take(row, cause);
        if (loadedFor !== member) queueAfter(stored);
        loadedFor = member;
        // A store that answered too late was given up: nothing else sends what it had.
        if (shelf.keeps === "memory") pump();
      },
      () => {
        if (shelf.keeps === "memory") loadedFor = owner;
        pump();
      },
    );
  }

  function take(row: OutboxRow, cause: "found" | "told"): void {
    newestOrder = Math.max(newestOrder, row.order);
    const entry = queue.find(entries, row.id);
    const wasFailed = entry?.status.kind === "failed";
    if (entry === undefined || wasFailed !== (row.failure !== undefined))
      update(queue.insert(entries, queue.entryOf(row)));
    if (cause === "found") ours.add(row.id);
    if (row.member !== owner) assign(row);
  }

  /** What was written before the stored rows were known comes after them, whatever the clock said. */
  function queueAfter(stored: ReadonlySet<string>): void {
    for (const { row } of entries) {
      if (stored.has(row.id) || row.order > newestOrder) continue;
      newestOrder += 1;
      set(row.id, { row: { ...row, order: newestOrder } });
      save(row.id);
    }
    if (entries.length > 1) update(queue.sorted(entries));
  }

  function hear(news: News): void {
    if (news.kind === "changed") return reload("told");
    done.add(news.id);
    if (queue.find(entries, news.id) !== undefined) set(news.id, { status: { kind: "acked", seq: news.seq } });
    pump();
  }

  function isSendable(id: string): boolean {
    return tabs.turn === "first" || (tabs.turn === "alone" && ours.has(id));
  }

  /** Sends the next one if it may go now, and comes back when it may. */
  function pump(): void {
    alarm.set(undefined);
    if (limits === undefined || loadedFor !== owner) return;
    const nowMs = environment.now();
    const waiting = queue.underWay(entries);
    if (waiting !== undefined) {
      if (nowMs - waiting.sinceMs >= STALL_MS) options.onStall();
      else alarm.set(waiting.sinceMs + STALL_MS);
      return;
    }
    const entry = queue.next(entries, isSendable);
    if (entry === undefined) return;
    if (held !== undefined && held.untilMs > nowMs) return alarm.set(held.untilMs);
    const spent = queue.spend(allowance, limits, nowMs);
    if (spent.kind === "wait") return alarm.set(spent.untilMs);
    if (!options.transmit(encodeCommand(queue.commandOf(entry.row)))) return;
    allowance = spent.allowance;
    held = undefined;
    alarm.set(nowMs + STALL_MS);
    set(entry.row.id, { status: { kind: "sending", sinceMs: nowMs } });
  }

  function append(row: OutboxRow): void {
    const check = parseCommand(queue.commandOf(row));
    const failure = check.kind === "ok" ? {} : { failure: { code: check.error.code, message: check.error.message } };
    written.add(row.id);
    ours.add(row.id);
    update(queue.insert(entries, queue.entryOf({ ...row, ...failure })));
    save(row.id);
    pump();
  }

  return {
    get pending() {
      return entries.map((entry) => queue.pendingOf(entry, held));
    },
    get keeps() {
      return shelf.keeps;
    },
    add(content) {
      const at = environment.now();
      newestOrder = Math.max(at, newestOrder + 1);
      // What cannot be JSON could not be sent: better that it throws here, at its author.
      const data: unknown = content.data === undefined ? undefined : JSON.parse(JSON.stringify(content.data));
      const row = {
        ...content,
        ...(data === undefined ? {} : { data }),
        id: createId(),
        origin,
        room,
        member: owner,
        order: newestOrder,
        at,
      };
      append(row);
      return row.id;
    },
    retry(id) {
      const entry = queue.find(entries, id);
      if (entry?.status.kind !== "failed") return;
      const { failure: _failure, ...row } = entry.row;
      if (entry.status.code === "id_conflict") {
        update(queue.without(entries, id));
        unsave(id);
        return append({ ...row, id: createId(), member: owner });
      }
      append({ ...row, member: owner });
    },
    discard(id) {
      update(queue.without(entries, id));
      unsave(id);
      pump();
    },
    welcomed(member, told) {
      limits = told;
      if (member !== owner) become(member);
      if (options.presumedMember === undefined) shelf.run(() => store.setLastMember(origin, member));
      reload("found");
      tabs.line(member);
    },
    offline() {
      limits = undefined;
      alarm.set(undefined);
      tabs.leave();
      update(queue.recall(entries));
    },
    acked(id, seq) {
      if (queue.find(entries, id) === undefined) return false;
      holds = 0;
      tabs.post({ kind: "acked", id, seq });
      unsave(id);
      set(id, { status: { kind: "acked", seq } });
      pump();
      return true;
    },
    refused(id, { code, message, retryAfterMs }) {
      const entry = queue.find(entries, id);
      if (entry === undefined) return false;
      if (queue.isPassing(code, entry.faults)) {
        const waitMs = retryAfterMs ?? Math.min(HOLD_MAX_MS, HOLD_FIRST_MS * 2 ** holds);
        holds += 1;
        held = { code, message, untilMs: environment.now() + waitMs };
        set(id, { status: { kind: "queued" }, faults: entry.faults + (code === "internal" ? 1 : 0) });
      } else {
        const status = {
          kind: "failed" as const,
          code,
          message,
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        };
        set(id, { status, row: { ...entry.row, failure: { code, message } } });
        save(id);
      }
      pump();
      return true;
    },
    seen(messages) {
      let isOwn = false;
      for (const { id, seq } of messages) {
        if (queue.find(entries, id) === undefined) continue;
        isOwn = true;
        update(queue.without(entries, id));
        tabs.post({ kind: "acked", id, seq });
        unsave(id);
      }
      if (isOwn) {
        holds = 0;
        pump();
      }
    },
    arrived(cursorSeq) {
      const ids = new Set(queue.arrived(entries, cursorSeq ?? Infinity));
      if (ids.size > 0) update(entries.filter(({ row }) => !ids.has(row.id)));
    },
  };
}

/** Never sent as somebody else without being asked to. */
const OTHERS: queue.Entry["status"] = {
  kind: "failed",
  code: "identity_changed",
  message: "unable to send message; it was written under another identity",
};

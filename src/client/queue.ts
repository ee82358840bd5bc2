// The messages that the room does not have yet, in the order they were written: pure functions.

import type { SendCommand } from "../protocol/commands/send.ts";
import type { OutboxRow } from "./outbox-store.ts";
import type { Held, PendingMessage, PendingStatus } from "./state.ts";

export type Entry = {
  readonly row: OutboxRow;
  readonly status:
    | { readonly kind: "queued" }
    | { readonly kind: "sending"; readonly sinceMs: number }
    /** Stored by the room, not yet seen in the timeline. */
    | { readonly kind: "acked"; readonly seq: number }
    | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly retryAfterMs?: number };
  /** How often the server failed at it. */
  readonly faults: number;
};

export type Queue = readonly Entry[];

export function entryOf(row: OutboxRow): Entry {
  return {
    row,
    status: row.failure === undefined ? { kind: "queued" } : { kind: "failed", ...row.failure },
    faults: 0,
  };
}

export function find(queue: Queue, id: string): Entry | undefined {
  return queue.find(({ row }) => row.id === id);
}

export function insert(queue: Queue, entry: Entry): Queue {
  return sorted([...without(queue, entry.row.id), entry]);
}

export function sorted(queue: Queue): Queue {
  return queue.toSorted((a, b) => a.row.order - b.row.order);
}

export function without(queue: Queue, id: string): Queue {
  return queue.filter(({ row }) => row.id !== id);
}

export function change(queue: Queue, id: string, update: (entry: Entry) => Entry): Queue {
  return queue.map((entry) => (entry.row.id === id ? update(entry) : entry));
}

/**
 * The one to send next. One at a time: were the second under way already, a first that is told to wait would come after
 * it. The room's own limit is below one message per round trip, so that costs little.
 */
export function next(queue: Queue, isOurs: (id: string) => boolean): Entry | undefined {
  if (underWay(queue) !== undefined) return undefined;
  return queue.find(({ row, status }) => status.kind === "queued" && isOurs(row.id));
}

export function underWay(queue: Queue): { readonly sinceMs: number } | undefined {
  for (const { status } of queue) if (status.kind === "sending") return status;
  return undefined;
}

/** The connection is gone, and with it what is known of what was under way. */
export function recall(queue: Queue): Queue {
  if (underWay(queue) === undefined) return queue;
  return queue.map((entry) => (entry.status.kind === "sending" ? { ...entry, status: { kind: "queued" } } : entry));
}

/** Ids of those that the timeline has by now: acknowledged, and not after the cursor. */
export function arrived(queue: Queue, cursorSeq: number): string[] {
  return queue.flatMap(({ row, status }) => (status.kind === "acked" && status.seq <= cursorSeq ? [row.id] : []));
}

export function commandOf(row: OutboxRow): SendCommand {
  return { type: "send", ...contentOf(row) };
}

export function pendingOf({ row, status }: Entry, held: Held | undefined): PendingMessage {
  return { ...contentOf(row), at: row.at, status: statusOf(status, held) };
}

function contentOf({ id, text, replyTo, thread, data, poll, mentions }: OutboxRow) {
  return {
    id,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(thread === undefined ? {} : { thread }),
    ...(data === undefined ? {} : { data }),
    ...(poll === undefined ? {} : { poll }),
    ...(mentions === undefined ? {} : { mentions: [...mentions] }),
  };
}

function statusOf(status: Entry["status"], held: Held | undefined): PendingStatus {
  switch (status.kind) {
    case "queued":
      return held === undefined ? { kind: "queued" } : { kind: "queued", held };
    case "sending":
    case "acked":
      return { kind: "sending" };
    case "failed":
      return status;
  }
}

export type Refusal = { readonly code: string; readonly message: string; readonly retryAfterMs?: number | undefined };

/** How often a message is tried that the server fails at without saying why. */
const FAULTS_MAX = 5;

/** What a refusal means for the message: try again later, or not without its author. Unknown codes are refusals. */
export function isPassing(code: string, faults: number): boolean {
  switch (code) {
    case "rate_limited":
    case "slow_mode":
    case "overloaded":
    case "room_full":
    // The connection ends with these, and comes back with a new session.
    case "unauthenticated":
    case "expired":
      return true;
    case "internal":
      return faults < FAULTS_MAX;
    default:
      return false;
  }
}

/** A member's allowance as the client can know it, so that a long queue does not run into the server's limit. */
export type Allowance = { readonly tokens: number; readonly atMs: number };

/** Gives the allowance after one more command, or when there will be enough for one. */
export function spend(
  held: Allowance | undefined,
  { burst, perSecond }: { readonly burst: number; readonly perSecond: number },
  nowMs: number,
): { readonly kind: "spent"; readonly allowance: Allowance } | { readonly kind: "wait"; readonly untilMs: number } {
  const refilled = held === undefined ? burst : held.tokens + (Math.max(0, nowMs - held.atMs) * perSecond) / 1000;
  const tokens = Math.min(burst, refilled);
  // A server without limits tells none, or zero.
  if (tokens >= 1 || perSecond <= 0) return { kind: "spent", allowance: { tokens: tokens - 1, atMs: nowMs } };
  return { kind: "wait", untilMs: nowMs + Math.ceil(((1 - tokens) * 1000) / perSecond) };
}

// What `--json` writes: one JSON object a line, for each thing that a program may want to know.

import type { ConnectionState, RoomState } from "../client/state.ts";
import { formatCursor } from "../protocol/cursor.ts";
import type { LogItem } from "./log-lines.ts";

export type JsonRecord = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What JSON leaves as it is, and a terminal would obey or hide. */
const UNSAFE = /[\u007F-\u009F]|[\p{Cf}\p{Zl}\p{Zp}\p{DI}]/gu;

/** One line, with its end. Whatever is no plain character is escaped, which changes nothing of the value. */
export function jsonLine(record: JsonRecord): string {
  return `${JSON.stringify(record).replace(UNSAFE, escape)}\n`;
}

function escape(found: string): string {
  return Array.from({ length: found.length }, (_, index) => {
    return `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}

/** `message` has the fields of contract 5.2, and comes again, with its seq, where it has become another one. */
export function itemRecord(item: LogItem, epoch: string): JsonRecord {
  switch (item.kind) {
    case "message":
    case "changed":
      return { type: "message", cursor: formatCursor({ epoch, seq: item.message.seq }), ...item.message };
    case "member": {
      const { kind: _kind, ...event } = item.event;
      return { type: "member", cursor: formatCursor({ epoch, seq: event.seq }), ...event };
    }
    case "gap":
      return { type: "gap", ...item.gap };
    case "anew":
      return { type: "anew", epoch };
  }
}

/** What changed between two states, apart from the log. Holds no token: a state has none. */
export function stateRecords(before: RoomState, state: RoomState): JsonRecord[] {
  const records: JsonRecord[] = [];
  const isOnline = state.connection.kind === "online";
  if (before.connection !== state.connection) records.push(connectionRecord(state.connection));
  if (isOnline && (before.room !== state.room || before.you !== state.you)) {
    const { room, you, limits } = state;
    const cursor = state.cursor === undefined ? {} : { cursor: formatCursor(state.cursor) };
    if (before.room !== room || before.you?.id !== you?.id || before.you?.name !== you?.name)
      records.push({ type: "welcome", room, you, limits, ...cursor });
  }
  if (isOther(before.members, state.members)) records.push({ type: "presence", ...state.members });
  if (isOther(before.typing, state.typing)) records.push({ type: "typing", members: state.typing });
  const changed = [...state.values].filter(([key, value]) => isOther(before.values.get(key) ?? {}, value));
  const cleared = [...before.values.keys()].filter((key) => !state.values.has(key));
  const values = [...changed, ...cleared.map((key) => [key, { value: null }] as const)];
  if (values.length > 0) records.push({ type: "values", values: Object.fromEntries(values) });
  return records;
}

function isOther(before: object, after: object): boolean {
  return before !== after && JSON.stringify(before) !== JSON.stringify(after);
}

function connectionRecord(connection: ConnectionState): JsonRecord {
  const { kind, ...more } = connection;
  return { type: "connection", state: kind, ...more };
}

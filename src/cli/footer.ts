// What stands below the log: what is not sent yet, one line on the room and its connection, and the input.

import type { PendingMessage, RoomState } from "../client/state.ts";
import type { Editor } from "./editor.ts";
import { RULE_COLUMNS } from "./log-lines.ts";
import { type Line, plain, quiet, type Span } from "./paint.ts";
import { reasonOf } from "./reason.ts";
import { sanitise } from "./sanitise.ts";
import { cut, graphemesOf, graphemeWidth, widthOf } from "./width.ts";

export type Footer = {
  readonly lines: readonly Line[];
  /** Where the cursor stands: the row from the top of the footer, and the column, both from 0. */
  readonly cursor: { readonly row: number; readonly column: number };
};

export type FooterView = {
  readonly state: RoomState;
  readonly editor: Editor;
  readonly columns: number;
  readonly nowMs: number;
  /** Where the room is looked for. */
  readonly origin: string;
};

const PENDING_ROWS = 4;
/** One that is under way is not worth a row before this. */
const SHOWN_AFTER_MS = 400;
const INPUT_ROWS = 8;
const PROMPT = "› ";
const NAMES_SHOWN = 6;

export function footer({ state, editor, columns, nowMs, origin }: FooterView): Footer {
  // The last column stays free: a terminal that wraps there would be a row ahead of us.
  const room = Math.max(8, columns - 1);
  const above = [...pendingLines(state, room, nowMs), statusLine(state, room, nowMs, origin)];
  const input = inputRows(editor, room);
  return {
    lines: [...above, ...input.lines],
    cursor: { row: above.length + input.cursor.row, column: input.cursor.column },
  };
}

/** The refused ones, in the order in which `/retry` and `/discard` count them. */
export function refusedOf(state: RoomState): readonly PendingMessage[] {
  return pendingOf(state).filter(({ status }) => status.kind === "failed");
}

export function pendingOf({ timeline }: RoomState): readonly PendingMessage[] {
  const first = timeline.findLastIndex(({ kind }) => kind !== "pending") + 1;
  return timeline.slice(first).flatMap((item) => (item.kind === "pending" ? [item.pending] : []));
}

function pendingLines(state: RoomState, columns: number, nowMs: number): Line[] {
  const isOnline = state.connection.kind === "online";
  let refused = 0;
  const lines: Line[] = [];
  for (const { text, at, status } of pendingOf(state)) {
    if (status.kind === "failed") {
      refused += 1;
      const why = `✗ ${refused} refused, ${reasonOf(status.message, status.code)} · /retry ${refused} /discard ${refused} · `;
      lines.push([{ text: cut(sanitise(why + text), columns), tone: "failure" }]);
    } else if (!isOnline || nowMs - at >= SHOWN_AFTER_MS) {
      const why = status.kind === "queued" && status.held !== undefined ? ` (${heldWords(status.held, nowMs)})` : "";
      lines.push([quiet(cut(sanitise(`… to be sent${why}: ${text}`), columns))]);
    }
  }
  const more = lines.length - PENDING_ROWS;
  return more <= 0 ? lines : [...lines.slice(0, PENDING_ROWS), [quiet(cut(`… and ${more} more`, columns))]];
}

function heldWords(
  { message, code, untilMs }: { message: string; code: string; untilMs: number },
  nowMs: number,
): string {
  const seconds = Math.ceil((untilMs - nowMs) / 1000);
  return seconds > 0 ? `${reasonOf(message, code)}, in ${seconds} s` : reasonOf(message, code);
}

function statusLine(state: RoomState, columns: number, nowMs: number, origin: string): Line {
  const { connection } = state;
  const isAway = connection.kind === "waiting" || (connection.kind === "connecting" && state.room !== undefined);
  const words = isAway ? `offline · ${keptWords(state)}${awayWords(connection, nowMs)}` : hereWords(state, origin);
  const text = cut(sanitise(words), columns - 6);
  const rule = "─".repeat(Math.max(0, Math.min(columns, RULE_COLUMNS) - 4 - widthOf(text)));
  const span: Span = isAway ? { text, tone: "warning" } : quiet(text);
  return [quiet("── "), span, quiet(` ${rule}`)];
}

function hereWords(state: RoomState, origin: string): string {
  switch (state.connection.kind) {
    case "online":
      return onlineWords(state);
    case "stopped":
      return "closed";
    case "idle":
    case "connecting":
    case "waiting":
      return `connecting to ${origin}…`;
  }
}

function awayWords(connection: RoomState["connection"], nowMs: number): string {
  if (connection.kind !== "waiting") return "";
  const seconds = Math.max(0, Math.ceil((connection.retryAtMs - nowMs) / 1000));
  return seconds === 0 ? "" : ` · next try in ${seconds} s`;
}

function keptWords({ keeps }: RoomState): string {
  const kept = "what you write is kept and sent when you are back";
  return keeps === "stored" ? kept : `${kept}, as long as this window is open`;
}

function onlineWords(state: RoomState): string {
  const { room, members, you, typing } = state;
  const title = room === undefined ? "" : room.title === "" ? room.name : room.title;
  const who = typing.length > 0 ? "" : `: ${whoWords(state, NAMES_SHOWN)}`;
  const here = members.list.length > 0 ? `${members.count} here${who}` : `you are ${you?.name ?? "nobody"}`;
  return [title, here, typingWords(typing.map(({ name }) => name))].filter((word) => word !== "").join(" · ");
}

/** Names of who is here, oneself last. */
export function whoWords({ members, you }: RoomState, most: number): string {
  const others = members.list.filter(({ id }) => id !== you?.id).map(({ name }) => name);
  const self = you === undefined ? [] : [`${you.name} (you)`];
  const shown = others.slice(0, Math.max(0, most - self.length));
  const left = members.count - shown.length - self.length;
  const names = [...shown, ...(left > 0 ? [`${left} more`] : []), ...self];
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function typingWords(names: readonly string[]): string {
  const [one = "", two = ""] = names;
  if (names.length < 2) return one === "" ? "" : `${one} is writing…`;
  return names.length === 2 ? `${one} and ${two} are writing…` : `${names.length} people are writing…`;
}

function inputRows({ text, at }: Editor, columns: number): Footer {
  const rows: string[] = [""];
  let width = 0;
  let cursor = { row: 0, column: 0 };
  let index = 0;
  const limit = columns - PROMPT.length;
  const put = (shown: string, wide: number) => {
    if (width + wide > limit) {
      rows.push("");
      width = 0;
    }
    rows[rows.length - 1] += shown;
    width += wide;
  };
  for (const grapheme of graphemesOf(text)) {
    if (index === at) cursor = { row: rows.length - 1, column: width };
    index += grapheme.length;
    if (grapheme === "\n" || grapheme === "\r\n") {
      rows.push("");
      width = 0;
    } else {
      const shown = sanitise(grapheme);
      put(
        shown,
        graphemesOf(shown).reduce((sum, each) => sum + graphemeWidth(each), 0),
      );
    }
  }
  if (at >= index) cursor = { row: rows.length - 1, column: width };
  const from = Math.max(0, Math.min(cursor.row - INPUT_ROWS + 1, rows.length - INPUT_ROWS));
  const lines = rows
    .slice(from, from + INPUT_ROWS)
    .map((row, place): Line => [{ text: place + from === 0 ? PROMPT : "  ", tone: "strong" }, plain(row)]);
  return { lines, cursor: { row: cursor.row - from, column: cursor.column + PROMPT.length } };
}

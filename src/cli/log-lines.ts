// The log of a room as rows of a terminal: time, name and text, each message under the last.

import type { MemberEvent } from "../protocol/events/member.ts";
import type { Message } from "../protocol/message.ts";
import type { Author } from "../protocol/schemas.ts";
import type { Gap } from "../client/state.ts";
import type { Clock } from "./clock.ts";
import { type Line, plain, quiet, type Span, type Tone } from "./paint.ts";
import { pollLine, pollText } from "./poll-words.ts";
import { sanitise } from "./sanitise.ts";
import { cut, fit, widthOf } from "./width.ts";
import { wrap } from "./wrap.ts";

export type LogItem =
  | { readonly kind: "message"; readonly message: Message }
  /** A message that was shown before is another one now. */
  | { readonly kind: "changed"; readonly message: Message }
  | { readonly kind: "member"; readonly event: MemberEvent }
  | { readonly kind: "gap"; readonly gap: Gap }
  /** The room's log was replaced by another one. */
  | { readonly kind: "anew" };

export type LogContext = {
  readonly columns: number;
  readonly clock: Clock;
  /** A message that may be answered by another one. */
  readonly find: (seq: number) => Message | undefined;
};

/** What the next row depends on: the day, and who spoke last and when. */
export type LogPlace = {
  readonly day: string | undefined;
  readonly speaker: string | undefined;
  readonly atMs: number;
};

export const LOG_TOP: LogPlace = { day: undefined, speaker: undefined, atMs: 0 };

/** Messages of one author closer than this share one name. */
const GROUP_MS = 5 * 60_000;
const TIME_COLUMNS = 7;
const NAME_COLUMNS = 14;
/** Narrower ones have the name on a row of its own. */
const WIDE_COLUMNS = 60;
const NARROW_INDENT = 2;
const QUOTE_COLUMNS = 60;
/** Longer rules help nobody. */
export const RULE_COLUMNS = 78;

export function logLines(
  items: readonly LogItem[],
  top: LogPlace,
  context: LogContext,
): { lines: Line[]; place: LogPlace } {
  const lines: Line[] = [];
  let place = top;
  for (const item of items) {
    const at = item.kind === "message" ? item.message.at : item.kind === "member" ? item.event.at : undefined;
    const day = at === undefined ? place.day : context.clock.day(at);
    if (day !== undefined && day !== place.day) {
      lines.push(dividerLine(day, context.columns));
      place = { day, speaker: undefined, atMs: 0 };
    }
    if (item.kind === "message") {
      const { by, at: atMs } = item.message;
      const isContinued = place.speaker === by.id && atMs - place.atMs < GROUP_MS;
      lines.push(...messageLines(item.message, isContinued, context));
      place = { day, speaker: by.id, atMs };
    } else {
      lines.push(...otherLines(item, context));
      place = { ...place, speaker: undefined };
    }
  }
  return { lines, place };
}

function otherLines(item: Exclude<LogItem, { kind: "message" }>, context: LogContext): Line[] {
  switch (item.kind) {
    case "changed":
      return changedLines(item.message, context);
    case "member":
      return memberLines(item.event, context.columns);
    case "gap":
      return noticeLines("messages are missing here: there were too many to fetch", context.columns);
    case "anew":
      return noticeLines("the room was begun anew", context.columns);
  }
}

export function dividerLine(title: string, columns: number): Line {
  const text = cut(sanitise(title), Math.max(1, columns - 8));
  const rule = Math.min(columns - 1, RULE_COLUMNS) - 4 - widthOf(text);
  return [quiet(`── ${text} ${"─".repeat(Math.max(2, rule))}`)];
}

/** What this program has to say, apart from what people say. */
export function noticeLines(text: string, columns: number, tone: Tone = "quiet"): Line[] {
  return wrap(text, columns - 4).map((row, index) => [{ text: `${index === 0 ? " ·" : "  "} ${row}`, tone }]);
}

export function nameSpan({ id, name }: Author): Span {
  return { text: name === "" ? "(somebody)" : name, tone: { member: id } };
}

function messageLines(message: Message, isContinued: boolean, context: LogContext): Line[] {
  const { columns, clock } = context;
  const isWide = columns >= WIDE_COLUMNS;
  const indent = isWide ? TIME_COLUMNS + NAME_COLUMNS + 1 : NARROW_INDENT;
  const body = bodyRows(message, columns - indent - 1, context);
  const name = nameSpan(message.by);
  const time = quiet(clock.time(message.at).padEnd(TIME_COLUMNS));
  if (!isWide) {
    const rows = body.map((row) => [plain(" ".repeat(indent)), ...row]);
    return isContinued
      ? rows
      : [[time, { ...name, text: cut(sanitise(name.text), columns - TIME_COLUMNS - 1) }], ...rows];
  }
  return body.map((row, index) => {
    if (index > 0) return [plain(" ".repeat(indent)), ...row];
    const label = fit(isContinued ? "" : sanitise(name.text), NAME_COLUMNS);
    const shown = { ...name, text: `${label} ` };
    return [time, isContinued ? plain(shown.text) : shown, ...row];
  });
}

function bodyRows(message: Message, columns: number, context: LogContext): Line[] {
  const rows: Line[] = [];
  if (message.replyTo !== undefined) rows.push([quiet(cut(quoteOf(message.replyTo, context), columns))]);
  if (message.text === undefined) rows.push([quiet("(removed)")]);
  else rows.push(...wrap(textOf(message, message.text), columns).map((row) => [plain(row)]));
  for (const { name, url } of message.attachments ?? [])
    rows.push(...wrap(`[${name ?? "file"}] ${url ?? ""}`, columns).map((row) => [quiet(row)]));
  const marks = (message.reactions ?? []).map(({ emoji, count }) => `${emoji} ${count}`);
  if (message.editedAt !== undefined) marks.push("(edited)");
  if (marks.length > 0) rows.push(...wrap(marks.join("  "), columns).map((row) => [quiet(row)]));
  return rows;
}

function textOf({ poll }: Message, text: string): string {
  return poll === undefined ? text : pollText(poll, Date.now());
}

function quoteOf(seq: number, { find }: LogContext): string {
  const quoted = find(seq);
  if (quoted === undefined) return `↳ message ${seq}`;
  const [first = ""] = (quoted.text ?? "(removed)").slice(0, QUOTE_COLUMNS * 2).split("\n");
  return sanitise(`↳ ${quoted.by.name}: ${first}`);
}

function changedLines(message: Message, { columns, clock }: LogContext): Line[] {
  const which = `${message.by.name}, ${clock.time(message.at)}`;
  if (message.poll !== undefined) return noticeLines(`poll (${which}): ${pollLine(message.poll, Date.now())}`, columns);
  return noticeLines(
    message.text === undefined ? `removed: what ${which} said` : `changed (${which}): ${message.text}`,
    columns,
  );
}

function memberLines({ action, member, by }: MemberEvent, columns: number): Line[] {
  if (action === "erase") return noticeLines("what a member had written was erased", columns);
  // An erased member has no name left.
  if (member.name === "") return [];
  if (action === "rename")
    return noticeLines(
      by.name === member.name ? `${member.name} has a new name` : `${by.name} is now ${member.name}`,
      columns,
    );
  const words: Readonly<Record<string, string>> = {
    join: "joined",
    leave: "left",
    kick: "was asked to leave",
    ban: "was banned",
    unban: "may come back",
    mute: "was muted",
    unmute: "may speak again",
    role: "has a new role",
  };
  const word = Object.hasOwn(words, action) ? words[action] : undefined;
  return word === undefined ? [] : noticeLines(`${member.name} ${word}`, columns);
}

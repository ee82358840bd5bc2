// Every word that a person reads, by its key: t("room.invite"), t("log.new", { count: 3 }).

import type { enHandover } from "../landing/en-handover.ts";
import type { enActs } from "../room/en-acts.ts";
import type { enAsked } from "../room/en-asked.ts";
import type { enGuard } from "../room/en-guard.ts";
import type { enGuardWays } from "../room/en-guard-ways.ts";
import type { enFind } from "../room/en-find.ts";
import type { enManage } from "../room/en-manage.ts";
import type { enRooms } from "../room/en-rooms.ts";
import type { enTalk } from "../room/en-talk.ts";
import type { enText } from "../text/en-text.ts";
import type { enWriting } from "../text/en-writing.ts";
import type { enUses } from "../uses/en-uses.ts";
import { en } from "./en.ts";

export type Key =
  | keyof typeof en
  | keyof typeof enActs
  | keyof typeof enAsked
  | keyof typeof enGuard
  | keyof typeof enGuardWays
  | keyof typeof enFind
  | keyof typeof enHandover
  | keyof typeof enManage
  | keyof typeof enRooms
  | keyof typeof enTalk
  | keyof typeof enText
  | keyof typeof enUses
  | keyof typeof enWriting;
type Entry = string | { readonly one: string; readonly other: string };
type Values = Readonly<Record<string, string | number>>;

const entries: Record<string, Entry> = { ...en };
const plurals = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** Words that came with a part of the app that was not there at first. */
export function addWords(more: Readonly<Record<string, Entry>>): void {
  Object.assign(entries, more);
}

/** An entry with forms takes the one that suits `count`. A name that `values` lacks stays as it is written. */
export function t(key: Key, values: Values = {}): string {
  const entry = entries[key] ?? key;
  const form =
    typeof entry === "string" ? entry : plurals.select(Number(values["count"])) === "one" ? entry.one : entry.other;
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
  });
}

/** True where something is said under this key. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(entries, key);
}

/** A person's name inside a sentence, so that its direction of writing does not leak into the rest (U+2068, U+2069). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

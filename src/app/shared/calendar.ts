// Times and days in words. The formatters are made once: making one costs more than a thousand uses.

import { locale } from "./language.ts";
import { t } from "./t.ts";

/** The hours are as the person's own system writes them, whatever language was chosen. */
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();

const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", hourCycle });
const dayThisYear = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const dayOtherYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", hourCycle });

/** Names the day in the person's own time zone; equal for two times of one day. */
export function dayKey(atMs: number): string {
  if (atMs < asked.fromMs || atMs >= asked.toMs) asked = dayOf(new Date(atMs));
  return asked.key;
}

/** The day that was asked for last: most times of a log are of one day, and all are asked for with each message. */
let asked = { fromMs: 0, toMs: 0, key: "" };

function dayOf(date: Date): typeof asked {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  return {
    fromMs: new Date(year, month, day).getTime(),
    toMs: new Date(year, month, day + 1).getTime(),
    key: `${year}-${month + 1}-${day}`,
  };
}

export function formatTime(atMs: number): string {
  return clock.format(atMs);
}

export function formatFull(atMs: number): string {
  return full.format(atMs);
}

export function formatDay(atMs: number, nowMs: number): string {
  const now = new Date(nowMs);
  if (dayKey(atMs) === dayKey(nowMs)) return t("day.today");
  if (dayKey(atMs) === dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime()))
    return t("day.yesterday");
  return new Date(atMs).getFullYear() === now.getFullYear() ? dayThisYear.format(atMs) : dayOtherYear.format(atMs);
}

/** When something ends: the time alone where nobody would take it for that of another day. */
export function formatUntil(atMs: number, nowMs: number): string {
  const halfDayMs = 12 * 60 * 60_000;
  return atMs - nowMs < halfDayMs
    ? formatTime(atMs)
    : t("time.at", { day: formatDay(atMs, nowMs), time: formatTime(atMs) });
}

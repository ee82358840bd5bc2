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
  const date = new Date(atMs);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
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

// Times and days in words. The formatters are made once: making one costs more than a thousand uses.

import { t } from "./t.ts";

/** The words are English; the hours are as the person's own system writes them. */
const LANGUAGE = navigator.languages.find((language) => language.startsWith("en")) ?? "en";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayThisYear = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long", day: "numeric", month: "long" });
const dayOtherYear = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "full", timeStyle: "short" });

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

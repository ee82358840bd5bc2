// Of what this browser may tell while nobody looks: chosen per room, with a switch that silences all.

import { signal } from "@preact/signals";
import { readStored, writeStored } from "../shared/stored.ts";

export const NOTICE_CHOICES = ["all", "mentions", "nothing"] as const;
export type NoticeChoice = (typeof NOTICE_CHOICES)[number];

/** Until somebody chooses, nothing is told. */
export function readNotices(room: string): NoticeChoice {
  const stored = readStored(`notices.${room}`);
  return NOTICE_CHOICES.find((choice) => choice === stored) ?? "nothing";
}

export function chooseNotices(room: string, choice: NoticeChoice): void {
  writeStored(`notices.${room}`, choice === "nothing" ? undefined : choice);
  changed.value++;
}

export function areSoundsOn(): boolean {
  return readStored("sounds") === "on";
}

export function turnSounds(on: boolean): void {
  writeStored("sounds", on ? "on" : undefined);
  changed.value++;
}

export function isDisturbing(): boolean {
  return readStored("do-not-disturb") !== "on";
}

export function turnDisturbing(on: boolean): void {
  writeStored("do-not-disturb", on ? undefined : "on");
  changed.value++;
}

/** Counts changes on this page; other tabs are read when something comes. */
export const changed = signal(0);

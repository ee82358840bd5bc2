// Which emoji one took last, and in which skin tone, on this device.

import { isEmoji } from "../../protocol/text.ts";
import { readStored, writeStored } from "../shared/stored.ts";
import { type Tone, TONES } from "./emoji.ts";

const MOST = 24;

/** The newest first. */
export function recentEmoji(): readonly string[] {
  return (readStored("emoji") ?? "").split(" ").filter(isEmoji).slice(0, MOST);
}

export function rememberEmoji(emoji: string): void {
  writeStored("emoji", [emoji, ...recentEmoji().filter((each) => each !== emoji)].slice(0, MOST).join(" "));
}

export function keptTone(): Tone {
  return TONES.find((tone) => String(tone) === readStored("tone")) ?? 0;
}

export function keepTone(tone: Tone): void {
  writeStored("tone", tone === 0 ? undefined : String(tone));
}

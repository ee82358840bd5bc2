// Asks everybody to choose; the question speaks to whom it names.

import { mentionable } from "../mentionable.ts";
import { mentionsIn } from "../mention-words.ts";
import type { RoomView } from "../room-view.ts";
import type { PollAsked } from "./poll-line.ts";

const NOBODY_CHOSEN: ReadonlySet<string> = new Set();

export function sayPoll(view: RoomView, { text, poll }: Extract<PollAsked, { kind: "poll" }>): void {
  const mentions = text.includes("@") ? mentionsIn(text, mentionable(view), NOBODY_CHOSEN) : [];
  view.reply({ text, poll, ...(mentions.length === 0 ? {} : { mentions }) });
}

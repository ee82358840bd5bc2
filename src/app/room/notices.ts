// What is worth a notice while nobody looks: pure.

import type { TimelineItem } from "../../client/state.ts";
import { mentions } from "../../client/mentions.ts";
import type { Message } from "../../protocol/message.ts";
import type { Author } from "../../protocol/schemas.ts";
import type { NoticeChoice } from "./notice-settings.ts";

export type NoticeAsk = {
  readonly choice: NoticeChoice;
  /** False where the person asked for silence. */
  readonly isDisturbing: boolean;
  /** The page is on the screen, and somebody is in it. */
  readonly isLookedAt: boolean;
  readonly you: Author | undefined;
};

/** The newest message past `after` that is to be told of. One's own is none, and neither is what was removed. */
export function noticeIn(items: readonly TimelineItem[], after: number, ask: NoticeAsk): Message | undefined {
  if (ask.choice === "nothing" || !ask.isDisturbing || ask.isLookedAt || ask.you === undefined) return undefined;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item?.kind !== "message") continue;
    if (item.message.seq <= after) return undefined;
    if (isWorth(item.message, ask.choice, ask.you)) return item.message;
  }
  return undefined;
}

function isWorth(message: Message, choice: NoticeChoice, you: Author): boolean {
  const { by, text } = message;
  return by.id !== you.id && text !== undefined && (choice === "all" || mentions(message, you.id));
}

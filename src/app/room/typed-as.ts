// What somebody would type to say a message again.

import { type PollDraft, pollLine } from "./poll/poll-text.ts";

type Said = { readonly text: string | undefined; readonly me: boolean; readonly poll: PollDraft | undefined };

export function typedAs({ text = "", me, poll }: Said): string {
  if (poll !== undefined) return pollLine(poll);
  if (me) return `/me ${text}`;
  // One slash alone would begin a command.
  return text.startsWith("/") ? `/${text}` : text;
}

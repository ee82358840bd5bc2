// For which text area the page shows how to format. Anything may open it: it stands beside where one writes.

import { signal } from "@preact/signals";

export const helpedArea = signal<HTMLTextAreaElement | undefined>(undefined);

/** For this text area, or the composer. */
export function openFormattingHelp(area = document.querySelector<HTMLTextAreaElement>(".composer textarea")): void {
  helpedArea.value = area ?? undefined;
}

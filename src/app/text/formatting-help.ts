// Whether the page shows how to format. Anything may open it: it stands in the composer.

import { signal } from "@preact/signals";

export const helpsFormatting = signal(false);

export function openFormattingHelp(): void {
  helpsFormatting.value = true;
}

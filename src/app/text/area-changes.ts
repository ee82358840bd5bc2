// Carries a change out in a text area, so that it can be undone like what was typed.

import type { Change, Selected } from "./writing.ts";

export function apply(area: HTMLTextAreaElement, change: Change): void {
  area.focus();
  area.setSelectionRange(change.from, change.to);
  if (!typeIn(change.text)) {
    area.setRangeText(change.text, change.from, change.to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(change.start, change.end);
}

/** The only way in which browsers keep what was there to be undone; false where there is none. */
function typeIn(text: string): boolean {
  try {
    return document.execCommand(text === "" ? "delete" : "insertText", false, text);
  } catch {
    return false;
  }
}

export function selectedIn(area: HTMLTextAreaElement): Selected {
  return { text: area.value, start: area.selectionStart, end: area.selectionEnd };
}

/** Takes the place of what is selected; the caret comes after it. */
export function insert(area: HTMLTextAreaElement, text: string): void {
  const { start, end } = selectedIn(area);
  apply(area, { from: start, to: end, text, start: start + text.length, end: start + text.length });
}

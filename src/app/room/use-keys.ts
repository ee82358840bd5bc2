// The keys of the whole page: Ctrl or Cmd with K goes to another room, ? shows the keys.

import { useEffect } from "preact/hooks";
import { opened } from "./opened.ts";

export function useKeys(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        // Over another dialog it would be a dialog too many.
        if (opened.value === "switcher") opened.value = undefined;
        else if (document.querySelector("dialog[open]") === null) opened.value = "switcher";
      } else if (asksForHelp(event) && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        opened.value = "help";
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isWanted]);
}

/** Where one writes, a question mark is one. */
export function asksForHelp({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key !== "?" || ctrlKey || metaKey || altKey) return false;
  return !(target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null);
}

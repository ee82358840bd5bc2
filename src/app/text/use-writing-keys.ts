// Ctrl or Cmd with B, I and E puts marks around what is selected, or takes them away.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { apply, selectedIn } from "./area-changes.ts";
import { toggleMark } from "./writing.ts";

const MARK_OF_KEY: Readonly<Record<string, string>> = { b: "**", i: "_", e: "`" };

export function useWritingKeys(area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const mark = MARK_OF_KEY[event.key.toLowerCase()];
      // Of both at once none is meant: they write letters on some keyboards.
      if (mark === undefined || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      apply(element, toggleMark(selectedIn(element), mark));
    };
    element.addEventListener("keydown", onKeyDown);
    return () => element.removeEventListener("keydown", onKeyDown);
  }, [area]);
}

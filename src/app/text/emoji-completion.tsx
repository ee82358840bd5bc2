// Emoji by their codes as one writes: a list from `:xx` on, and the emoji itself at the second colon.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../shared/t.ts";
import { apply } from "./area-changes.ts";
import { type Emoji, findEmoji, withTone } from "./emoji.ts";
import { keptTone, rememberEmoji } from "./emoji-memory.ts";
import "./words-writing.ts";
import { loadEmoji } from "./load-emoji.ts";
import { shortcodeAt } from "./writing.ts";

const LIST = "emoji-completion";
const FOUND_MOST = 6;

type Open = { readonly at: number; readonly found: readonly Emoji[]; readonly chosen: number };

/** `text`: what the area holds; the list closes where that becomes empty. */
export function EmojiCompletion({ area, text }: { area: RefObject<HTMLTextAreaElement | null>; text: string }) {
  const [open, setOpen] = useState<Open>();
  const held = useRef(open);
  held.current = open;

  const take = (emoji: Emoji, at: number): void => {
    const element = area.current;
    setOpen(undefined);
    if (element === null) return;
    const sign = withTone(emoji, keptTone());
    rememberEmoji(sign);
    const end = at + sign.length;
    apply(element, { from: at, to: element.selectionEnd, text: sign, start: end, end });
  };

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const close = () => setOpen(undefined);
    const complete = async (): Promise<void> => {
      const { value, selectionEnd: caret } = element;
      const code = shortcodeAt(value, caret);
      if (code === undefined) return close();
      const all = (await loadEmoji()).flat();
      if (element.value !== value || element.selectionEnd !== caret) return;
      if (code.isClosed) {
        const exact = all.find(({ codes }) => codes.includes(code.typed));
        if (exact === undefined) close();
        else take(exact, code.at);
        return;
      }
      const found = findEmoji(all, code.typed, FOUND_MOST);
      setOpen(found.length === 0 ? undefined : { at: code.at, found, chosen: 0 });
    };
    const onInput = (event: Event): void => {
      // What was undone stays so.
      if (event instanceof InputEvent && event.inputType.startsWith("history")) close();
      else complete().catch(close);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const now = held.current;
      if (now === undefined || event.isComposing) return;
      const count = now.found.length;
      const chosen = now.found[now.chosen];
      if (event.key === "ArrowDown") setOpen({ ...now, chosen: (now.chosen + 1) % count });
      else if (event.key === "ArrowUp") setOpen({ ...now, chosen: (now.chosen + count - 1) % count });
      else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && chosen !== undefined)
        take(chosen, now.at);
      else if (event.key === "Escape") close();
      else {
        if (event.key === "ArrowLeft" || event.key === "ArrowRight") close();
        return;
      }
      // Nobody else hears of it: Enter sends nothing, Escape closes nothing more.
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    element.addEventListener("input", onInput);
    element.addEventListener("keydown", onKeyDown, true);
    element.addEventListener("blur", close);
    element.addEventListener("pointerdown", close);
    return () => {
      element.removeEventListener("input", onInput);
      element.removeEventListener("keydown", onKeyDown, true);
      element.removeEventListener("blur", close);
      element.removeEventListener("pointerdown", close);
    };
  }, [area]);

  useEffect(() => {
    if (text === "") setOpen(undefined);
  }, [text]);

  useEffect(() => {
    const element = area.current;
    if (element === null || open === undefined) return;
    element.setAttribute("aria-controls", LIST);
    element.setAttribute("aria-activedescendant", `${LIST}-${open.chosen}`);
    return () => {
      element.removeAttribute("aria-controls");
      element.removeAttribute("aria-activedescendant");
    };
  }, [open]);

  if (open === undefined) return null;
  return (
    <div class="completion" id={LIST} role="listbox" aria-label={t("emoji.completion")}>
      {open.found.map((each, index) => (
        <div
          key={each.emoji}
          id={`${LIST}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === open.chosen}
          // The focus stays where one writes.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(each, open.at)}
        >
          <span class="sign">{withTone(each, keptTone())}</span> <span>:{each.codes[0]}:</span>
        </div>
      ))}
    </div>
  );
}

// Completes names after an @ in a field: which are proposed, which one is chosen, and what the keys do.

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { mentionable } from "./mentionable.ts";
import { complete, type Mentionable, mentionAt, mentionsAfter, suggest } from "./mention-words.ts";
import type { RoomView } from "./room-view.ts";

export type Mentions = {
  readonly proposed: readonly Mentionable[];
  readonly chosen: number;
  /** After each change of the text or the caret. */
  look(): void;
  choose(index: number): void;
  /** True where the key was for the list. */
  takes(event: KeyboardEvent): boolean;
  close(): void;
  /** Whom a text speaks to. */
  of(text: string): string[];
};

/** `before`: whom the text spoke to before it is changed here. */
export function useMentions(
  view: RoomView,
  area: RefObject<HTMLTextAreaElement | null>,
  write: (text: string) => void,
  before: readonly string[] = [],
): Mentions {
  const [proposed, setProposed] = useState<readonly Mentionable[]>([]);
  const [chosen, setChosen] = useState(0);
  const picked = useRef(new Set<string>());
  const close = (): void => setProposed([]);

  const choose = (index: number): void => {
    const [field, person] = [area.current, proposed[index]];
    const at = field === null ? undefined : mentionAt(field.value, field.selectionStart);
    if (field === null || person === undefined || at === undefined) return;
    const completed = complete(field.value, at, person.name);
    picked.current.add(person.id);
    field.value = completed.text;
    field.setSelectionRange(completed.caret, completed.caret);
    field.focus();
    write(completed.text);
    close();
  };

  return {
    proposed,
    chosen: Math.min(chosen, proposed.length - 1),
    look() {
      const field = area.current;
      const at = field === null ? undefined : mentionAt(field.value, field.selectionStart);
      const found = at === undefined ? [] : suggest(mentionable(view), at.query);
      if (found.length === 0 && proposed.length === 0) return;
      setProposed(found);
      setChosen(0);
    },
    choose,
    takes(event) {
      if (proposed.length === 0 || event.isComposing) return false;
      if (event.key === "Escape") close();
      else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) choose(chosen);
      else if (event.key === "ArrowDown") setChosen((chosen + 1) % proposed.length);
      else if (event.key === "ArrowUp") setChosen((chosen + proposed.length - 1) % proposed.length);
      else return false;
      event.preventDefault();
      return true;
    },
    close,
    of: (text) => (text.includes("@") ? mentionsAfter(text, mentionable(view), before, picked.current) : []),
  };
}

// A line of text with a button that copies it, or selects it where the clipboard is out of reach.

import { useRef } from "preact/hooks";
import { useCopied } from "./copied.ts";
import { Icon } from "./icon.tsx";
import * as icons from "./icons.ts";
import { t } from "./t.ts";

export function CopyBox({ text, label, shown = text }: { text: string; label: string; shown?: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, copy] = useCopied();
  const press = async () => {
    if (await copy(text)) return;
    input.current?.focus();
    input.current?.select();
  };
  return (
    <div class="copied-text">
      <input ref={input} readOnly value={shown} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton copied={copied} onPress={() => void press()} />
    </div>
  );
}

export function CopyButton({ copied, onPress }: { copied: boolean; onPress: () => void }) {
  return (
    <button type="button" class="button" onClick={onPress}>
      <Icon path={copied ? icons.check : icons.copy} size={18} class={copied ? "done" : ""} />
      <span aria-live="polite">{t(copied ? "copy.done" : "copy.do")}</span>
    </button>
  );
}

// What helps one to write, fetched once one may: emoji, marks by keys, and an offer for pasted program text.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { apply, insert } from "./area-changes.ts";
import { EmojiCompletion } from "./emoji-completion.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import { FormattingDialog } from "./formatting-dialog.tsx";
import { helpedArea, openFormattingHelp } from "./formatting-help.ts";
import { splitText } from "./split-text.ts";
import { useWritingKeys } from "./use-writing-keys.ts";
import { fenceIn, isInCode, looksLikeCode } from "./writing.ts";

/** `text`: what the area holds. */
type AreaProps = { area: RefObject<HTMLTextAreaElement | null>; text: string };

type WritingToolsProps = AreaProps & {
  /** Code points of one message. */
  limit: number;
  /** Says several messages, one after the other; absent where one at a time is taken. */
  onParts: ((parts: readonly string[]) => void) | undefined;
};

export function WritingTools({ area, text, limit, onParts }: WritingToolsProps) {
  const [isChoosing, setChoosing] = useState(false);
  useWritingKeys(area);
  return (
    <>
      <EmojiCompletion area={area} text={text} />
      <CodeOffer area={area} text={text} />
      {onParts !== undefined && text.length > limit && <PartsOffer text={text} limit={limit} onParts={onParts} />}
      <div class="tools">
        <button
          type="button"
          class="button icon"
          aria-label={t("format.title")}
          title={t("format.title")}
          aria-haspopup="dialog"
          onClick={() => openFormattingHelp(area.current)}
        >
          <Icon path={icons.letters} />
        </button>
        <button
          type="button"
          class="button icon"
          aria-label={t("emoji.title")}
          title={t("emoji.title")}
          aria-haspopup="dialog"
          onClick={() => setChoosing(true)}
        >
          <Icon path={icons.smile} />
        </button>
      </div>
      {isChoosing && (
        <EmojiPicker
          onClose={() => setChoosing(false)}
          onPick={(emoji) => {
            const element = area.current;
            if (element !== null) requestAnimationFrame(() => insert(element, emoji));
          }}
        />
      )}
      {helpedArea.value !== undefined && helpedArea.value === area.current && <FormattingDialog area={area} />}
    </>
  );
}

type Pasted = { readonly at: number; readonly text: string };

/** Several lines of program text were pasted: they keep their shape in a fence. Goes away once they are changed. */
function CodeOffer({ area, text }: AreaProps) {
  const [pasted, setPasted] = useState<Pasted>();
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onPaste = (event: ClipboardEvent): void => {
      const what = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
      const at = element.selectionStart;
      if (!looksLikeCode(what) || isInCode(element.value.slice(0, at))) return;
      // Once it is there.
      setTimeout(() => setPasted({ at, text: what }));
    };
    element.addEventListener("paste", onPaste);
    return () => element.removeEventListener("paste", onPaste);
  }, [area]);
  const isThere = pasted !== undefined && text.startsWith(pasted.text, pasted.at);
  useEffect(() => {
    if (pasted !== undefined && !isThere) setPasted(undefined);
  }, [pasted, isThere]);
  if (pasted === undefined || !isThere) return null;
  return (
    <p class="offer">
      <span role="status">{t("paste.code")}</span>
      <button
        type="button"
        class="button link"
        onClick={() => {
          setPasted(undefined);
          if (area.current !== null)
            apply(area.current, fenceIn({ text, start: pasted.at, end: pasted.at + pasted.text.length }));
        }}
      >
        {t("paste.fence")}
      </button>
      <button
        type="button"
        class="button link"
        onClick={() => {
          setPasted(undefined);
          area.current?.focus();
        }}
      >
        {t("paste.leave")}
      </button>
    </p>
  );
}

/** More at once would be a flood. */
const PARTS_MAX = 5;

type PartsOfferProps = { text: string; limit: number; onParts: (parts: readonly string[]) => void };

/** A text that is too long is offered to be sent as several messages. */
function PartsOffer({ text, limit, onParts }: PartsOfferProps) {
  if (text.startsWith("/") || text.length > limit * 2 * PARTS_MAX) return null;
  const parts = splitText(text, limit);
  if (parts.length < 2 || parts.length > PARTS_MAX) return null;
  return (
    <p class="offer">
      <span role="status">{t("paste.long")}</span>
      <button type="button" class="button link" onClick={() => onParts(parts)}>
        {t("paste.parts", { count: parts.length })}
      </button>
    </p>
  );
}

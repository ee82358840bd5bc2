// Six common emoji to react with, and a field for any other.

import { useState } from "preact/hooks";
import { isEmoji } from "../../protocol/text.ts";
import { t } from "../shared/t.ts";

const COMMON = ["👍", "❤️", "😂", "🎉", "😮", "🙏"];

type EmojiRowProps = {
  /** Those that one has put there: pressing takes them back. */
  own: readonly string[];
  onPick: (emoji: string, on: boolean) => void;
};

export function EmojiRow({ own, onPick }: EmojiRowProps) {
  const [other, setOther] = useState("");
  const emoji = other.trim();
  return (
    <form
      class="emoji"
      aria-label={t("acts.react.label")}
      onSubmit={(event) => {
        event.preventDefault();
        if (isEmoji(emoji)) onPick(emoji, true);
      }}
    >
      {COMMON.map((each) => (
        <button
          key={each}
          type="button"
          class="button icon"
          aria-pressed={own.includes(each)}
          aria-label={t("acts.react.with", { emoji: each })}
          onClick={() => onPick(each, !own.includes(each))}
        >
          {each}
        </button>
      ))}
      <input
        value={other}
        size={4}
        autoComplete="off"
        aria-label={t("acts.react.own")}
        title={t("acts.react.own")}
        onInput={(event) => setOther(event.currentTarget.value)}
      />
      <button type="submit" class="button outlined" disabled={!isEmoji(emoji)}>
        {t("acts.react.put")}
      </button>
    </form>
  );
}

// Six common emoji to react with, and the way to any other.

import { useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";

const EmojiPicker = deferred(async () => (await import("../text/emoji-picker.tsx")).EmojiPicker);

const COMMON = ["👍", "❤️", "😂", "🎉", "😮", "🙏"];

type EmojiRowProps = {
  /** Those that one has put there: pressing takes them back. */
  own: readonly string[];
  onPick: (emoji: string, on: boolean) => void;
};

export function EmojiRow({ own, onPick }: EmojiRowProps) {
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div class="emoji" role="group" aria-label={t("acts.react.label")}>
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
      <button
        type="button"
        class="button icon"
        aria-label={t("acts.react.more")}
        title={t("acts.react.more")}
        aria-haspopup="dialog"
        onClick={() => setChoosing(true)}
      >
        <Icon path={icons.plus} size={18} />
      </button>
      {isChoosing && <EmojiPicker onPick={(emoji) => onPick(emoji, true)} onClose={() => setChoosing(false)} />}
    </div>
  );
}

// Which messages are nothing but a few emoji.

import { expect, test } from "vitest";
import { isEmojiOnly } from "../../../../src/app/text/emoji-only.ts";

test.each(["🦊", "👍🏽", "❤️", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇿 🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☝🏿", "😀😀😀😀😀😀", " 🎉\n🎉 ", "❤️‍🔥"])(
  "%j is",
  (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  },
);

test.each(["", " ", "1", "12", "#", "©", "™", "a🦊", "😀".repeat(7), "🦊!", "❤", "*🦊*", "😀".repeat(5000)])(
  "%j is not",
  (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  },
);

// Whether a message is nothing but a few emoji, to be shown large.

/** One as people see it: a flag, a keycap, or a picture with its tone, its presentation, its tags and what is joined to it. */
const PICTURE = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Emoji_Modifier_Base}(?=\p{Emoji_Modifier}))(?:\p{Emoji_Modifier}|\uFE0F)?[\u{E0020}-\u{E007F}]*`;
const JOINED = String.raw`${PICTURE}(?:\u200D(?:${PICTURE}|\p{Extended_Pictographic}\uFE0F?))*`;
const FEW = new RegExp(String.raw`^\s*(?:(?:\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|${JOINED})\s*){1,6}$`, "u");
/** No six emoji are longer: families of four with tones are 15 units each. */
const LONGEST = 160;

export function isEmojiOnly(text: string): boolean {
  return text.length <= LONGEST && FEW.test(text);
}

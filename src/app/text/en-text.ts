// The words of texts themselves: they are there with the first message.

export const enText = {
  "text.spoiler.excerpt": "(spoiler)",
} as const;

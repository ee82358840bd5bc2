// The words of texts themselves: they are there with the first message.

export const enText = {
  "text.code.copy": "Copy code",
  "text.spoiler": "Spoiler: press to show it",
  "text.spoiler.excerpt": "(spoiler)",
} as const;

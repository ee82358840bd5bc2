// A text as it is quoted in another one.

export function asQuote(text: string): string {
  return `${text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n")}\n`;
}

// What another app shared, as the text of a message: pure.

/** Far more than a message holds: what is too much is seen in the composer, which loses nothing. */
const MAX_CHARS = 20_000;

/** Apps put an address under `text` as often as under `url`; it is said once. Empty where nothing was shared. */
export function sharedText(asked: URLSearchParams): string {
  const parts = ["title", "text", "url"].map((name) => (asked.get(name) ?? "").trim()).filter((part) => part !== "");
  const said = parts.filter(
    (part, at) => !parts.some((other, of) => of !== at && other.includes(part) && (other !== part || of < at)),
  );
  const text = said.join("\n").slice(0, MAX_CHARS).toWellFormed();
  // A page of another site may lead here as well: what it brings is a text, and never a command.
  return text.startsWith("/") ? ` ${text}` : text;
}

/** After what one had begun to write there. */
export function addToDraft(draft: string, text: string): string {
  return draft.trim() === "" ? text : `${draft.trimEnd()}\n${text}`;
}

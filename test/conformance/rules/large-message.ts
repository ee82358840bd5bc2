// large-message.ts: a message as large as the contract allows it to be, nearly.

import type { JsonObject } from "../json.ts";

/** What makes a `send`: of about 57 KiB with 8,000 snails of four bytes each, of 33 KiB with letters. */
export function largeMessage(of: "snails" | "letters"): { readonly content: JsonObject; readonly bytes: number } {
  const attachments = Array.from({ length: 10 }, (_, index) => ({
    url: `https://files.example/${index}/${"a".repeat(1980)}`,
    name: "a.bin",
    type: "application/octet-stream",
    size: 1,
  }));
  const content = { text: (of === "snails" ? "\u{1F40C}" : "x").repeat(8000), data: "d".repeat(4000), attachments };
  return { content, bytes: Buffer.byteLength(JSON.stringify(content)) };
}

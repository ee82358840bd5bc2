// Lines of a stream, read no faster than they are taken, in bounded memory whatever the stream holds.

import { StringDecoder } from "node:string_decoder";

export type InputLine =
  | { readonly kind: "line"; readonly text: string }
  /** A part of a line that is too long; its last part is a `line`. */
  | { readonly kind: "part"; readonly text: string }
  /** A line that was too long, and was left out. */
  | { readonly kind: "too_long" };

export type ReadOptions = {
  /** UTF-16 units. */
  readonly maxChars: number;
  readonly overlong: "split" | "leave_out";
};

/** Gives lines without their ends. What is no UTF-8 becomes U+FFFD. The last line needs no end. */
export async function* readLines(
  input: AsyncIterable<Uint8Array | string>,
  { maxChars, overlong }: ReadOptions,
): AsyncGenerator<InputLine> {
  const decoder = new StringDecoder("utf8");
  let held = "";
  let isLeavingOut = false;
  for await (const chunk of input) {
    const [first = "", ...rest] = (typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk))).split("\n");
    held += first;
    for (const next of rest) {
      if (!isLeavingOut) yield* lineOf(held.endsWith("\r") ? held.slice(0, -1) : held);
      isLeavingOut = false;
      held = next;
    }
    if (held.length <= maxChars) continue;
    if (overlong === "leave_out") {
      if (!isLeavingOut) yield { kind: "too_long" };
      isLeavingOut = true;
      held = "";
    } else {
      held = yield* partsOf(held);
    }
  }
  held += decoder.end();
  if (held !== "" && !isLeavingOut) yield* lineOf(held);

  function* lineOf(line: string): Generator<InputLine> {
    if (line.length > maxChars && overlong === "leave_out") yield { kind: "too_long" };
    else yield { kind: "line", text: yield* partsOf(line) };
  }

  /** Gives what is left once all parts are taken. None ends within a character. */
  function* partsOf(line: string): Generator<InputLine, string> {
    let rest = line;
    while (rest.length > maxChars) {
      const last = rest.charCodeAt(maxChars - 1);
      const end = last >= 0xd800 && last < 0xdc00 ? maxChars - 1 : maxChars;
      yield { kind: "part", text: rest.slice(0, end) };
      rest = rest.slice(end);
    }
    return rest;
  }
}

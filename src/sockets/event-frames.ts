// Events as the frames that carry them, and as the guide's own client sees them.

import { SERVER_FRAME_BYTES } from "../protocol/limits.ts";
import { utf8Length } from "../protocol/text.ts";

/** A text that goes to many, its size found once. */
export type Measured = { readonly text: string; readonly bytes: number };

export function measure(text: string): Measured {
  return { text, bytes: utf8Length(text) };
}

/** Events as JSON in `events` frames, each at most as large as a frame may be. */
export function encodeEvents(events: readonly string[], epoch?: string): Measured[] {
  const start =
    epoch === undefined
      ? '{"type":"events","events":['
      : `{"type":"events","epoch":${JSON.stringify(epoch)},"events":[`;
  const end = "]}";
  const wrapping = start.length + end.length;
  const room = SERVER_FRAME_BYTES - wrapping;
  const frames: Measured[] = [];
  let batch: string[] = [];
  /** Bytes of the batch, each event with the comma after it. */
  let size = 0;
  const close = () => frames.push({ text: start + batch.join(",") + end, bytes: wrapping + size - 1 });
  for (const event of events) {
    const bytes = utf8Length(event) + 1;
    if (size + bytes > room && batch.length > 0) {
      close();
      batch = [];
      size = 0;
    }
    batch.push(event);
    size += bytes;
  }
  if (batch.length > 0) close();
  return frames;
}

/** What the guide's own client sees of an event, given as JSON: the text of a message, or nothing (contract 8). */
export function plainText(event: string): string[] {
  const { kind, text }: { kind?: unknown; text?: unknown } = Object(JSON.parse(event));
  return kind === "message" && typeof text === "string" ? [text] : [];
}

// line-reader.ts: reads a stream of JSON lines, as the caller of `subscribe` does.

import * as v from "valibot";

const frameSchema = v.looseObject({ type: v.string() });
type AnyFrame = v.InferOutput<typeof frameSchema>;

export class LineReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(lines: ReadableStream<Uint8Array>) {
    this.#reader = lines.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next frame, or undefined at the end of the stream. */
  async next(): Promise<AnyFrame | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n");
      if (end !== -1) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return v.parse(frameSchema, JSON.parse(line));
      }
      const { done, value } = await this.#reader.read();
      if (done) {
        if (this.#text !== "") throw new Error(`the stream ended within a line: ${this.#text.slice(0, 200)}`);
        return undefined;
      }
      this.#text += value;
    }
  }

  /** The next frame of this type; others before it are passed over. */
  async nextOf(type: string): Promise<AnyFrame> {
    for (;;) {
      const frame = await this.next();
      if (frame === undefined) throw new Error(`the stream ended before a ${type}`);
      if (frame.type === type) return frame;
    }
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}

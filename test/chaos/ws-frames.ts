// ws-frames.ts: cuts a stream of bytes into WebSocket frames (RFC 6455, 5.2), without compression.

export type WsFrame = {
  /** The whole frame as it came, header and mask included. */
  readonly bytes: Buffer;
  /** The text of a whole unmasked text message; undefined for everything else. */
  readonly text: string | undefined;
};

const TEXT = 1;

export class WsFrames {
  #held: Buffer = Buffer.alloc(0);

  /** Takes bytes in and gives the frames that are whole by now. */
  push(bytes: Buffer): WsFrame[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const frames: WsFrame[] = [];
    for (;;) {
      const size = frameSize(this.#held);
      if (size === undefined || this.#held.length < size.header + size.payload) return frames;
      const end = size.header + size.payload;
      const first = this.#held.readUInt8(0);
      const isPlainText = first === (0x80 | TEXT) && !size.isMasked;
      const text = isPlainText ? this.#held.subarray(size.header, end).toString() : undefined;
      frames.push({ bytes: this.#held.subarray(0, end), text });
      this.#held = this.#held.subarray(end);
    }
  }
}

/** Undefined where the header has not come whole. */
function frameSize(bytes: Buffer): { header: number; payload: number; isMasked: boolean } | undefined {
  if (bytes.length < 2) return undefined;
  const second = bytes.readUInt8(1);
  const isMasked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const header = 2 + extended + (isMasked ? 4 : 0);
  if (bytes.length < header) return undefined;
  const payload = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  return { header, payload, isMasked };
}

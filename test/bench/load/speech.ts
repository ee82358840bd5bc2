// speech.ts: how the load speaks to each server: what joins, what sends, and how many messages a frame brings.

import { PING } from "../../src/protocol/codec.ts";
import { WELCOME_LIMITS } from "../../src/protocol/limits.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";

export type Speech = {
  readonly protocols: readonly string[];
  /** The path of the room for the socket with this number. */
  path(socket: number): string;
  /** The frame that a server sends when the socket is in the room; undefined where being open is enough. */
  readonly welcome: RegExp | undefined;
  /** The frame that says `text`; `id` is new. */
  encode(id: string, text: string): string;
  /** How many messages of others or one's own a frame delivers. */
  messagesIn(frame: Buffer): number;
  /** Throws where a reader would have seen a message twice, out of order, or not at all. Fed by one socket. */
  readonly check: ((frame: Buffer) => void) | undefined;
  /** What the client owes after every so many bytes received. */
  readonly due: { readonly everyBytes: number; readonly frame: string } | undefined;
};

const EVENT = Buffer.from('"kind":"message"');
const EVENTS_FRAME = Buffer.from('{"type":"events"');

/** `hubbub.v1`: many members, one guest each; messages come in `events` frames. */
export function hubbub(room: string): Speech {
  let last = 0;
  return {
    protocols: [SUBPROTOCOL],
    path: (socket) => `/ws/${room}?name=Guest%20${socket}`,
    welcome: /^\{"type":"welcome"/,
    encode: (id, text) => JSON.stringify({ type: "send", id, text }),
    messagesIn: (frame) => (isEvents(frame) ? occurrences(frame, EVENT) : 0),
    check: (frame) => {
      if (!isEvents(frame)) return;
      for (const [, seq] of frame.toString().matchAll(/"seq":(\d+),"at":/g)) {
        if (last !== 0 && Number(seq) !== last + 1) throw new Error(`seq ${seq} came after ${last}`);
        last = Number(seq);
      }
    },
    due: { everyBytes: WELCOME_LIMITS.ackBytes, frame: PING },
  };
}

/** Plain texts over `ws`: one frame is one message. */
export function plain(): Speech {
  return {
    protocols: [],
    path: () => "/",
    welcome: undefined,
    encode: (id, text) => `${id} ${text}`,
    messagesIn: () => 1,
    check: undefined,
    due: undefined,
  };
}

function isEvents(frame: Buffer): boolean {
  return frame.subarray(0, EVENTS_FRAME.length).equals(EVENTS_FRAME);
}

function occurrences(frame: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = frame.indexOf(needle); at !== -1; at = frame.indexOf(needle, at + needle.length)) count += 1;
  return count;
}

// speech.ts: how the load speaks to each server: what joins, what sends, and how many messages a frame brings.

import { PING } from "../../../src/protocol/codec.ts";
import { formatCursor, NO_EPOCH } from "../../../src/protocol/cursor.ts";
import { WELCOME_LIMITS } from "../../../src/protocol/limits.ts";
import { SUBPROTOCOL } from "../../../src/protocol/version.ts";
import type { Plan } from "./plan.ts";

export type Speech = {
  readonly protocols: readonly string[];
  /** The path of a room for the socket with this number. */
  path(room: string, socket: number): string;
  /** What a socket has to send once it is open, to be in the room. */
  readonly greeting?: string;
  /** How the frame begins that says that the socket is in the room; undefined where being open is enough. */
  readonly welcome?: string;
  /** The frame that says `text`; `id` is new. */
  encode(id: string, text: string): string;
  /** How many messages of others or one's own a frame delivers. */
  messagesIn(frame: Buffer): number;
  /** Throws where a reader would have seen a message twice, out of order, or not at all. Fed by one socket. */
  readonly check?: (frame: Buffer) => void;
  /** What the client owes after every so many bytes received. */
  readonly due?: { readonly everyBytes: number; readonly frame: string };
  /** The path by which somebody comes back who has seen all but the last `missed` messages; `welcome` is what the first was told. */
  readonly back?: (path: string, welcome: string, missed: number) => string;
};

export function speechOf(name: Plan["speech"]): Speech {
  switch (name) {
    case "hubbub":
      return hubbub();
    case "plain":
      return plain;
    case "lines":
      return { ...plain, messagesIn: (frame) => occurrences(frame, LINE_END) };
    case "socket.io":
      return socketIo;
    case "party":
      return { ...plain, path: (room) => `/parties/chat/${room}` };
  }
}

const EVENT = Buffer.from('"kind":"message"');
const EVENTS_FRAME = Buffer.from('{"type":"events"');
const LINE_END = Buffer.from("\n");

/** `hubbub.v1`: many members, one guest each; messages come in `events` frames. */
function hubbub(): Speech {
  let last = 0;
  return {
    protocols: [SUBPROTOCOL],
    path: (room, socket) => `/ws/${room}?name=Guest%20${socket}`,
    welcome: '{"type":"welcome"',
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
    back: (path, welcome, missed) => {
      const epoch = epochOf(welcome);
      return `${path}&since=${formatCursor({ epoch, seq: last - missed })}`;
    },
  };
}

/** Texts as they are: one frame is one message. */
const plain: Speech = {
  protocols: [],
  path: (room) => `/${room}`,
  encode: (id, text) => `${id} ${text}`,
  messagesIn: () => 1,
};

/** Socket.IO 4 over Engine.IO 4, WebSocket alone: "0" opens, "40" connects, "42" is an event. */
const socketIo: Speech = {
  protocols: [],
  path: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
  greeting: "40",
  welcome: "40",
  encode: (id, text) => `42${JSON.stringify(["say", `${id} ${text}`])}`,
  messagesIn: (frame) => (frame[0] === 0x34 && frame[1] === 0x32 ? 1 : 0),
};

/** A room that nobody had spoken in has its epoch from its first event on. */
function epochOf(frame: string): string {
  return /"epoch":"([^"]+)"/.exec(frame)?.[1] ?? NO_EPOCH;
}

function isEvents(frame: Buffer): boolean {
  return frame.subarray(0, EVENTS_FRAME.length).equals(EVENTS_FRAME);
}

function occurrences(frame: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = frame.indexOf(needle); at !== -1; at = frame.indexOf(needle, at + needle.length)) count += 1;
  return count;
}

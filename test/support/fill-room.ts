// fill-room.ts: puts many messages into a room of a running server, as fast as one socket for each author takes them.

import { WebSocket } from "ws";
import { encodeCommand } from "../../src/protocol/codec.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";

/** So many are on their way at once: more would only wait in the server's memory. */
const UNDER_WAY_MAX = 200;
const SILENCE_MS = 60_000;

export type Filling = { readonly author: string; readonly text: string };

export type Filler = {
  /** Settles when the room has them all, each author's in their order. One call at a time. */
  say(messages: readonly Filling[]): Promise<void>;
  leave(): void;
};

/** Fills the room, and leaves it. */
export async function fillRoom(origin: string, room: string, messages: readonly Filling[]): Promise<void> {
  const filler = await openFiller(origin, room, new Set(messages.map(({ author }) => author)));
  await filler.say(messages);
  filler.leave();
}

export async function openFiller(origin: string, room: string, authors: Iterable<string>): Promise<Filler> {
  const sockets = new Map<string, WebSocket>();
  let onAnswer: (answer: { readonly stored: true } | { readonly problem: string }) => void = () => undefined;
  for (const author of authors) {
    const url = new URL(`/ws/${room}?name=${encodeURIComponent(author)}`, origin.replace(/^http/, "ws"));
    const socket = new WebSocket(url, [SUBPROTOCOL], { perMessageDeflate: false });
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith(`{"type":"ack"`)) onAnswer({ stored: true });
      if (text.startsWith(`{"type":"error"`)) onAnswer({ problem: `a message was refused: ${text}` });
    });
    socket.on("close", (code) => onAnswer({ problem: `a socket was closed with ${code}` }));
    sockets.set(author, socket);
  }
  await Promise.all(
    [...sockets.values()].map((socket) => new Promise((open, fail) => socket.once("open", open).once("error", fail))),
  );
  let count = 0;
  return {
    say: (messages) =>
      new Promise((resolve, reject) => {
        let next = 0;
        let stored = 0;
        const silence = () => reject(new Error(`${stored} of ${messages.length} were stored; then came no ack`));
        let timer = setTimeout(silence, SILENCE_MS);
        const sayMore = () => {
          for (let each = messages[next]; each !== undefined && next - stored < UNDER_WAY_MAX; each = messages[next]) {
            sockets.get(each.author)?.send(encodeCommand({ type: "send", id: `fill-${count++}`, text: each.text }));
            next++;
          }
        };
        onAnswer = (answer) => {
          clearTimeout(timer);
          if ("problem" in answer) return reject(new Error(answer.problem));
          if (++stored === messages.length) return resolve();
          timer = setTimeout(silence, SILENCE_MS);
          sayMore();
        };
        sayMore();
      }),
    leave() {
      onAnswer = () => undefined;
      for (const socket of sockets.values()) socket.close();
    },
  };
}

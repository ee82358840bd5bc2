// fill-room.ts: puts many messages into a room of a running server, as fast as one socket for each author takes them.

import { WebSocket } from "ws";
import { encodeCommand } from "../../src/protocol/codec.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";

/** So many are on their way at once: more would only wait in the server's memory. */
const UNDER_WAY_MAX = 200;
const SILENCE_MS = 60_000;

export type Filling = { readonly author: string; readonly text: string };

/** Settles when the room has them all, each author's in their order; authors take turns as far as the network lets them. */
export async function fillRoom(origin: string, room: string, messages: readonly Filling[]): Promise<void> {
  const names = [...new Set(messages.map(({ author }) => author))];
  const sockets = new Map<string, WebSocket>();
  for (const name of names) {
    const url = new URL(`/ws/${room}?name=${encodeURIComponent(name)}`, origin.replace(/^http/, "ws"));
    sockets.set(name, new WebSocket(url, [SUBPROTOCOL], { perMessageDeflate: false }));
  }
  await Promise.all([...sockets.values()].map((socket) => new Promise((open) => socket.once("open", open))));
  await new Promise<void>((resolve, reject) => {
    let next = 0;
    let stored = 0;
    let timer = setTimeout(() => undefined, 0);
    const sayMore = () => {
      for (
        let message = messages[next];
        message !== undefined && next - stored < UNDER_WAY_MAX;
        message = messages[next]
      ) {
        sockets.get(message.author)?.send(encodeCommand({ type: "send", id: `fill-${next}`, text: message.text }));
        next++;
      }
      clearTimeout(timer);
      timer = setTimeout(
        () => reject(new Error(`${stored} of ${messages.length} were stored; then came no ack`)),
        SILENCE_MS,
      );
    };
    for (const socket of sockets.values()) {
      socket.on("message", (data: Buffer) => {
        const text = data.toString();
        if (text.startsWith(`{"type":"error"`)) reject(new Error(`a message was refused: ${text}`));
        if (!text.startsWith(`{"type":"ack"`)) return;
        stored++;
        if (stored < messages.length) return sayMore();
        clearTimeout(timer);
        resolve();
      });
      socket.once("close", (code) => reject(new Error(`a socket was closed with ${code}`)));
      socket.once("error", reject);
    }
    sayMore();
  });
  for (const socket of sockets.values()) socket.close();
}

// read-final.ts: reads a room as somebody who was never there: its log from 0:0, and its messages page by page.

import * as v from "valibot";
import { WebSocket } from "ws";
import { decodeFrame } from "../../src/protocol/codec.ts";
import type { RoomEvent } from "../../src/protocol/events.ts";
import { messagesPageSchema } from "../../src/protocol/http.ts";
import type { Message } from "../../src/protocol/message.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";
import type { Final } from "./history.ts";

const PATIENCE_MS = 10_000;

export async function readFinal(origin: string, room: string): Promise<Final> {
  const { epoch, head, log } = await readLog(origin, room);
  return { epoch, head, log, messages: await readMessages(origin, room) };
}

/** Gives what came, also where that is less than the welcome promised: the checker says what is missing. */
function readLog(origin: string, room: string): Promise<Omit<Final, "messages">> {
  const log: RoomEvent[] = [];
  const socket = new WebSocket(`${origin.replace(/^http/, "ws")}/ws/${room}?since=0:0`, [SUBPROTOCOL]);
  return new Promise<Omit<Final, "messages">>((resolve, reject) => {
    let place: { epoch: string; head: number } | undefined;
    const give = () => {
      clearTimeout(late);
      if (place === undefined) reject(new Error("the reader of the log was not welcomed"));
      else resolve({ ...place, log });
    };
    const late = setTimeout(give, PATIENCE_MS);
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`the reader of the log was closed with ${code}`)));
    socket.on("message", (data: Buffer) => {
      const frame = decodeFrame(data.toString());
      if (frame?.type === "welcome") {
        if (!frame.recovered) return reject(new Error("0:0 was not resumed: the log is too long for one reader"));
        place = { epoch: frame.epoch, head: frame.head };
      } else if (frame?.type === "events") log.push(...frame.events);
      if (place !== undefined && (log.at(-1)?.seq ?? 0) >= place.head) give();
    });
  }).finally(() => socket.terminate());
}

async function readMessages(origin: string, room: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let before: number | undefined; ; before = messages[0]?.seq) {
    const query = before === undefined ? "" : `&before=${before}`;
    const response = await fetch(`${origin}/api/rooms/${room}/messages?limit=100${query}`);
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`unable to read history; ${response.status} ${JSON.stringify(body)}`);
    const page = v.parse(messagesPageSchema, body);
    messages.unshift(...page.messages);
    if (!page.more || page.messages.length === 0) return messages;
  }
}

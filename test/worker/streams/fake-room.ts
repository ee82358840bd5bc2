// fake-room.ts: a room whose every word is the test's, behind the Worker's own routes.

import { env } from "cloudflare:workers";
import type { Env } from "../../../src/env.ts";
import { WELCOME_LIMITS } from "../../../src/protocol/limits.ts";
import type { PollReply } from "../../../src/room/poll.ts";
import type { Reply } from "../../../src/rules/reply.ts";
import worker from "../../../src/worker.ts";
import { ORIGIN } from "../support/room-client.ts";

/** A welcome without a snapshot's weight. */
export function welcome(fields: { epoch?: string; head?: number; recovered?: boolean } = {}): object {
  return {
    type: "welcome",
    protocol: 1,
    room: { name: "fake", title: "Fake", topic: "", visibility: "unlisted", slowModeMs: 0, guests: true },
    epoch: "e",
    head: 0,
    recovered: true,
    you: { id: "r_1", name: "", role: "reader", connection: "c_1", readUpTo: 0 },
    values: {},
    members: { count: 0, complete: true, list: [] },
    limits: WELCOME_LIMITS,
    ...fields,
  };
}

export function message(seq: number, text = "x"): object {
  return { seq, at: 1, kind: "message", by: { id: "g_1", name: "Ada" }, id: `m${seq}`, text };
}

export class FakeRoom {
  /** What the bridge sent, in order. */
  readonly heard: string[] = [];
  /** How often somebody came in. */
  visits = 0;
  /** What a poll is told at once. */
  reply: PollReply = { kind: "nothing" };
  readonly #greeting: (line: WebSocket) => void;
  #line: WebSocket | undefined;

  /** `greeting` is what is said and done as soon as somebody comes in. */
  constructor(greeting: (line: WebSocket) => void = (line) => line.send(JSON.stringify(welcome()))) {
    this.#greeting = greeting;
  }

  /** Refuses whoever comes, as a room does. */
  static refusing(code: string, close: number): FakeRoom {
    return new FakeRoom((line) => {
      line.send(JSON.stringify({ type: "error", code, message: `unable to enter room; ${code}` }));
      line.close(close, code);
    });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const stub = {
      fetch: async () => this.#admit(),
      poll: async (): Promise<Reply<PollReply>> => ({ kind: "ok", value: this.reply }),
    };
    const namespace = { getByName: () => stub } as unknown as Env["ROOM"];
    const request = new Request<unknown, IncomingRequestCfProperties>(`${ORIGIN}${path}`, { headers });
    return worker.fetch(request, { ...env, ROOM: namespace });
  }

  says(frame: object): void {
    this.#line?.send(JSON.stringify(frame));
  }

  closes(code: number, reason: string): void {
    this.#line?.close(code, reason);
  }

  #admit(): Response {
    this.visits += 1;
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener("message", ({ data }) => void this.heard.push(String(data)));
    this.#line = server;
    this.#greeting(server);
    return new Response(null, { status: 101, webSocket: client });
  }
}

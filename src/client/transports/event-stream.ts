// The second rung: Server-Sent Events down, by fetch so that a token can go with it, and POST up.

import * as v from "valibot";
import { CLOSE } from "../../protocol/close-codes.ts";
import { decodeCommand, PONG } from "../../protocol/codec.ts";
import { formatCursor } from "../../protocol/cursor.ts";
import { SERVER_FRAME_BYTES, STREAM_COMMENT_MS } from "../../protocol/limits.ts";
import { createAlarm } from "../alarm.ts";
import type { Carrier, CarrierEvents } from "./carrier.ts";
import { endRefused } from "./end-refused.ts";
import { identify } from "./identify.ts";
import { createLifetime } from "./lifetime.ts";
import type { Passage } from "./passage.ts";
import { createPost } from "./post.ts";
import { request, requestJson, roomPath } from "./request.ts";
import { createStreamParser, type StreamEvent } from "./stream-parser.ts";

/** The server greets at once: a stream that brings nothing by then is held back on the way. */
export const FIRST_FRAME_MS = 5000;
/** One heartbeat may be late, two not. */
const SILENCE_MS = 2 * STREAM_COMMENT_MS + 10_000;
/** What was heard within this is a sign of life. */
const LIVELY_MS = STREAM_COMMENT_MS + 5000;
/** A stream that has to be asked again so soon for what it should have brought is late, and will be. */
const RESUMES_APART_MS = 60_000;

/** A frame, with the words around it. */
const EVENT_CHARS = SERVER_FRAME_BYTES + 1024;

const closeSchema = v.looseObject({ code: v.number(), reason: v.string() });

export function openEventStream(passage: Passage, events: CarrierEvents): Carrier {
  const { environment } = passage;
  const lifetime = createLifetime(events);
  const post = createPost(passage, lifetime);
  const silence = createAlarm(environment, () => {
    if (hasGreeted) lifetime.end(CLOSE.lost, "event stream is silent", "cut");
    else lifetime.end(CLOSE.lost, "event stream brings nothing", "unfit");
  });
  let stream: AbortController | undefined;
  let hasGreeted = false;
  let heardMs = -Infinity;
  let resumedMs = -Infinity;

  /** Opens it at the cursor; a former one is let go of. */
  async function run(): Promise<void> {
    stream?.abort();
    const mine = new AbortController();
    stream = mine;
    hasGreeted = false;
    silence.set(environment.now() + FIRST_FRAME_MS);
    try {
      if (passage.sessions.carries !== "token") await identify(passage, mine.signal);
      if (mine === stream) await follow(mine.signal);
      if (mine === stream) lifetime.end(CLOSE.lost, "event stream ended", "cut");
    } catch (error) {
      if (mine !== stream || lifetime.isOver) return;
      if (hasGreeted) lifetime.end(CLOSE.lost, "event stream was cut", "cut");
      else await endRefused(passage, lifetime, error);
    }
  }

  async function follow(signal: AbortSignal): Promise<void> {
    const cursor = passage.cursor();
    const since = cursor === undefined ? "" : `?since=${encodeURIComponent(formatCursor(cursor))}`;
    const response = await request(passage, `${roomPath(passage)}/events${since}`, {
      accept: "text/event-stream",
      signal,
    });
    if (response.status === 204) return lifetime.end(CLOSE.asked, "ended by the server");
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
    if (!isStream || response.body === null) return lifetime.end(CLOSE.lost, "no event stream came", "unfit");
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = createStreamParser(EVENT_CHARS);
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      heardMs = environment.now();
      parser.feed(decoder.decode(value, { stream: true })).forEach(take);
      if (hasGreeted && !lifetime.isOver) silence.set(heardMs + SILENCE_MS);
    }
  }

  function take({ type, data }: StreamEvent): void {
    if (type !== "close") {
      hasGreeted = true;
      return lifetime.message(data);
    }
    const close = v.safeParse(v.pipe(v.string(), v.parseJson(), closeSchema), data);
    if (close.success) lifetime.end(close.output.code, close.output.reason);
  }

  function resume(): void {
    const sinceMs = environment.now() - resumedMs;
    if (sinceMs < RESUMES_APART_MS) return lifetime.end(CLOSE.lost, "event stream is late", "unfit");
    resumedMs = environment.now();
    void run();
  }

  /** Whether HTTP works at all is asked for; whether this stream does, only its next heartbeat tells. */
  async function probe(): Promise<void> {
    await requestJson(passage, "/api/health", { signal: lifetime.signal }).catch(() => (heardMs = -Infinity));
    pong();
  }

  function pong(): void {
    if (environment.now() - heardMs <= LIVELY_MS) lifetime.message(PONG);
  }

  lifetime.signal.addEventListener("abort", () => {
    stream?.abort();
    silence.set(undefined);
  });
  void run();

  return {
    send(text) {
      if (lifetime.isOver) return false;
      const command = decodeCommand(text);
      if (command.kind === "ok" && command.value.type === "resume") resume();
      else post.send(text);
      return true;
    },
    ping(isUrgent) {
      if (isUrgent) void probe();
      else queueMicrotask(pong);
    },
    close: () => lifetime.close(),
  };
}

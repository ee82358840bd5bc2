// tapped-fetch.ts: a fetch that writes down what a client of the run says and hears over SSE, polls and POST.

import * as v from "valibot";
import { createStreamParser } from "../../src/client/transports/stream-parser.ts";
import { decodeCommand, decodeFrame } from "../../src/protocol/codec.ts";
import { isDurable } from "../../src/protocol/commands.ts";
import { parseCursor } from "../../src/protocol/cursor.ts";
import { ackSchema } from "../../src/protocol/frames/ack.ts";
import { pollAnswerSchema, problemSchema } from "../../src/protocol/http.ts";
import type { Recorder } from "./history.ts";
import { parseSince } from "./raw-client.ts";
import { recordFrame } from "./record-frame.ts";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** More than any frame. */
const EVENT_CHARS = 1024 * 1024;

/** `onWelcome` is called for each welcome of a stream. */
export function tapFetch(recorder: Recorder, onWelcome: () => void): Fetch {
  return async (url, init) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith("/events")) return follow(url, init, recorder, onWelcome);
    if (pathname.endsWith("/poll")) return poll(url, init, recorder);
    if (pathname.endsWith("/commands")) return post(url, init, recorder);
    return fetch(url, init);
  };
}

async function follow(url: string, init: RequestInit, recorder: Recorder, onWelcome: () => void): Promise<Response> {
  recorder.record({ kind: "connected", since: parseSince(url) });
  const response = await fetch(url, init).catch((error: unknown) => {
    recorder.record({ kind: "disconnected" });
    throw error;
  });
  if (!response.ok || response.body === null) {
    recorder.record({ kind: "disconnected" });
    return response;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = createStreamParser(EVENT_CHARS);
  let isOver = false;
  const end = () => {
    if (!isOver) recorder.record({ kind: "disconnected" });
    isOver = true;
  };
  init.signal?.addEventListener("abort", end);
  // Nothing is read ahead: what is written down is what the client takes.
  const tapped = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            end();
            return controller.close();
          }
          for (const { data } of parser.feed(decoder.decode(value, { stream: true }))) {
            const frame = isOver ? undefined : decodeFrame(data);
            if (frame !== undefined) recordFrame(recorder, frame, onWelcome);
          }
          controller.enqueue(value);
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel: (reason) => {
        end();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(tapped, { status: response.status, headers: response.headers });
}

/** Each answer is a visit of its own: it comes with a cursor, hears where the room stands and what is new, and goes. */
async function poll(url: string, init: RequestInit, recorder: Recorder): Promise<Response> {
  const response = await fetch(url, init);
  const text = await response.text();
  const answer = response.ok ? v.parse(pollAnswerSchema, JSON.parse(text)) : undefined;
  const cursor = parseCursor(answer?.cursor ?? "");
  if (answer !== undefined && cursor !== undefined && init.signal?.aborted !== true) {
    const { recovered, snapshot, mine, myVotes, events } = answer;
    recorder.record({ kind: "connected", since: parseSince(url) });
    recorder.record({
      kind: "welcomed",
      welcome: {
        epoch: cursor.epoch,
        head: cursor.seq,
        recovered,
        isPartial: true,
        ...(snapshot === undefined ? {} : { snapshot, ...(mine === undefined ? {} : { mine, myVotes }) }),
      },
    });
    if (events.length > 0) recorder.record({ kind: "saw", events });
    recorder.record({ kind: "disconnected" });
  }
  return new Response(text, { status: response.status, headers: response.headers });
}

async function post(url: string, init: RequestInit, recorder: Recorder): Promise<Response> {
  const command = decodeCommand(typeof init.body === "string" ? init.body : "");
  const asked = command.kind === "ok" && isDurable(command.value) ? command.value : undefined;
  if (asked !== undefined) recorder.record({ kind: "asked", command: asked });
  const response = await fetch(url, init);
  const text = await response.text();
  if (asked !== undefined && init.signal?.aborted !== true) record(recorder, asked.id, text);
  return new Response(text === "" ? null : text, { status: response.status, headers: response.headers });
}

function record(recorder: Recorder, id: string, text: string): void {
  const body: unknown = parse(text);
  const ack = v.safeParse(ackSchema, body);
  const problem = v.safeParse(problemSchema, body);
  if (ack.success) recorder.record({ kind: "acknowledged", id, seq: ack.output.seq, at: ack.output.at });
  else if (problem.success) recorder.record({ kind: "refused", id, code: problem.output.code });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

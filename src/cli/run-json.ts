// The room for a program: lines of JSON out, lines of text or JSON in.

import { ChatError } from "../protocol/errors.ts";
import type { RoomClient } from "../client/room-client.ts";
import { WELCOME_LIMITS } from "../protocol/limits.ts";
import type { Options } from "./arguments.ts";
import { type Ending, EXIT, untilWelcomed } from "./ending.ts";
import { followRoom } from "./follow-room.ts";
import { type JsonInput, parseJsonInput } from "./json-input.ts";
import { itemRecord, jsonLine, type JsonRecord, stateRecords } from "./json-records.ts";
import { fetchBefore } from "./older.ts";
import { readLines } from "./read-lines.ts";
import { notSent, reasonOf } from "./reason.ts";
import { createSender } from "./sender.ts";

export type JsonRun = {
  readonly client: RoomClient;
  readonly options: Options;
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: (text: string) => void;
  /** For people, to stderr. */
  readonly warn: (text: string) => void;
  /** Settles when something other than the input ends it. */
  readonly ending: Promise<Ending>;
};

/** Under way at once; more are not read. The room takes them one by one anyway. */
const UNDER_WAY_MAX = 16;

/** Gives the exit code once the input has ended and all of it is answered, or at `ending`. The caller opens the client. */
export async function runJson({ client, options, input, write, warn, ending }: JsonRun): Promise<number> {
  const sender = createSender(client);
  let refused = 0;
  const welcomed = untilWelcomed(client);
  const tell = (record: JsonRecord): void => write(jsonLine(record));

  let before = client.state;
  const unsubscribe = client.subscribe((state) => {
    const records = stateRecords(before, state);
    before = state;
    records.forEach(tell);
  });
  const unfollow = followRoom({
    client,
    history: options.history ?? 0,
    since: options.since,
    onItems: (items, epoch) => items.forEach((item) => tell(itemRecord(item, epoch))),
  });
  const unlisten = client.onSignal((signal) => tell({ type: "signal", ...signal }));

  function refuse(code: string, message: string, ref: string | undefined): void {
    refused += 1;
    warn(`refused: ${reasonOf(message, code)}`);
    tell({ type: "error", ...(ref === undefined ? {} : { id: ref }), code, message });
  }

  /** Settles when there is an answer, and never rejects. */
  async function answer(work: Promise<object>, type: string, ref: string | undefined): Promise<void> {
    try {
      const fields = await work;
      if (ref !== undefined || type !== "ack") tell({ type, ...(ref === undefined ? {} : { id: ref }), ...fields });
    } catch (error) {
      if (error instanceof ChatError) refuse(error.code, error.message, ref);
      else throw error;
    }
  }

  async function run(asked: JsonInput): Promise<void> {
    switch (asked.kind) {
      case "nothing":
        return;
      case "say":
        await sender.below(UNDER_WAY_MAX);
        void answer(
          sender.send(asked.content).then((seq) => ({ seq })),
          "ack",
          asked.ref,
        );
        return;
      case "rename":
        // After what was said before it, under the old name.
        await sender.below(1);
        return answer(
          client.rename(asked.name).then(() => ({})),
          "ack",
          asked.ref,
        );
      case "ask":
        // What it is about may be under way.
        await sender.below(1);
        return answer(client.ask(asked.command), "ack", asked.ref);
      case "leave":
        await sender.below(1);
        return answer(
          client.leave().then(() => ({})),
          "ack",
          asked.ref,
        );
      case "history": {
        const messages = fetchBefore(client, asked.before ?? Infinity, asked.limit);
        return answer(
          messages.then((found) => ({ messages: found })),
          "history",
          asked.ref,
        );
      }
      case "typing":
        return client.typing(asked.on);
      case "signal":
        return client.signal(asked.name, asked.data);
      case "put":
        return client.put(asked.key, asked.value);
      case "read":
        return client.markRead(asked.upTo);
      case "readThread":
        return client.markThreadRead(asked.thread, asked.upTo);
      case "refused":
        return refuse(asked.code, asked.message, asked.ref);
    }
  }

  async function pump(): Promise<Ending> {
    await welcomed;
    for await (const line of readLines(input, { maxChars: WELCOME_LIMITS.frameBytes, overlong: "leave_out" })) {
      if (line.kind === "too_long") refuse("too_large", "unable to read line; it is too long", undefined);
      else await run(parseJsonInput(line.text));
    }
    await sender.below(1);
    return options.follow ? ending : { kind: "done" };
  }

  const end = await Promise.race([pump(), ending]);
  for (const stop of [unfollow, unsubscribe, unlisten]) stop();
  if (end.kind === "stopped") warn(end.why);
  if (sender.waiting > 0) warn(notSent(sender.waiting, "message"));
  return end.kind === "stopped" || refused > 0 || sender.waiting > 0 ? EXIT.refused : EXIT.ok;
}

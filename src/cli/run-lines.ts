// The room for a pipe or a plain terminal: each line of the input is said; what the room says is written line by line.

import { ChatError } from "../protocol/errors.ts";
import type { RoomClient } from "../client/room-client.ts";
import { WELCOME_LIMITS } from "../protocol/limits.ts";
import { type Ending, EXIT } from "./ending.ts";
import { followRoom } from "./follow-room.ts";
import type { Options } from "./arguments.ts";
import { createClock } from "./clock.ts";
import { LOG_TOP, logLines } from "./log-lines.ts";
import { messageOf } from "./log-news.ts";
import { type Colours, paint } from "./paint.ts";
import { readLines } from "./read-lines.ts";
import { notSent, reasonOf } from "./reason.ts";
import { createSender } from "./sender.ts";
import { cut } from "./width.ts";

export type LinesRun = {
  readonly client: RoomClient;
  readonly options: Options;
  readonly input: AsyncIterable<Uint8Array>;
  /** Where the room is written to; undefined: nowhere. */
  readonly output:
    | {
        readonly write: (text: string) => void;
        readonly columns: number;
        readonly colours: Colours;
        readonly history: number;
      }
    | undefined;
  /** Goes on when the input has ended. */
  readonly stays: boolean;
  /** For people, to stderr. */
  readonly warn: (text: string) => void;
  /** Settles when something other than the input ends it. */
  readonly ending: Promise<Ending>;
};

/** Under way at once; more are not read. The room takes them one by one anyway. */
const UNDER_WAY_MAX = 16;
const QUOTED_COLUMNS = 60;

/** Gives the exit code once the input has ended and the room has all of it, or at `ending`. The caller opens the client. */
export async function runLines({ client, options, input, output, stays, warn, ending }: LinesRun): Promise<number> {
  const sender = createSender(client);
  let refused = 0;
  if (output !== undefined) show(client, options, output);
  watchConnection(client, options.target.origin, warn);

  function say(text: string): void {
    sender.send({ text }).catch((error: unknown) => {
      refused += 1;
      const why = error instanceof ChatError ? reasonOf(error.message, error.code) : String(error);
      warn(`refused (${why}): ${cut(text, QUOTED_COLUMNS)}`);
    });
  }

  async function pump(): Promise<Ending> {
    let isSplit = false;
    for await (const line of readLines(input, { maxChars: WELCOME_LIMITS.textChars, overlong: "split" })) {
      if (line.kind === "too_long") continue;
      if (line.kind === "part" && !isSplit)
        warn(`a line of more than ${WELCOME_LIMITS.textChars} characters is sent in parts`);
      isSplit ||= line.kind === "part";
      const text = storable(line.text);
      if (text.trim() === "") continue;
      await sender.below(UNDER_WAY_MAX);
      say(text);
    }
    await sender.below(1);
    return stays ? ending : { kind: "done" };
  }

  const end = await Promise.race([pump(), ending]);
  if (end.kind === "stopped") warn(end.why);
  if (sender.waiting > 0) warn(notSent(sender.waiting, "line"));
  return end.kind === "stopped" || refused > 0 || sender.waiting > 0 ? EXIT.refused : EXIT.ok;
}

/** U+0000 cannot be stored. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\u2400");
}

function show(client: RoomClient, options: Options, output: NonNullable<LinesRun["output"]>): void {
  const clock = createClock();
  let place = LOG_TOP;
  followRoom({
    client,
    history: options.history ?? output.history,
    since: options.since,
    onItems(items) {
      const { columns, colours } = output;
      const find = (seq: number) => messageOf(client.state, seq);
      const log = logLines(items, place, { columns, clock, find });
      ({ place } = log);
      output.write(log.lines.map((line) => `${paint(line, colours)}\n`).join(""));
    },
  });
}

/** Says once for each time that it is lost, and when it is back. */
function watchConnection(client: RoomClient, origin: string, warn: (text: string) => void): void {
  let isTold = false;
  client.subscribe(({ connection }) => {
    if (connection.kind === "waiting" && !isTold)
      warn(`unable to reach ${origin} (${connection.reason}); trying again, nothing is lost`);
    if (connection.kind === "online" && isTold) warn("online again");
    isTold = connection.kind === "waiting" || (isTold && connection.kind === "connecting");
  });
}

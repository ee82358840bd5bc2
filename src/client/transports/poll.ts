// The last rungs: polls that wait for news, or ask now and then, and POST up.
//
// There is no welcome among a poll's answers and nobody's coming and going: both are asked for beside it.

import * as v from "valibot";
import { CLOSE } from "../../protocol/close-codes.ts";
import { decodeCommand, PONG } from "../../protocol/codec.ts";
import { formatCursor, parseCursor } from "../../protocol/cursor.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type PollAnswer, pollAnswerSchema } from "../../protocol/http.ts";
import { POLL_WAIT_MS } from "../../protocol/limits.ts";
import type { Author } from "../../protocol/schemas.ts";
import type { Carrier, CarrierEvents } from "./carrier.ts";
import { endRefused } from "./end-refused.ts";
import { identify } from "./identify.ts";
import { createLifetime } from "./lifetime.ts";
import type { Passage } from "./passage.ts";
import { createPause } from "./pause.ts";
import { shortDelayMs, shorterWaitMs } from "./poll-pace.ts";
import { type Entered, welcomeText } from "./poll-welcome.ts";
import { createPost } from "./post.ts";
import { ANSWER_MS, requestJson, roomPath } from "./request.ts";
import { changeTexts, readRoom, readSurroundings, type Surroundings } from "./surroundings.ts";

/** Who is here, and values, are asked for this often. */
export const SURROUNDINGS_EVERY_MS = 20_000;
/** Beside the time it waits, an answer may take this long before the connection counts as silent. */
const GRACE_MS = 10_000;
/** After an empty answer that came too soon: something on the way does not let it wait. */
const HASTE_MS = 1000;
/** After a refusal that names no time. */
const PATIENCE_MS = 2000;

/** How long polls may wait on the way of a client, where that was found to be less; kept for a while over connections. */
const learned = new WeakMap<Passage, { readonly waitMs: number; readonly untilMs: number }>();
const LEARNED_FOR_MS = 10 * 60_000;

function longestWaitMs(passage: Passage): number {
  const known = learned.get(passage);
  return known !== undefined && known.untilMs > passage.environment.now() ? known.waitMs : POLL_WAIT_MS;
}

export function openPoll(kind: "long-poll" | "short-poll", passage: Passage, events: CarrierEvents): Carrier {
  const { environment } = passage;
  const lifetime = createLifetime(events);
  const pause = createPause(environment, lifetime.signal);
  const post = createPost(passage, lifetime, () => {
    // A long poll is woken by the event itself.
    if (kind === "short-poll") wake();
  });
  let since = "";
  let waitMs = kind === "long-poll" ? longestWaitMs(passage) : 0;
  let who: Author | undefined;
  let around: Surroundings | undefined;
  let lastNewsMs = environment.now();
  let heardMs = -Infinity;
  let surroundingsDueMs = 0;
  let isBeginning = true;
  /** The next poll does not wait: something is to be known now. */
  let isUrgent = false;
  let isPongDue = false;
  let waiting: AbortController | undefined;

  async function run(): Promise<void> {
    try {
      while (!lifetime.isOver) await turn();
    } catch (error) {
      await endRefused(passage, lifetime, error);
    }
  }

  async function turn(): Promise<void> {
    if (isBeginning) return begin();
    const mayWaitMs = isUrgent ? 0 : waitMs;
    isUrgent = false;
    const startedMs = environment.now();
    const answer = await poll(mayWaitMs).catch((error: unknown) => failed(error, mayWaitMs, startedMs));
    if (answer === undefined || lifetime.isOver) return;
    heard();
    if (answer.recovered) tell(answer);
    else await beginAnew(answer);
    if (environment.now() >= surroundingsDueMs) await lookAround();
    const hasNews = answer.events.length > 0;
    if (isUrgent || hasNews || mayWaitMs === 0) {
      if (hasNews) lastNewsMs = environment.now();
      if (kind === "short-poll" && !isUrgent)
        await pause.for(shortDelayMs(environment.now() - lastNewsMs, environment.random()));
    } else if (environment.now() - startedMs < mayWaitMs / 2) await pause.for(HASTE_MS);
  }

  /** From where the timeline stands, with a welcome. */
  async function begin(): Promise<void> {
    isBeginning = false;
    const cursor = passage.cursor();
    since = cursor === undefined ? "" : formatCursor(cursor);
    const { signal } = lifetime;
    // A room may show more to who one is than to anybody.
    who = await identify(passage, signal);
    const [answer, room, found] = await Promise.all([
      poll(0),
      readRoom(passage, signal),
      readSurroundings(passage, signal),
    ]);
    welcome({ who, room, ...found }, answer);
    heard();
  }

  async function poll(mayWaitMs: number): Promise<PollAnswer> {
    const mine = new AbortController();
    // One that does not wait is answered at once anyway.
    if (mayWaitMs > 0) waiting = mine;
    const stop = () => mine.abort();
    lifetime.signal.addEventListener("abort", stop);
    try {
      const query = new URLSearchParams({ ...(since === "" ? {} : { since }), waitMs: `${mayWaitMs}` });
      const answer = await requestJson(passage, `${roomPath(passage)}/poll?${query}`, {
        signal: mine.signal,
        withinMs: mayWaitMs + ANSWER_MS,
      });
      return v.parse(pollAnswerSchema, answer);
    } finally {
      waiting = undefined;
      lifetime.signal.removeEventListener("abort", stop);
    }
  }

  /** A poll that brought nothing: undefined where another one is to follow, otherwise it throws. */
  async function failed(error: unknown, mayWaitMs: number, startedMs: number): Promise<undefined> {
    if (lifetime.isOver || isUrgent || isBeginning) return undefined;
    if (error instanceof ChatError && (error.code === "rate_limited" || error.code === "overloaded")) {
      heardMs = environment.now();
      await pause.for(error.retryAfterMs ?? PATIENCE_MS);
      return undefined;
    }
    if (error instanceof ChatError) throw error;
    const shorter = shorterWaitMs(mayWaitMs, environment.now() - startedMs);
    if (shorter === 0) throw error;
    // Asked at once and without a wait, it tells a wait that was cut from a network that is gone.
    const answer = await poll(0);
    if (shorter === undefined) {
      lifetime.end(CLOSE.lost, "long polls are cut", "unfit");
      return undefined;
    }
    waitMs = shorter;
    learned.set(passage, { waitMs, untilMs: environment.now() + LEARNED_FOR_MS });
    heard();
    if (answer.recovered) tell(answer);
    else await beginAnew(answer);
    return undefined;
  }

  /** The log is another one, or went on too far. */
  async function beginAnew(answer: PollAnswer): Promise<void> {
    const { signal } = lifetime;
    if (who === undefined) return;
    const [room, found] = await Promise.all([readRoom(passage, signal), readSurroundings(passage, signal)]);
    welcome({ who, room, ...found }, answer);
  }

  function welcome(entered: Entered, answer: PollAnswer): void {
    around = entered;
    surroundingsDueMs = environment.now() + SURROUNDINGS_EVERY_MS;
    lifetime.message(welcomeText(passage, entered, answer));
    tell(answer);
  }

  function tell({ events, cursor }: PollAnswer): void {
    since = cursor;
    const epoch = parseCursor(cursor)?.epoch;
    if (events.length > 0) lifetime.message(JSON.stringify({ type: "events", events, epoch }));
  }

  async function lookAround(): Promise<void> {
    surroundingsDueMs = environment.now() + SURROUNDINGS_EVERY_MS;
    const former = around;
    // Nothing hangs on it: a network that is gone shows at the next poll.
    const found = await readSurroundings(passage, lifetime.signal).catch(() => undefined);
    if (former === undefined || found === undefined) return;
    around = found;
    for (const text of changeTexts(former, found)) lifetime.message(text);
  }

  function heard(): void {
    heardMs = environment.now();
    pong();
  }

  function pong(): void {
    if (isPongDue) lifetime.message(PONG);
    isPongDue = false;
  }

  /** Ends whatever is waited for; the next answer comes at once. */
  function wake(): void {
    isUrgent = true;
    waiting?.abort();
    pause.end();
  }

  void run();
  return {
    send(text) {
      if (lifetime.isOver) return false;
      const command = decodeCommand(text);
      if (command.kind === "ok" && command.value.type === "resume") {
        isBeginning = true;
        wake();
      } else post.send(text);
      return true;
    },
    ping(isUrgentPing) {
      isPongDue = true;
      if (isUrgentPing) wake();
      else if (environment.now() - heardMs <= waitMs + GRACE_MS) queueMicrotask(pong);
    },
    close: () => lifetime.close(),
  };
}

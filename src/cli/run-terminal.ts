// The room for a person at a terminal: the log above, the input below, and commands for the rest.

import { ChatError } from "../protocol/errors.ts";
import type { RoomClient } from "../client/room-client.ts";
import { HISTORY_SHOWN, type Options } from "./arguments.ts";
import { createClock } from "./clock.ts";
import { edit, EMPTY_EDITOR, submit } from "./editor.ts";
import { type Ending, EXIT } from "./ending.ts";
import { type Entry, parseEntry } from "./entry.ts";
import { followRoom } from "./follow-room.ts";
import { footer, pendingOf, refusedOf, whoWords } from "./footer.ts";
import { COMMANDS } from "./help.ts";
import type { Key } from "./keys.ts";
import { dividerLine, LOG_TOP, type LogItem, logLines, type LogPlace, noticeLines } from "./log-lines.ts";
import { messageOf, messagesBefore } from "./log-news.ts";
import { fetchBefore } from "./older.ts";
import { chosenIn, openPoll } from "./open-poll.ts";
import type { Line, Tone } from "./paint.ts";
import { reasonOf } from "./reason.ts";
import type { Screen } from "./screen.ts";

export type TerminalRun = {
  readonly client: RoomClient;
  readonly options: Options;
  readonly screen: Screen;
  readonly columns: () => number;
  /** Calls `onKey` for each key, and `onResize` when the terminal has another size; gives what ends that. */
  readonly listen: (onKey: (key: Key) => void, onResize: () => void) => () => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Settles when something other than the person ends it. */
  readonly ending: Promise<Ending>;
};

const TICK_MS = 1000;
const WHO_MAX = 100;

/** Gives the exit code once the person has left, or at `ending`. The caller opens the client. */
export async function runTerminal({
  client,
  options,
  screen,
  columns,
  listen,
  now,
  ending,
}: TerminalRun): Promise<number> {
  const clock = createClock();
  const { origin } = options.target;
  let editor = EMPTY_EDITOR;
  let place: LogPlace = LOG_TOP;
  /** The oldest message on the screen, from which `/history` goes back. */
  let oldest = Infinity;
  let isFetching = false;
  let isWarned = false;
  let isLeaving = false;
  const left = Promise.withResolvers<Ending>();

  const context = () => ({
    columns: columns(),
    clock,
    find: (seq: number) => messageOf(client.state, seq),
  });
  const draw = () => screen.draw(footer({ state: client.state, editor, columns: columns(), nowMs: now(), origin }));
  const notice = (text: string, tone: Tone = "quiet") => print(noticeLines(text, columns(), tone));

  function print(lines: readonly Line[]): void {
    screen.print(lines);
    draw();
  }

  function show(items: readonly LogItem[]): void {
    for (const item of items) if (item.kind === "message") oldest = Math.min(oldest, item.message.seq);
    if (items.some(({ kind }) => kind === "anew")) oldest = Infinity;
    const log = logLines(items, place, context());
    ({ place } = log);
    print(log.lines);
    client.markRead(client.state.cursor?.seq ?? 0);
  }

  async function showOlder(count: number): Promise<void> {
    isFetching = true;
    const { connection, hasOlder, timeline } = client.state;
    if (connection.kind !== "online" && hasOlder && messagesBefore(timeline, oldest, count).length < count)
      notice("what was said before comes when the connection is back");
    try {
      const messages = await fetchBefore(client, oldest, count);
      const [first] = messages;
      if (first === undefined) return notice("nothing was said before this");
      oldest = first.seq;
      const { lines } = logLines(
        messages.map((message) => ({ kind: "message", message })),
        LOG_TOP,
        context(),
      );
      print([dividerLine("before", columns()), ...lines, dividerLine("now", columns())]);
      place = { ...place, speaker: undefined };
    } catch (error) {
      notice(`unable to fetch what was said before; ${whyOf(error)}`, "failure");
    } finally {
      isFetching = false;
    }
  }

  function eachRefused(which: number | undefined, run: (id: string) => void): void {
    const refused = refusedOf(client.state);
    const chosen = which === undefined ? refused : refused.slice(which - 1, which);
    if (chosen.length === 0)
      return notice(refused.length === 0 ? "nothing was refused" : `nothing refused has the number ${which}`);
    chosen.forEach(({ id }) => run(id));
  }

  function run(entry: Entry): void {
    switch (entry.kind) {
      case "nothing":
        return;
      case "say":
        client.send({ text: entry.text });
        return;
      case "who":
        return notice(`${client.state.members.count} here: ${whoWords(client.state, WHO_MAX)}`);
      case "help":
        return print(COMMANDS.flatMap(([command, what]) => noticeLines(`${command.padEnd(14)} ${what}`, columns())));
      case "quit":
        return leave();
      case "history":
        if (isFetching) return notice("what was said before is being fetched already");
        return void showOlder(entry.count);
      case "name":
        return void told(client.rename(entry.name), "the name stays");
      case "vote":
        return vote(entry.numbers);
      case "close": {
        const open = openPoll(client.state, now());
        if (open === undefined) return notice("there is no open poll here", "warning");
        return void told(client.closePoll(open.seq), "the poll stays open");
      }
      case "leave":
        if (isLeaving) return void told(client.leave(), "you are still in the room");
        isLeaving = true;
        return notice(
          "your membership of this room ends, and what you said stays; /leave once more to do it",
          "warning",
        );
      case "retry":
        return eachRefused(entry.which, (id) => client.retry(id));
      case "discard":
        return eachRefused(entry.which, (id) => client.discard(id));
      case "wrong":
        return notice(entry.problem, "warning");
    }
  }

  /** What a refusal leaves as it was is said with its reason. */
  async function told(work: Promise<unknown>, otherwise: string): Promise<void> {
    await work.catch((error: unknown) => notice(`${otherwise}; ${whyOf(error)}`, "failure"));
  }

  function vote(numbers: readonly number[]): void {
    const open = openPoll(client.state, now());
    if (open === undefined) return notice("there is no open poll here", "warning");
    const chosen = chosenIn(open.poll, numbers);
    if (typeof chosen === "string") return notice(`${open.poll.question} ${chosen}`, "warning");
    void told(client.vote(open.seq, chosen), "your vote was not taken");
  }

  /** Asks once where something would be lost. */
  function leave(): void {
    const lost = client.state.keeps === "memory" ? pendingOf(client.state).length : 0;
    if (lost === 0 || isWarned) return left.resolve({ kind: "left" });
    isWarned = true;
    notice(
      `${lost === 1 ? "a message is" : `${lost} messages are`} not sent yet and would be lost; once more to leave`,
      "warning",
    );
  }

  function press(key: Key): void {
    switch (key.kind) {
      case "edit":
        editor = edit(editor, key.key);
        if (editor.text === "") client.typing(false);
        else if (key.key.kind === "insert" && !editor.text.startsWith("/")) client.typing(true);
        break;
      case "submit": {
        const { text } = editor;
        editor = submit(editor);
        run(parseEntry(text));
        break;
      }
      case "older":
        // A key that is held down comes again and again.
        if (!isFetching) void showOlder(HISTORY_SHOWN);
        break;
      case "interrupt":
        leave();
        break;
      case "end_of_input":
        if (editor.text === "") leave();
        else editor = edit(editor, { kind: "delete" });
        break;
      case "redraw":
        screen.clear();
        break;
      case "paste_start":
      case "paste_end":
        break;
    }
    draw();
  }

  draw();
  followRoom({ client, history: options.history ?? HISTORY_SHOWN, since: options.since, onItems: show });
  const unsubscribe = client.subscribe(draw);
  // Seconds to the next attempt, and messages that take their time.
  const ticking = setInterval(draw, TICK_MS);
  const unlisten = listen(press, draw);
  const end = await Promise.race([left.promise, ending]);
  clearInterval(ticking);
  unlisten();
  unsubscribe();
  const unsent = pendingOf(client.state).length;
  if (end.kind === "stopped") screen.print(noticeLines(end.why, columns(), "failure"));
  if (unsent > 0) {
    const fate = client.state.keeps === "stored" ? "kept, and sent the next time you are in this room" : "lost";
    screen.print(noticeLines(`not sent: ${unsent}; ${fate}`, columns(), "warning"));
  }
  screen.clear();
  return end.kind === "stopped" || (unsent > 0 && client.state.keeps === "memory") ? EXIT.refused : EXIT.ok;
}

function whyOf(error: unknown): string {
  return error instanceof ChatError ? reasonOf(error.message, error.code) : String(error);
}

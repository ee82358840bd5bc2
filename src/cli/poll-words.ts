// A poll in a terminal: its question and options as text, each with what it has so far.

import { isClosed, type PollState } from "../protocol/poll.ts";

/** On a line each, as the message's text has them, and the counts behind them. */
export function pollText(poll: PollState, nowMs: number): string {
  const { question, options, votes = [], voters = 0 } = poll;
  const rows = options.map((option, place) => {
    const count = votes[place] ?? 0;
    return `${place + 1}. ${option}${count === 0 ? "" : `  (${count})`}`;
  });
  const state = [`${voters} voted`, ...(isClosed(poll, nowMs) ? ["closed"] : [])].join(", ");
  return [question, ...rows, state].join("\n");
}

/** In one line: how it stands now. */
export function pollLine(poll: PollState, nowMs: number): string {
  const { question, options, votes = [] } = poll;
  const counts = options.map((option, place) => `${option} ${votes[place] ?? 0}`).join(", ");
  return `${question} ${counts}${isClosed(poll, nowMs) ? " (closed)" : ""}`;
}

// Polls: a question with choices that stands in a message, as its author gives it and as everybody sees it (contract 4).

import * as v from "valibot";
import { POLL_OPTION_CHARS, POLL_OPTIONS_MAX, POLL_OPTIONS_MIN } from "./limits.ts";
import { lineSchema, timeSchema, TOO_LARGE } from "./schemas.ts";

/** Of `send`, whose text is the question. */
export const askedPollSchema = v.object({
  options: v.pipe(
    v.array(lineSchema(1, POLL_OPTION_CHARS)),
    v.minLength(POLL_OPTIONS_MIN, `must be at least ${POLL_OPTIONS_MIN}`),
    v.maxLength(POLL_OPTIONS_MAX, `${TOO_LARGE}must be at most ${POLL_OPTIONS_MAX}`),
    v.check((options) => new Set(options).size === options.length, "must differ"),
  ),
  /** Members may choose several. */
  multiple: v.optional(v.boolean("must be true or false")),
  /** Nobody votes from then on. */
  closesAt: v.optional(timeSchema),
});
export type AskedPoll = v.InferOutput<typeof askedPollSchema>;

const questionFields = {
  question: v.string(),
  options: v.array(v.string()),
  /** Absent where members choose one. */
  multiple: v.optional(v.boolean()),
  closesAt: v.optional(timeSchema),
};

/** Of a `message` event: as it was asked. */
export const pollSchema = v.looseObject(questionFields);
export type Poll = v.InferOutput<typeof pollSchema>;

/** Of a message as it stands now. */
export const pollStateSchema = v.looseObject({
  ...questionFields,
  /** How many chose each option, in their order; absent where nobody voted. */
  votes: v.optional(v.array(v.number())),
  /** How many members voted; there with `votes`. */
  voters: v.optional(v.number()),
  /** It was closed by somebody, whatever `closesAt` says. */
  closedAt: v.optional(timeSchema),
});
export type PollState = v.InferOutput<typeof pollStateSchema>;

/** One's own votes by the seq of the poll's message: the places of the options chosen. */
export const myVotesSchema = v.record(v.string(), v.array(v.number()));
export type MyVotes = v.InferOutput<typeof myVotesSchema>;

/** What a message says to whoever does not know of polls: the question, and each choice on a line of its own. */
export function pollText({ question, options }: Pick<Poll, "question" | "options">): string {
  return [question, ...options.map((option, place) => `${place + 1}. ${option}`)].join("\n");
}

/** Options that are alike, as stars may make them, with a number behind all but the first. */
export function toldApart(options: readonly string[]): string[] {
  const taken = new Set(options);
  return options.map((option, place) => {
    if (options.indexOf(option) === place) return option;
    let count = 2;
    while (taken.has(`${option} (${count})`)) count += 1;
    const numbered = `${option} (${count})`;
    taken.add(numbered);
    return numbered;
  });
}

/** True where nobody votes any more. */
export function isClosed({ closesAt, closedAt }: Pick<PollState, "closesAt" | "closedAt">, now: number): boolean {
  return closedAt !== undefined || (closesAt !== undefined && closesAt <= now);
}

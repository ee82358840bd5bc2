// What stands behind /poll, "question | one | two", and what of it can be sent. Pure.

import * as v from "valibot";
import { POLL_QUESTION_CHARS } from "../../../protocol/limits.ts";
import { type AskedPoll, askedPollSchema } from "../../../protocol/poll.ts";
import { hasAtMostCodePoints } from "../../../protocol/text.ts";
import type { PollDraft } from "./poll-text.ts";

export function parsePollLine(rest: string): PollDraft {
  const [question = "", ...options] = rest.split("|").map((part) => part.trim());
  return { question, options: options.filter((option) => option !== "") };
}

export type PollAsked =
  | { readonly kind: "poll"; readonly text: string; readonly poll: AskedPoll }
  /** Something is still to be written. */
  | { readonly kind: "missing" }
  /** The room would not take it. */
  | { readonly kind: "long" };

/** What can be sent of a draft. */
export function askedOf({ question, options }: PollDraft, more: Omit<AskedPoll, "options"> = {}): PollAsked {
  const text = question.trim();
  const written = [...new Set(options.map((option) => option.trim()).filter((option) => option !== ""))];
  if (text === "" || written.length < 2) return { kind: "missing" };
  const poll = v.safeParse(askedPollSchema, { ...more, options: written });
  if (!poll.success || !hasAtMostCodePoints(text, POLL_QUESTION_CHARS)) return { kind: "long" };
  return { kind: "poll", text, poll: poll.output };
}

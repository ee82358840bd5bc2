// words: replaces the list of words that a room does not want. Answered by an ack with seq 0; moderators alone read it.

import * as v from "valibot";
import { LISTED_WORD_CHARS, LISTED_WORDS_MAX } from "../limits.ts";
import { commandIdSchema, lineSchema, TOO_LARGE } from "../schemas.ts";

export const WORD_ACTIONS = ["mask", "refuse"] as const;
export type WordAction = (typeof WORD_ACTIONS)[number];

export const wordListFields = {
  /** What becomes of a text that holds one: its words become stars, or it is refused. */
  action: v.picklist(WORD_ACTIONS, "is no action"),
  words: v.pipe(
    v.array(lineSchema(1, LISTED_WORD_CHARS)),
    v.maxLength(LISTED_WORDS_MAX, `${TOO_LARGE}must be at most ${LISTED_WORDS_MAX}`),
  ),
};

export const wordsSchema = v.object({ type: v.literal("words"), id: commandIdSchema, ...wordListFields });
export type WordsCommand = v.InferOutput<typeof wordsSchema>;

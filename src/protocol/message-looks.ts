// Bodies of the routes that look closer at messages: earlier texts, who reacted, what is pinned (contract 9).

import * as v from "valibot";
import { HISTORY_DEFAULT, HISTORY_MAX } from "./limits.ts";
import { messageSchema, mineSchema } from "./message.ts";
import { myVotesSchema } from "./poll.ts";
import { authorSchema, countSchema, headSchema, seqSchema, timeSchema } from "./schemas.ts";

const limitSchema = v.optional(countSchema(1, HISTORY_MAX), HISTORY_DEFAULT);

/** `GET /api/rooms/{room}/pins`. */
export const pinsRangeSchema = v.object({ limit: limitSchema });
export type PinsRange = v.InferOutput<typeof pinsRangeSchema>;

/** The newest pin first. */
export const pinsPageSchema = v.looseObject({
  messages: v.array(messageSchema),
  mine: mineSchema,
  myVotes: v.optional(myVotesSchema),
  more: v.boolean(),
});
export type PinsPage = v.InferOutput<typeof pinsPageSchema>;

/** `GET /api/rooms/{room}/messages/{seq}/edits`. `before` is a seq, exclusive. */
export const editsRangeSchema = v.object({ before: v.optional(seqSchema), limit: limitSchema });
export type EditsRange = v.InferOutput<typeof editsRangeSchema>;

/** One text that a message has or had; `seq` is that of the event that gave it. */
export const editSchema = v.looseObject({ seq: seqSchema, at: timeSchema, text: v.string() });
export type Edit = { readonly seq: number; readonly at: number; readonly text: string };

/** The newest first; the last of all is the text that was sent. */
export const editsPageSchema = v.looseObject({ edits: v.array(editSchema), more: v.boolean() });
export type EditsPage = v.InferOutput<typeof editsPageSchema>;

/** `GET /api/rooms/{room}/messages/{seq}/reactions`. `after` is the `seq` of a reaction, exclusive. */
export const reactionsRangeSchema = v.object({ after: v.optional(headSchema), limit: limitSchema });
export type ReactionsRange = v.InferOutput<typeof reactionsRangeSchema>;

/** Who has a reaction on a message; `seq` is that of the event that put it there. */
export const reactorSchema = v.looseObject({ seq: seqSchema, emoji: v.string(), by: authorSchema });
export type Reactor = {
  readonly seq: number;
  readonly emoji: string;
  readonly by: { readonly id: string; readonly name: string };
};

/** In the order in which they came. */
export const reactionsPageSchema = v.looseObject({ reactions: v.array(reactorSchema), more: v.boolean() });
export type ReactionsPage = v.InferOutput<typeof reactionsPageSchema>;

/** `GET /api/rooms/{room}/messages/{seq}/votes`. `after` is the `seq` of a vote, exclusive. */
export const votesRangeSchema = reactionsRangeSchema;
export type VotesRange = ReactionsRange;

/** What somebody chose in a poll; `seq` is that of the event of their vote. */
export const voterSchema = v.looseObject({ seq: seqSchema, options: v.array(v.number()), by: authorSchema });
export type Voter = {
  readonly seq: number;
  readonly options: readonly number[];
  readonly by: { readonly id: string; readonly name: string };
};

/** In the order in which they came. */
export const votesPageSchema = v.looseObject({ votes: v.array(voterSchema), more: v.boolean() });
export type VotesPage = v.InferOutput<typeof votesPageSchema>;

// GET /api/rooms/{room}/pins, …/messages/{seq}/edits, …/reactions and …/votes: a closer look at messages.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import {
  editsRangeSchema,
  pinsRangeSchema,
  reactionsRangeSchema,
  votesRangeSchema,
} from "../../protocol/message-looks.ts";
import { seqSchema } from "../../protocol/schemas.ts";
import { answerTagged } from "../answer-tagged.ts";
import { askerOf } from "../identity.ts";
import { numberIn } from "../query-number.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

export async function getPins(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "list pins");
  const range = parseRange(request, pinsRangeSchema, "list pins");
  const asker = await askerOf(request, env, room);
  return answerTagged(request, await askRoom<string>(env, room, (object) => object.pins(room, range, asker)));
}

export async function getEdits(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "read edits");
  const seq = parseSeq(request, "read edits");
  const range = parseRange(request, editsRangeSchema, "read edits");
  const asker = await askerOf(request, env, room);
  return answerTagged(request, await askRoom<string>(env, room, (object) => object.edits(room, seq, range, asker)));
}

export async function getReactions(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "read reactions");
  const seq = parseSeq(request, "read reactions");
  const range = parseRange(request, reactionsRangeSchema, "read reactions");
  const asker = await askerOf(request, env, room);
  return answerTagged(request, await askRoom<string>(env, room, (object) => object.reactions(room, seq, range, asker)));
}

export async function getVotes(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "read votes");
  const seq = parseSeq(request, "read votes");
  const range = parseRange(request, votesRangeSchema, "read votes");
  const asker = await askerOf(request, env, room);
  return answerTagged(request, await askRoom<string>(env, room, (object) => object.votes(room, seq, range, asker)));
}

function parseSeq({ params }: RoutedRequest, operation: string): number {
  const seq = v.safeParse(seqSchema, numberIn([params["seq"] ?? ""]));
  if (!seq.success) throw refusal(`unable to ${operation}`, seq.issues[0]);
  return seq.output;
}

/** All that they have is numbers. What the query has beside them counts for nothing. */
function parseRange<T>(request: RoutedRequest, schema: v.GenericSchema<unknown, T>, operation: string): T {
  const query = new URL(request.url).searchParams;
  const range = v.safeParse(
    schema,
    Object.fromEntries([...new Set(query.keys())].map((name) => [name, numberIn(query.getAll(name))])),
  );
  if (!range.success) throw refusal(`unable to ${operation}`, range.issues[0]);
  return range.output;
}

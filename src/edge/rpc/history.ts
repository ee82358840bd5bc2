// History: a page of messages over RPC.

import { fromJson } from "@bufbuild/protobuf";
import * as v from "valibot";
import { refusal } from "../../protocol/codec.ts";
import { type HistoryRange, historyRangeSchema } from "../../protocol/commands/history.ts";
import { askerOf } from "../identity.ts";
import { parseRoomName } from "../room-name.ts";
import { askRoom } from "../room-object.ts";
import type { Call } from "./call.ts";
import { type HistoryRequest, type HistoryResponse, HistoryResponseSchema } from "./hubbub.v1_pb.ts";
import { parseJsonObject, pageJson } from "./wire-json.ts";

const OPERATION = "read messages";

/** Throws `invalid`, `rate_limited`, or what a bad token is refused with. */
export async function history({ request, env }: Call, message: HistoryRequest): Promise<HistoryResponse> {
  const room = parseRoomName(message.room, OPERATION);
  const range = parseRange(message);
  const asker = await askerOf(request, env, room);
  const page = await askRoom<string>(env, room, (object) => object.messages(room, range, asker));
  return fromJson(HistoryResponseSchema, pageJson(parseJsonObject(page)), { ignoreUnknownFields: true });
}

function parseRange({ before, after, thread, limit }: HistoryRequest): HistoryRange {
  const range = v.safeParse(historyRangeSchema, {
    ...(before === undefined ? {} : { before: Number(before) }),
    ...(after === undefined ? {} : { after: Number(after) }),
    ...(thread === undefined ? {} : { thread: Number(thread) }),
    ...(limit === undefined ? {} : { limit }),
  });
  if (!range.success) throw refusal(`unable to ${OPERATION}`, range.issues[0]);
  return range.output;
}

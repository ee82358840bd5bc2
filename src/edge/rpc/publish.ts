// Publish: the command `send` over RPC.

import type { MessageInitShape } from "@bufbuild/protobuf";
import { ChatError } from "../../protocol/errors.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRoomName } from "../room-name.ts";
import { sendMessage } from "../send-message.ts";
import type { Call } from "./call.ts";
import type { AskedPoll, PublishRequest, PublishResponseSchema } from "./hubbub.v1_pb.ts";

const OPERATION = "send message";

/** Throws what a `send` is refused with, and `unauthenticated` without a session. */
export async function publish(
  { request, env }: Call,
  message: PublishRequest,
): Promise<MessageInitShape<typeof PublishResponseSchema>> {
  const room = parseRoomName(message.room, OPERATION);
  const by = await requirePrincipal(request, env, OPERATION, room);
  const { id, seq, at, repeated } = await sendMessage(env, room, by, fieldsOf(message));
  return { id, seq: BigInt(seq), at: BigInt(at), repeated };
}

/** As JSON would say it: what is empty here is absent there. A seq too large for JSON stays so, and is refused. */
function fieldsOf({ id, text, replyTo, thread, data, poll, mentions }: PublishRequest): Record<string, unknown> {
  return {
    text,
    ...(id === "" ? {} : { id }),
    ...(replyTo === undefined ? {} : { replyTo: Number(replyTo) }),
    ...(thread === undefined ? {} : { thread: Number(thread) }),
    ...(data === "" ? {} : { data: parseData(data) }),
    ...(poll === undefined ? {} : { poll: pollOf(poll) }),
    ...(mentions.length === 0 ? {} : { mentions }),
  };
}

function pollOf({ options, multiple, closesAt }: AskedPoll): Record<string, unknown> {
  return {
    options,
    ...(multiple ? { multiple } : {}),
    ...(closesAt === undefined ? {} : { closesAt: Number(closesAt) }),
  };
}

function parseData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatError("invalid", `unable to ${OPERATION}; data is no JSON text`);
  }
}

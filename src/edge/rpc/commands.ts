// Vote, ClosePoll and Leave: commands over RPC that are answered by an `ack`.

import type { MessageInitShape } from "@bufbuild/protobuf";
import * as v from "valibot";
import { ackSchema } from "../../protocol/frames/ack.ts";
import { requirePrincipal } from "../identity.ts";
import { randomId } from "../random-id.ts";
import { parseRoomName } from "../room-name.ts";
import { commandText, runCommand } from "../run-command.ts";
import type { Call } from "./call.ts";
import type {
  ClosePollRequest,
  ClosePollResponseSchema,
  LeaveRequest,
  LeaveResponseSchema,
  VoteRequest,
  VoteResponseSchema,
} from "./hubbub.v1_pb.ts";

type Done = { id: string; seq: bigint };

/** A seq too large for JSON stays so, and is refused. */
export async function vote(call: Call, asked: VoteRequest): Promise<MessageInitShape<typeof VoteResponseSchema>> {
  const { message, options } = asked;
  return done(call, "vote", asked, { type: "vote", message: Number(message), options });
}

export async function closePoll(
  call: Call,
  asked: ClosePollRequest,
): Promise<MessageInitShape<typeof ClosePollResponseSchema>> {
  return done(call, "close poll", asked, { type: "close", message: Number(asked.message) });
}

export async function leave(call: Call, asked: LeaveRequest): Promise<MessageInitShape<typeof LeaveResponseSchema>> {
  return done(call, "leave", asked, { type: "leave" });
}

/** Throws what the command is refused with, and `unauthenticated` without a session. */
async function done(
  { request, env }: Call,
  operation: string,
  { room: name, id }: { readonly room: string; readonly id: string },
  fields: object,
): Promise<Done> {
  const room = parseRoomName(name, operation);
  const by = await requirePrincipal(request, env, operation, room);
  const { frame } = await runCommand(env, room, by, commandText({ ...fields, id: id === "" ? randomId() : id }));
  const ack = v.parse(ackSchema, JSON.parse(frame ?? "null"));
  return { id: ack.id, seq: BigInt(ack.seq) };
}

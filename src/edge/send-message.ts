// The command `send` for callers without a connection: HTTP, RPC and service bindings.

import * as v from "valibot";
import type { Env } from "../env.ts";
import { refusal } from "../protocol/codec.ts";
import { type Posted, postedSchema, postMessageSchema } from "../protocol/http.ts";
import type { CommandReply } from "../room/dispatch.ts";
import type { Principal } from "../rules/entry.ts";
import { randomId } from "./random-id.ts";
import { commandText, runCommand } from "./run-command.ts";

/** `repeated`: it had been sent before, and this is the answer of then. */
export type Sent = Posted & { readonly repeated: boolean };

/**
 * `fields` are those of a `send`, as they came. Without an `id`, each is a message of its own. Throws the refusal; what is
 * wrong in form touches no room.
 */
export async function sendMessage(env: Env, room: string, by: Principal, fields: unknown): Promise<Sent> {
  return sentFrom(await runCommand(env, room, by, sendText(fields)));
}

/** The command as JSON text. Throws what is wrong with the fields. */
export function sendText(fields: unknown): string {
  const parsed = v.safeParse(postMessageSchema, fields);
  if (!parsed.success) throw refusal("unable to send message", parsed.issues[0]);
  return commandText({ ...parsed.output, type: "send", id: parsed.output.id ?? randomId() });
}

export function sentFrom(reply: CommandReply): Sent {
  const { id, seq, at } = v.parse(postedSchema, JSON.parse(reply.frame ?? "null"));
  return { id, seq, at, repeated: reply.repeated };
}

/** 201, and 200 with the same body for a repeat. */
export function sentResponse({ id, seq, at, repeated }: Sent): Response {
  const posted: Posted = { id, seq, at };
  return Response.json(posted, { status: repeated ? 200 : 201 });
}

// Hands a command from a request to its room.

import type { Env } from "../env.ts";
import { parseCommand } from "../protocol/codec.ts";
import { ChatError } from "../protocol/errors.ts";
import type { CommandReply } from "../room/dispatch.ts";
import type { Principal } from "../rules/entry.ts";
import { askRoom } from "./room-object.ts";

/** Gives the command as JSON text, checked here so that what is wrong wakes no room. Throws the refusal. */
export function commandText(value: unknown): string {
  const command = parseCommand(value);
  if (command.kind === "refused") throw command.error;
  if (command.value.type === "resume") throw new ChatError("invalid", "unable to resume; it needs a connection");
  return JSON.stringify(command.value);
}

/** `text` is a command's JSON, since objects nested without limit do not cross RPC. Throws the room's refusal. */
export async function runCommand(env: Env, room: string, by: Principal, text: string): Promise<CommandReply> {
  return askRoom<CommandReply>(env, room, (object) => object.command(room, by, text));
}

// Wraps what an object answers over RPC: a refusal crosses as a value, a fault is logged and becomes `internal`.

import { ChatError } from "../protocol/errors.ts";
import { refused, type Reply } from "../rules/reply.ts";
import { logFault } from "../sockets/log-fault.ts";

/** `operation` names it in the log. */
export function answer<T>(operation: string, give: () => T): Reply<T> {
  try {
    return { kind: "ok", value: give() };
  } catch (error) {
    return refusedOrFault(operation, error);
  }
}

export async function answerLater<T>(operation: string, give: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { kind: "ok", value: await give() };
  } catch (error) {
    return refusedOrFault(operation, error);
  }
}

function refusedOrFault<T>(operation: string, error: unknown): Reply<T> {
  if (error instanceof ChatError) return refused(error);
  logFault(operation, error);
  return refused(new ChatError("internal", "unable to answer; the server is at fault"));
}

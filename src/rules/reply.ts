// Answers of an object to the edge: errors cross RPC as values, since a thrown one loses its class on the way.

import { ChatError, type ErrorCode } from "../protocol/errors.ts";

export type Reply<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly message: string; readonly retryAfterMs?: number };

export function refused<T>(error: ChatError): Reply<T> {
  const { code, message, retryAfterMs } = error;
  return { kind: "refused", code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Gives the value, or throws the refusal as the ChatError that it was. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.kind === "ok") return reply.value;
  throw new ChatError(
    reply.code,
    reply.message,
    reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs },
  );
}

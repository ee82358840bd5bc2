// The header Idempotency-Key, which stands for the id of a command.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { isCommandId } from "../protocol/text.ts";

/** Enough to know where the id goes; the command's own schema decides the rest. */
const bodySchema = v.looseObject({ id: v.optional(v.unknown()) });

/**
 * Gives the body with the key as its id, where there is a key. What is no object stays as it is, to be refused as a
 * command. Throws `invalid` for a key that is no command id, and for one that is not the id that the body has already.
 */
export function withIdempotencyKey(body: unknown, request: Request, operation: string): unknown {
  const key = request.headers.get("idempotency-key");
  if (key === null) return body;
  if (!isCommandId(key))
    throw new ChatError("invalid", `unable to ${operation}; Idempotency-Key must be 1–64 of A–Z, a–z, 0–9, _ and -`);
  if (!v.is(bodySchema, body)) return body;
  if (body.id !== undefined && body.id !== key)
    throw new ChatError("invalid", `unable to ${operation}; Idempotency-Key and id differ`);
  return { ...body, id: key };
}

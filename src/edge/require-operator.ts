// For routes of operators: whoever else asks is refused before any object but the Lobby's list of signed-out sessions is touched.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Holder } from "./holder.ts";
import { requireHolder } from "./identity.ts";

/** Throws `unauthenticated` without a session, and `forbidden` for one that is no operator's. */
export async function requireOperator(request: Request, env: Env, operation: string): Promise<Holder> {
  const holder = await requireHolder(request, env, operation);
  if (holder.operator !== true) throw new ChatError("forbidden", `unable to ${operation}; only operators may`);
  return holder;
}

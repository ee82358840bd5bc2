// Ends a connection whose stream or poll was refused, as a socket would have been closed for the same reason.

import { CLOSE } from "../../protocol/close-codes.ts";
import { ChatError, ERRORS } from "../../protocol/errors.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Passage } from "./passage.ts";
import { requestJson, roomPath } from "./request.ts";

export async function endRefused(passage: Passage, lifetime: Lifetime, error: unknown): Promise<void> {
  if (!(error instanceof ChatError)) return lifetime.end(CLOSE.lost, "connection lost");
  const { code, message, retryAfterMs } = error;
  // Older servers have no such route, which looks like a room that is not there.
  if (code === "not_found" && (await isThere(passage, lifetime)))
    return lifetime.end(CLOSE.lost, "no such route", "unfit");
  if (retryAfterMs !== undefined) lifetime.message(JSON.stringify({ type: "error", code, message, retryAfterMs }));
  lifetime.end(ERRORS[code].close, code);
}

async function isThere(passage: Passage, { signal }: Lifetime): Promise<boolean> {
  try {
    await requestJson(passage, roomPath(passage), { signal });
    return true;
  } catch {
    return false;
  }
}

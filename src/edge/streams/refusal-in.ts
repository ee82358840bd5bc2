// What a room said instead of what was waited for, as the error that it is.

import { ChatError, isErrorCode } from "../../protocol/errors.ts";
import type { Arrival } from "./arrival.ts";

/** Told to whoever lost a room that may be back soon. */
const RETRY_AFTER_MS = 2_000;

/** The room's own words where they came; else it is out of reach. A room of a later version may know more codes. */
export function refusalIn(arrival: Arrival): ChatError {
  if (arrival.kind === "frame" && arrival.frame.type === "error") {
    const { code, message, retryAfterMs } = arrival.frame.error;
    const hint = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new ChatError(isErrorCode(code) ? code : "internal", message, hint);
  }
  return new ChatError("overloaded", "unable to reach room; it is busy or restarting", {
    retryAfterMs: RETRY_AFTER_MS,
  });
}

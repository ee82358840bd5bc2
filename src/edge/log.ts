// Lines of the log, as JSON: who was let in or refused how, and what broke; nothing that a person or a token is known by.

import type { RoutedRequest } from "./routed-request.ts";

/** Causes deeper than this are cut: an error may be its own cause. */
const DEEPEST_CAUSE = 5;

/** Logs the route's pattern, not the address: that may hold a ticket, and a private room is known by its name. */
export function logFault(error: unknown, request: Pick<RoutedRequest, "method" | "route">): void {
  console.error(
    JSON.stringify({ level: "error", method: request.method, route: request.route, error: describe(error, 0) }),
  );
}

/** Somebody came in, began or ended a session, or was refused: how and why, in words of the contract alone. */
export function logAccess(
  event: "connected" | "session_made" | "session_renewed" | "signed_out" | "refused",
  facts: Readonly<Record<string, string | number | undefined>>,
): void {
  console.info(JSON.stringify({ level: "info", event, ...facts }));
}

/** Something went wrong that was made up for. */
export function logWarning(message: string, cause: unknown): void {
  console.warn(JSON.stringify({ level: "warning", message, cause: describe(cause, 0) }));
}

function describe(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack, cause } = error;
  const isLast = cause === undefined || depth >= DEEPEST_CAUSE;
  return { name, message, stack, ...(isLast ? {} : { cause: describe(cause, depth + 1) }) };
}

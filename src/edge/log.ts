// Lines of the log, as JSON, of what broke; nothing that a person or a token is known by.

import type { RoutedRequest } from "./routed-request.ts";

/** Causes deeper than this are cut: an error may be its own cause. */
const DEEPEST_CAUSE = 5;

/** Logs the route's pattern, not the address: that may hold a ticket, and a private room is known by its name. */
export function logFault(error: unknown, request: Pick<RoutedRequest, "method" | "route">): void {
  console.error(
    JSON.stringify({ level: "error", method: request.method, route: request.route, error: describe(error, 0) }),
  );
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

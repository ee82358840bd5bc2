// Lines of the log, as JSON, of what broke; nothing that a person or a token is known by.

import { errorLine } from "../rules/error-line.ts";
import type { RoutedRequest } from "./routed-request.ts";

/** Logs the route's pattern, not the address: that may hold a ticket, and a private room is known by its name. */
export function logFault(error: unknown, request: Pick<RoutedRequest, "method" | "route">): void {
  const { method, route } = request;
  console.error(JSON.stringify({ level: "error", event: "fault", method, route, error: errorLine(error) }));
}

/** Something went wrong that was made up for. */
export function logWarning(message: string, cause: unknown): void {
  console.warn(JSON.stringify({ level: "warning", event: "warning", message, error: errorLine(cause) }));
}

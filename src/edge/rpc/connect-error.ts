// Words the contract's refusals as Connect knows them: a status code, and the contract's own code beside it.

import { Code, ConnectError } from "@connectrpc/connect";
import { ChatError, type ErrorCode } from "../../protocol/errors.ts";
import { logFault } from "../log.ts";
import type { RoutedRequest } from "../routed-request.ts";

/** Clients retry by these alone: what waiting does not help must not be `ResourceExhausted` or `Unavailable`. */
const CODES: Readonly<Record<ErrorCode, Code>> = {
  bad_frame: Code.InvalidArgument,
  unknown_type: Code.InvalidArgument,
  invalid: Code.InvalidArgument,
  too_large: Code.InvalidArgument,
  unauthenticated: Code.Unauthenticated,
  expired: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  banned: Code.PermissionDenied,
  kicked: Code.PermissionDenied,
  muted: Code.PermissionDenied,
  not_found: Code.NotFound,
  id_conflict: Code.AlreadyExists,
  taken: Code.AlreadyExists,
  rate_limited: Code.ResourceExhausted,
  slow_mode: Code.ResourceExhausted,
  room_full: Code.Unavailable,
  overloaded: Code.Unavailable,
  internal: Code.Internal,
};

/** A ChatError is said as it stands; a fault is logged with its cause and leaves as `internal`. */
export function toConnectError(error: unknown, request: RoutedRequest): ConnectError {
  if (error instanceof ConnectError) return error;
  if (error instanceof ChatError) return refusal(error);
  logFault(error, request);
  return refusal(new ChatError("internal", "unable to answer; the server is at fault"));
}

function refusal(error: ChatError): ConnectError {
  const metadata = new Headers({ "hubbub-code": error.code });
  if (error.retryAfterMs !== undefined) metadata.set("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  return new ConnectError(error.message, CODES[error.code], metadata);
}

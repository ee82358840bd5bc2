// The error codes of the contract (section 6) and the one error class that carries them.

import { CLOSE, type CloseCode } from "./close-codes.ts";

type ErrorRow = {
  /** HTTP status of the problem. */
  readonly status: number;
  /** Close code where the error ends a connection. */
  readonly close: CloseCode;
};

/** Code → HTTP status and the close code used where the connection cannot go on (contract 6). */
export const ERRORS = {
  bad_frame: { status: 400, close: CLOSE.notThisProtocol },
  unknown_type: { status: 400, close: CLOSE.notThisProtocol },
  invalid: { status: 400, close: CLOSE.notThisProtocol },
  too_large: { status: 413, close: CLOSE.tooLarge },
  unauthenticated: { status: 401, close: CLOSE.noSession },
  expired: { status: 401, close: CLOSE.noSession },
  forbidden: { status: 403, close: CLOSE.notAllowed },
  banned: { status: 403, close: CLOSE.notAllowed },
  kicked: { status: 403, close: CLOSE.notAllowed },
  muted: { status: 403, close: CLOSE.notAllowed },
  not_found: { status: 404, close: CLOSE.noSuchRoom },
  id_conflict: { status: 409, close: CLOSE.notThisProtocol },
  taken: { status: 409, close: CLOSE.notThisProtocol },
  rate_limited: { status: 429, close: CLOSE.abuse },
  slow_mode: { status: 429, close: CLOSE.abuse },
  room_full: { status: 503, close: CLOSE.tryAgain },
  overloaded: { status: 503, close: CLOSE.tryAgain },
  internal: { status: 500, close: CLOSE.fault },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERRORS, value);
}

/**
 * A refusal that is meant for the person or program that asked.
 *
 * `message` is worded "unable to <operation>; <reason>" and holds nothing secret: it is sent as it stands.
 * `retryAfterMs` is there where waiting helps.
 */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

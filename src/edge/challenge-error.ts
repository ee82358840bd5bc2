// A refusal that names the page where it can be helped.

import { ChatError, type ErrorCode } from "../protocol/errors.ts";

export class ChallengeError extends ChatError {
  /** A path of this deployment. */
  readonly challenge = "/challenge";

  /** `unauthenticated` where a connection cannot go on, `forbidden` where a session cannot be made. */
  constructor(code: Extract<ErrorCode, "unauthenticated" | "forbidden">, operation: string, reason: string) {
    super(code, `unable to ${operation}; ${reason}`);
  }
}

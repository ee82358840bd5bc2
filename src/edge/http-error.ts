// A refusal that HTTP words more finely than the error codes do: its own status, its own headers.

import { ChatError, type ErrorCode } from "../protocol/errors.ts";

export class HttpError extends ChatError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(code, message);
    this.status = status;
    this.headers = headers;
  }
}

// Turns whatever was thrown into an answer: the one place in the Worker where errors end.

import { ChatError, ERRORS } from "../protocol/errors.ts";
import type { Problem } from "../protocol/http.ts";
import { ChallengeError } from "./challenge-error.ts";
import { HttpError } from "./http-error.ts";
import { logFault } from "./log.ts";
import { noteRefusal } from "./log-passage.ts";
import type { RoutedRequest } from "./routed-request.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** `type` is `about:blank`, so `title` is the phrase of the status (RFC 9457, 4.2.1). */
const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  426: "Upgrade Required",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** A ChatError is said as it stands; anything else is logged with its cause and leaves as `internal`. */
export function answerError(error: unknown, request: RoutedRequest): Response {
  noteRefusal(request, error instanceof ChatError ? error.code : "internal");
  if (error instanceof ChatError) return problem(error);
  logFault(error, request);
  return problem(new ChatError("internal", "unable to answer; the server is at fault"));
}

function problem(error: ChatError): Response {
  const status = error instanceof HttpError ? error.status : ERRORS[error.code].status;
  const body: Problem = {
    type: "about:blank",
    title: TITLES[status] ?? "Error",
    status,
    code: error.code,
    detail: error.message,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error instanceof ChallengeError ? { challenge: error.challenge } : {}),
  };
  const headers = new Headers(error instanceof HttpError ? error.headers : {});
  headers.set("content-type", PROBLEM_TYPE);
  // A 401 must name a way in (RFC 9110, 11.6.1); `Bearer` makes no browser ask for a password.
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="hubbub"');
  if (error.retryAfterMs !== undefined) headers.set("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  return new Response(JSON.stringify(body), { status, headers });
}

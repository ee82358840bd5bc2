// One request to the deployment over HTTP, as whoever the client is. A problem is thrown as a ChatError; what else may go
// wrong, with an answer of something between or none at all, as another error: what became of the request is not known.

import * as v from "valibot";
import { ChatError, type ErrorCode, isErrorCode } from "../../protocol/errors.ts";
import { problemSchema } from "../../protocol/http.ts";
import type { Passage } from "./passage.ts";

/** An answer that does not wait for anything comes within this, or not at all. */
export const ANSWER_MS = 10_000;

export type Asking = {
  /** JSON text; makes it a POST. */
  readonly body?: string;
  readonly accept?: string;
  readonly signal: AbortSignal;
};

/** The response, where it is a success; its body is still to be read. */
export async function request(passage: Passage, path: string, asking: Asking): Promise<Response> {
  const { headers, credentials } = passage.sessions.authority;
  const { body, signal, accept = "application/json" } = asking;
  const response = await passage.environment.fetch(`${passage.origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { accept, ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body }),
    credentials,
    cache: "no-store",
    signal,
  });
  if (response.ok) return response;
  throw await refusalOf(response);
}

/** The whole answer as JSON, within the time; undefined where there is none (204). */
export async function requestJson(
  passage: Passage,
  path: string,
  { withinMs = ANSWER_MS, ...asking }: Asking & { readonly withinMs?: number },
): Promise<unknown> {
  const { environment } = passage;
  const abort = new AbortController();
  const stop = () => abort.abort();
  if (asking.signal.aborted) stop();
  asking.signal.addEventListener("abort", stop);
  const late = environment.setTimeout(stop, withinMs);
  try {
    const response = await request(passage, path, { ...asking, signal: abort.signal });
    if (response.status === 204) return undefined;
    const body: unknown = await response.json();
    return body;
  } finally {
    environment.clearTimeout(late);
    asking.signal.removeEventListener("abort", stop);
  }
}

/** Where the room is, under the deployment's origin. */
export function roomPath({ room }: Passage): string {
  return `/api/rooms/${encodeURIComponent(room)}`;
}

async function refusalOf(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = v.safeParse(problemSchema, body);
  if (problem.success) {
    const { code, detail, retryAfterMs } = problem.output;
    const options = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new ChatError(isErrorCode(code) ? code : codeOf(response.status), detail, options);
  }
  // Proxies bound bodies as well, and the same body will not pass the next time.
  if (response.status === 413) return new ChatError("too_large", "unable to ask; something on the way bounds its size");
  return new Error(`HTTP ${response.status}`);
}

/** For a code of tomorrow: what its status says. */
function codeOf(status: number): ErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 404) return "not_found";
  if (status === 429) return "rate_limited";
  if (status >= 500) return "overloaded";
  return status === 403 ? "forbidden" : "invalid";
}

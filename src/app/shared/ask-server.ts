// Asks a route of the server as this browser's member: JSON in, JSON out, and refusals with their code.

import * as v from "valibot";
import { ChatError, isErrorCode } from "../../protocol/errors.ts";
import { problemSchema } from "../../protocol/http.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Undefined where the answer has no body. Throws the refusal as a ChatError, and what `fetch` throws out of reach. */
export async function askServer(method: Method, address: string, body?: unknown): Promise<unknown> {
  const response = await fetch(address, {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { code, detail, retryAfterMs } = v.parse(problemSchema, answer);
  throw new ChatError(
    isErrorCode(code) ? code : "internal",
    detail,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

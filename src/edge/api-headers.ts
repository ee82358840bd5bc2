// The headers that every answer of the API, and every problem, carries. Files get theirs from public/_headers.

import type { Env } from "../env.ts";
import { isApiPath } from "./api-path.ts";
import { addCorsHeaders } from "./cors.ts";
import { PROBLEM_TYPE } from "./problem.ts";

export function addApiHeaders(response: Response, request: Request, env: Env): Response {
  // The headers of an upgrade are the handshake's; those of a file are the file's.
  if (response.webSocket !== null || !isOwn(response, request)) return response;
  const headers = new Headers(response.headers);
  // Unless the answer says better: one with an entity tag may be kept and asked about.
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  // CORS asks nothing of it: pages of allowed origins read on, and no other page may load an answer as a picture or script.
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("referrer-policy", "no-referrer");
  headers.set("x-content-type-options", "nosniff");
  addCorsHeaders(headers, request, env);
  return new Response(response.body, { status: response.status, headers });
}

function isOwn(response: Response, request: Request): boolean {
  return isApiPath(new URL(request.url).pathname) || response.headers.get("content-type") === PROBLEM_TYPE;
}

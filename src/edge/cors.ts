// CORS for pages of other allowed origins: they may call and read, with a token of their own and never with cookies.

import type { Env } from "../env.ts";
import { isAllowedOrigin, isOwnOrigin } from "./origin.ts";

/** Browsers cap this at 2 hours (Chromium) or 24 (Firefox). */
const PREFLIGHT_SECONDS = 7200;

/** For every API answer, refusals too: a page must be able to read why. */
export function addCorsHeaders(headers: Headers, request: Request, env: Env): void {
  headers.append("vary", "Origin");
  const origin = request.headers.get("origin");
  const url = new URL(request.url);
  if (origin === null || isOwnOrigin(origin, url) || !isAllowedOrigin(origin, url, env)) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", "Retry-After");
}

/** OPTIONS on a route that exists: a preflight where a page asks one, else the methods. */
export function answerOptions(request: Request, methods: readonly string[]): Response {
  const headers = new Headers({ allow: methods.join(", ") });
  if (request.headers.has("origin") && request.headers.has("access-control-request-method")) {
    headers.set("access-control-allow-methods", methods.join(", "));
    headers.set("access-control-allow-headers", "Authorization, Content-Type, Idempotency-Key");
    headers.set("access-control-max-age", String(PREFLIGHT_SECONDS));
  }
  return new Response(null, { status: 204, headers });
}

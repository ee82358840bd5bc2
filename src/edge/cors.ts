// CORS for pages of other allowed origins: they may call and read, with a token of their own and never with cookies.

import type { Env } from "../env.ts";
import { isRpcPath } from "./api-path.ts";
import { isAllowedOrigin, isOwnOrigin } from "./origin.ts";

/** Browsers cap this at 2 hours (Chromium) or 24 (Firefox). */
const PREFLIGHT_SECONDS = 7200;
const ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID";
const EXPOSED_HEADERS = "ETag, Retry-After";
/** What Connect and gRPC-Web in a page send and read. */
const RPC_ALLOWED_HEADERS =
  "Authorization, Content-Type, Connect-Protocol-Version, Connect-Timeout-Ms, Grpc-Timeout, X-Grpc-Web, X-User-Agent";
const RPC_EXPOSED_HEADERS = "Grpc-Message, Grpc-Status, Grpc-Status-Details-Bin, Hubbub-Code, Retry-After";

/** For every API answer, refusals too: a page must be able to read why. */
export function addCorsHeaders(headers: Headers, request: Request, env: Env): void {
  headers.append("vary", "Origin");
  const origin = request.headers.get("origin");
  const url = new URL(request.url);
  if (origin === null || isOwnOrigin(origin, url) || !isAllowedOrigin(origin, url, env)) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", isRpcPath(url.pathname) ? RPC_EXPOSED_HEADERS : EXPOSED_HEADERS);
}

/** OPTIONS on a route that exists: a preflight where a page asks one, else the methods. */
export function answerOptions(request: Request, methods: readonly string[]): Response {
  const headers = new Headers({ allow: methods.join(", ") });
  if (request.headers.has("origin") && request.headers.has("access-control-request-method")) {
    headers.set("access-control-allow-methods", methods.join(", "));
    const isRpc = isRpcPath(new URL(request.url).pathname);
    headers.set("access-control-allow-headers", isRpc ? RPC_ALLOWED_HEADERS : ALLOWED_HEADERS);
    headers.set("access-control-max-age", String(PREFLIGHT_SECONDS));
  }
  return new Response(null, { status: 204, headers });
}

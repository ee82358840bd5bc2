// Which pages may talk to this deployment (contract 3, Origin), and what a cookie needs beside (contract 9).

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { HttpError } from "./http-error.ts";
import { isLocal } from "./is-local.ts";
import { parseOriginList } from "./origin-list.ts";
import { cookieToken } from "./session-cookie.ts";

const LOCAL_ORIGIN = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?$/;

/** Compares whole origins: no wildcards, no suffixes, and `null` is never listed. */
export function isAllowedOrigin(origin: string, url: URL, env: Pick<Env, "ALLOWED_ORIGINS">): boolean {
  if (isOwnOrigin(origin, url)) return true;
  if (isLocal(url) && LOCAL_ORIGIN.test(origin)) return true;
  return parseOriginList(env.ALLOWED_ORIGINS).includes(origin);
}

/** TLS may end in front of the Worker, as in a tunnel to `wrangler dev`: the page's address then has an s that ours lacks. */
export function isOwnOrigin(origin: string, url: URL): boolean {
  return origin === url.origin || (url.protocol === "http:" && origin === `https://${url.host}`);
}

/** What a form can send to another site without being asked first (Fetch, CORS-safelisted request-header). */
const FORM_TYPE = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i;

/** Before every route. No Origin means no browser page, which is fine, unless a cookie is to change something. */
export function refuseForeignOrigin(request: Request, env: Env): void {
  const origin = request.headers.get("origin");
  if (origin === null) {
    if (isCookieWrite(request))
      throw new ChatError("forbidden", "unable to answer; a cookie needs an Origin to change anything");
    return;
  }
  if (!isAllowedOrigin(origin, new URL(request.url), env)) {
    throw new ChatError("forbidden", "unable to answer; pages of this origin are not allowed here");
  }
  // Whatever the Origin: no page of ours writes by a form, and a route without a body looks at no type.
  if (isCookieWrite(request) && FORM_TYPE.test(request.headers.get("content-type") ?? "")) {
    throw new HttpError(415, "invalid", "unable to answer; the body must be application/json", {
      accept: "application/json",
    });
  }
}

function isCookieWrite(request: Request): boolean {
  const isRead = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
  return !isRead && cookieToken(request) !== undefined;
}

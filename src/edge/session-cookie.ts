// The cookie that carries a page's session (contract 3).

import { SESSION_GRACE_MS, SESSION_MS } from "../protocol/limits.ts";
import { isLocal } from "./is-local.ts";

const NAME = "hubbub_session";

/** Gives undefined where there is no such cookie, or an empty one. */
export function cookieToken(request: Request): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [name, value] = splitOnce(pair.trim(), "=");
    if (name === NAME && value !== "") return value;
  }
  return undefined;
}

/** Kept by the browser for longer than the token lives: an expired token is what a renewal starts from. */
export function sessionCookie(token: string, url: URL): string {
  return cookie(token, (SESSION_MS + SESSION_GRACE_MS) / 1000, url);
}

export function clearedCookie(url: URL): string {
  return cookie("", 0, url);
}

/** Secure except on localhost, where there is no TLS. */
function cookie(value: string, maxAgeSeconds: number, url: URL): string {
  const secure = isLocal(url) ? "" : "; Secure";
  return `${NAME}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

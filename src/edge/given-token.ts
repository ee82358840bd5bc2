// Where a request carries its token: header, subprotocol, ticket, Access, cookie, in this order (contract 3 and 11).

import { BEARER_SUBPROTOCOL_PREFIX } from "../protocol/version.ts";
import { cookieToken } from "./session-cookie.ts";
import { subprotocols } from "./subprotocols.ts";

export type GivenToken = {
  readonly via: "header" | "subprotocol" | "ticket" | "access" | "cookie";
  readonly token: string;
};

/**
 * The first that is there counts, good or bad: the ones after it are never looked at. `accessHeader` is that of
 * Cloudflare Access, where it is in front of the deployment: whom it let through a cookie from before cannot be.
 */
export function givenToken(request: Request, accessHeader: string | undefined): GivenToken | undefined {
  const header = bearerHeader(request);
  if (header !== undefined) return { via: "header", token: header };
  const subprotocol = subprotocols(request).find((name) => name.startsWith(BEARER_SUBPROTOCOL_PREFIX));
  if (subprotocol !== undefined)
    return { via: "subprotocol", token: subprotocol.slice(BEARER_SUBPROTOCOL_PREFIX.length) };
  const ticket = new URL(request.url).searchParams.get("ticket");
  if (ticket !== null) return { via: "ticket", token: ticket };
  const assertion = accessHeader === undefined ? null : request.headers.get(accessHeader);
  if (assertion !== null) return { via: "access", token: assertion };
  const cookie = cookieToken(request);
  return cookie === undefined ? undefined : { via: "cookie", token: cookie };
}

/** Other schemes are somebody else's, such as a password in front of the whole site. */
export function bearerHeader(request: Request): string | undefined {
  const match = /^Bearer(?:\s(.*))?$/is.exec(request.headers.get("authorization") ?? "");
  return match === null ? undefined : (match[1] ?? "").trim();
}

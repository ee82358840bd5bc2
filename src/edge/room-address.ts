// The address that people open to be in a room.

import { isOwnOrigin } from "./origin.ts";

export function roomAddress(name: string, request: Request): string {
  return new URL(`/r/${name}`, ownOrigin(request)).href;
}

/** The page's own origin where a page asks: TLS may end in front of the Worker, whose address then lacks the s. */
export function ownOrigin(request: Request): string {
  const url = new URL(request.url);
  const origin = request.headers.get("origin");
  return origin !== null && isOwnOrigin(origin, url) ? origin : url.origin;
}

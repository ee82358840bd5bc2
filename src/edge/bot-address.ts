// Where a bot posts.

import { ownOrigin } from "./room-address.ts";

/** `secret` is in the address only where the owner chose that, for senders that cannot set a header. */
export function botAddress(request: Request, room: string, id: string, secret: string | undefined): string {
  return new URL(`/api/bots/${room}/${id}${secret === undefined ? "" : `/${secret}`}`, ownOrigin(request)).href;
}

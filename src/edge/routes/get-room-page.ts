// GET /r/{room}: the room page, the same file for every room.

import type { Env } from "../../env.ts";
import { isRoomName } from "../../protocol/text.ts";
import type { RoutedRequest } from "../routed-request.ts";

/** A name that no room can have is asked of the files as it stands: they answer with their 404 page. */
export function getRoomPage(request: RoutedRequest, env: Env): Response | Promise<Response> {
  if (!isRoomName(request.params.room ?? "")) return env.ASSETS.fetch(request);
  const url = new URL(request.url);
  // One address for a room: links that people copy do not differ by a slash.
  if (url.pathname.endsWith("/")) return Response.redirect(new URL(`/r/${request.params.room}`, url).href, 308);
  return env.ASSETS.fetch(new Request(new URL("/room", url), request));
}

// One line of JSON for whoever comes in, gets a session, or is refused: what was asked, how it ended, how long it took.
//
// Nothing that somebody wrote stands in it, no name, no token, no address, and no room's name, by which it can be entered.

import type { Env } from "../env.ts";
import type { ErrorCode } from "../protocol/errors.ts";
import { roomMark } from "../rules/room-mark.ts";
import { memoryOf } from "./memory.ts";
import type { RoutedRequest } from "./routed-request.ts";

const CONNECTS: ReadonlySet<string> = new Set(["/ws", "/ws/:room", "/api/rooms/:room/events"]);
const AUTHENTICATES: ReadonlySet<string> = new Set(["/api/session", "/api/session/ticket", "/api/rooms/:room/join"]);

/** Held weakly: whoever is answered needs them no more. */
const startedAt = new WeakMap<object, number>();
const refusals = new WeakMap<object, ErrorCode>();

export function noteStart(request: RoutedRequest): void {
  startedAt.set(request, Date.now());
}

/** Why a request is refused, where its status alone does not say it. */
export function noteRefusal(request: object, code: ErrorCode): void {
  refusals.set(request, code);
}

/** Called with each answer; what is neither an entry, nor about a session, nor a refusal leaves no line. */
export function logPassage(response: Response, request: RoutedRequest, env: Env): Response {
  const { method, route, params } = request;
  const code = refusals.get(request);
  if (code !== undefined) memoryOf(env).refusals.add(code);
  const event = code === undefined ? eventOf(method, route, response.status) : "refused";
  if (event === undefined) return response;
  const room = params?.room;
  console.info(
    JSON.stringify({
      level: "info",
      event,
      method,
      route,
      ...(room === undefined ? {} : { room: roomMark(room) }),
      status: response.status,
      ...(code === undefined ? {} : { code }),
      ms: Date.now() - (startedAt.get(request) ?? Date.now()),
    }),
  );
  return response;
}

function eventOf(method: string, route: string, status: number): "connect" | "auth" | "refused" | undefined {
  if (status >= 400) return "refused";
  if (CONNECTS.has(route)) return "connect";
  return AUTHENTICATES.has(route) && method !== "GET" ? "auth" : undefined;
}

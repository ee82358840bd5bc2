// What no route answered: OPTIONS, a wrong method, an unknown API path, or a file.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isApiPath } from "../api-path.ts";
import { answerOptions } from "../cors.ts";
import { HttpError } from "../http-error.ts";

/** The part of a route of itty's that is of use here: its method and the pattern of its path. */
type Route = readonly [method: string, pattern: RegExp, ...rest: unknown[]];

export function answerNoRoute(request: Request, env: Env, routes: readonly Route[]): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  const methods = methodsOf(routes, pathname);
  if (methods.length > 0) {
    if (request.method === "OPTIONS") return answerOptions(request, methods);
    const allow = methods.join(", ");
    throw new HttpError(405, "invalid", `unable to answer; this address takes ${allow}`, { allow });
  }
  if (isApiPath(pathname)) throw new ChatError("not_found", "unable to answer; there is nothing at this address");
  return env.ASSETS.fetch(request);
}

/** HEAD comes with GET, OPTIONS with anything. */
function methodsOf(routes: readonly Route[], pathname: string): string[] {
  const own = routes
    .filter(([method, pattern]) => method !== "ALL" && pattern.test(pathname))
    .map(([method]) => method);
  if (own.length === 0) return [];
  return [...(own.includes("GET") ? ["GET", "HEAD"] : []), ...own.filter((method) => method !== "GET"), "OPTIONS"];
}

// GET /embed/{room}: the only page that other sites may frame, and only those that ALLOWED_PARENTS names.

import type { Env } from "../../env.ts";
import { isRoomName } from "../../protocol/text.ts";
import { parseOriginList } from "../origin-list.ts";
import type { RoutedRequest } from "../routed-request.ts";

/** The file of the page: it reads its room from the address. */
const PAGE = "/embed";

/** A name that no room has gets the page as well, with 404: it says so in words that fit into the frame. */
export async function getEmbed(request: RoutedRequest, env: Env): Promise<Response> {
  const page = await env.ASSETS.fetch(new URL(PAGE, request.url));
  const headers = new Headers(page.headers);
  const policy = headers.get("content-security-policy") ?? "";
  headers.set("content-security-policy", framedBy(policy, parseOriginList(env.ALLOWED_PARENTS)));
  // A page that asks for cross-origin isolation may frame only what allows both of these.
  headers.set("cross-origin-resource-policy", "cross-origin");
  headers.set("cross-origin-embedder-policy", "require-corp");
  headers.set("x-robots-tag", "noindex");
  // The file's own tag does not change with the variable.
  headers.delete("etag");
  headers.set("cache-control", "no-cache");
  const status = page.ok && !isRoomName(request.params.room ?? "") ? 404 : page.status;
  return new Response(page.body, { status, headers });
}

/** The policy of all pages, but for who may frame this one. */
function framedBy(policy: string, parents: readonly string[]): string {
  const others = policy
    .split(/;\s*/)
    .filter((directive) => directive !== "" && !directive.startsWith("frame-ancestors"));
  return [...others, `frame-ancestors ${parents.length === 0 ? "'none'" : parents.join(" ")}`].join("; ");
}

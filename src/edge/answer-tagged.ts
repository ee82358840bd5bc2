// Answers JSON with its entity tag, or with 304 where the asker has it already.

import { base64url } from "jose";

/** Bytes of the hash that are kept: as good as random for telling two answers apart. */
const TAG_BYTES = 16;

/**
 * `body` is JSON text. The tag is a hash of it, so that it changes with anything that the asker could see, erased
 * content and one's own reactions too. A browser may keep the answer for itself and must ask again each time.
 */
export async function answerTagged(request: Request, body: string): Promise<Response> {
  const etag = await tagOf(body);
  const headers = { etag, "cache-control": "private, no-cache" };
  if (isHeld(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json" } });
}

async function tagOf(body: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  return `"${base64url.encode(new Uint8Array(hash, 0, TAG_BYTES))}"`;
}

/** Compares weakly, as RFC 9110 13.1.2 has it: a proxy that compresses makes a tag weak. */
function isHeld(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null || ifNoneMatch.trim() === "*") return ifNoneMatch !== null;
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

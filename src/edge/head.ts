// HEAD is GET without the body, on every route: the router itself knows no HEAD.

/** Requests that were made of a HEAD; held weakly, since whoever is answered needs it no more. */
const heads = new WeakSet<Request>();

/** A handshake is a GET: a HEAD that asks for an upgrade must not get one. */
export function asGet(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("upgrade");
  const get = new Request(request.url, { method: "GET", headers });
  heads.add(get);
  return get;
}

/** For routes whose answer is worth making only for somebody who reads it: streams, and whatever waits. */
export function isHead(request: Request): boolean {
  return heads.has(request);
}

/** The body is given up, so that whatever feeds it lets go of what it holds. */
export async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}

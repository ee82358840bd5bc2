// HEAD is GET without the body, on every route: the router itself knows no HEAD.

/** A handshake is a GET: a HEAD that asks for an upgrade must not get one. */
export function asGet(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("upgrade");
  return new Request(request.url, { method: "GET", headers });
}

export function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers });
}

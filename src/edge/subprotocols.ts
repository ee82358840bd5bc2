// The subprotocols that a WebSocket client asks for.

export function subprotocols(request: Request): string[] {
  const list = request.headers.get("sec-websocket-protocol") ?? "";
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

// ladder-proxy.ts: something between a browser and the server that does to HTTP what some networks do.

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export type LadderProxy = {
  /** The server as it is reached through the proxy. */
  readonly origin: string;
  /** Paths that were asked for, in order, without their query. */
  readonly asked: readonly string[];
  /** How long polls asked to wait, in order. */
  readonly waits: readonly number[];
  close(): Promise<void>;
};

export type Spoiling = {
  /** Event streams are held back until they end, headers and all. */
  readonly holdsStreams?: boolean;
  /** Every response of a room that is not done by then is ended. Pages are left alone: a slow machine is not the subject. */
  readonly cutsAfterMs?: number;
};

/** No proxy of this kind lets a WebSocket through: the upgrade is taken out of every request. */
export async function startLadderProxy(target: string, { holdsStreams, cutsAfterMs }: Spoiling): Promise<LadderProxy> {
  const { hostname, port } = new URL(target);
  const asked: string[] = [];
  const waits: number[] = [];

  const pass = (incoming: IncomingMessage, response: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", target);
    asked.push(url.pathname);
    const waitMs = url.searchParams.get("waitMs");
    if (waitMs !== null) waits.push(Number(waitMs));
    const { upgrade: _upgrade, connection: _connection, ...headers } = incoming.headers;
    const outgoing = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers },
      (answer) => void give(answer, response).catch(() => response.destroy()),
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    if (cutsAfterMs !== undefined && url.pathname.startsWith("/api/rooms/")) {
      const cut = setTimeout(() => {
        // As proxies do: what has begun breaks off, what has not is answered in the server's place.
        if (response.headersSent) response.destroy();
        else response.writeHead(504, { "content-type": "text/plain" }).end("Gateway Timeout");
      }, cutsAfterMs);
      response.on("close", () => clearTimeout(cut));
    }
    incoming.pipe(outgoing);
  };

  const give = async (answer: IncomingMessage, response: ServerResponse) => {
    if (response.headersSent) return;
    const isStream = answer.headers["content-type"]?.startsWith("text/event-stream") === true;
    const pieces: Buffer[] = [];
    if (!isStream || holdsStreams !== true) response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders();
    for await (const piece of answer) {
      if (isStream && holdsStreams === true) pieces.push(piece);
      else response.write(piece);
    }
    if (response.destroyed) return;
    if (!response.headersSent) response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.end(Buffer.concat(pieces));
  };

  const server = createServer(pass);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a proxy has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    waits,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

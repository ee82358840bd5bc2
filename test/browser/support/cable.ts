// cable.ts: the network between one person and the server, which can be pulled out and put back.
//
// A browser that is told to be offline keeps its open WebSockets, so this is what cuts them.

import { connect, createServer, type Socket } from "node:net";

export type Cable = {
  /** The server as this person reaches it. */
  readonly origin: string;
  /** Ends every connection at once, and takes no new one. */
  unplug(): void;
  plugIn(): void;
  close(): Promise<void>;
};

/** Lays a cable from a free port of 127.0.0.1 to `origin`. */
export async function layCable(origin: string): Promise<Cable> {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  let plugged = true;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (!plugged) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a cable has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    unplug: () => {
      plugged = false;
      cut();
    },
    plugIn: () => {
      plugged = true;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

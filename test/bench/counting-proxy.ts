// counting-proxy.ts: a TCP proxy that counts what passes, headers and all.

import { connect, createServer, type Socket } from "node:net";

export type CountingProxy = {
  readonly origin: string;
  /** Bytes in both directions so far. */
  readonly bytes: number;
  close(): Promise<void>;
};

/** From a free port of 127.0.0.1 to `origin`. */
export async function startCountingProxy(origin: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (part) => (bytes += part.byteLength));
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a proxy has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    get bytes() {
      return bytes;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

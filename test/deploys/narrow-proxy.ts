// narrow-proxy.ts: a proxy to a server's Unix socket, which can stop reading from it.
//
// Between a server and a TCP client that stops reading, the two kernels keep up to 10 MiB, so that the server itself may
// hold nothing. A Unix socket takes 0.2 MiB: behind this proxy it is the server's own memory that carries who is slow.

import { connect, createServer, type Socket } from "node:net";

export type NarrowProxy = {
  readonly origin: string;
  /** Stops reading what the server sends to anybody behind this proxy, or goes on. */
  read(on: boolean): void;
  stop(): Promise<void>;
};

export async function startNarrowProxy(socketPath: string): Promise<NarrowProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(socketPath);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    near.pipe(far);
    // Not by `pipe`, which would resume by itself. The client reads when this does.
    far.on("data", (part) => near.write(part));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    read(on) {
      for (const [, far] of pairs) {
        if (on) far.resume();
        else far.pause();
      }
    },
    async stop() {
      for (const [near] of pairs) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// drop-proxy.ts: a TCP proxy in front of a server, which can drop everybody at once, as a deploy does.

import { connect, createServer, type Socket } from "node:net";

export type DropProxy = {
  readonly origin: string;
  /** When each connection was opened, in milliseconds of `performance.now()`. */
  readonly openedAt: readonly number[];
  /** Resets every connection, and gives how many there were. */
  drop(): number;
  stop(): Promise<void>;
};

export async function startDropProxy(port: number): Promise<DropProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const openedAt: number[] = [];
  const server = createServer((near) => {
    openedAt.push(performance.now());
    const far = connect(port, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    near.pipe(far);
    far.pipe(near);
  });
  const at = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1", backlog: 2048 }, () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
  return {
    origin: `http://127.0.0.1:${at}`,
    openedAt,
    drop() {
      const all = [...pairs];
      for (const [near, far] of all) {
        near.resetAndDestroy();
        far.resetAndDestroy();
      }
      return all.length;
    },
    async stop() {
      for (const [near] of pairs) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

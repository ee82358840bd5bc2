// ws.ts: Node and `ws`: one process, one that batches as our room does, and two behind Redis, which is the design that Hubbub replaces.

import { freePort, type Running } from "../../support/processes.ts";
import { type Contender, serverOf, startProgram } from "./contender.ts";
import { startRedis } from "./redis.ts";

export const ws: Contender = alone("ws", "ws, one process", "plain", 0);
export const wsBatching: Contender = alone("ws-batching", "ws, one process, batches of 5 ms", "lines", 5);

function alone(id: string, name: string, speech: Contender["speech"], batchMs: number): Contender {
  return {
    id,
    name,
    speech,
    async start(pinned) {
      const port = await freePort();
      return serverOf([port], [await startProgram(pinned, "ws", [port, batchMs])]);
    },
  };
}

/** `count` processes that reach each other through Redis, which keeps nothing. */
export function wsWithRedis(count: number): Contender {
  return {
    id: "ws-redis",
    name: `ws × ${count} + Redis pub/sub`,
    speech: "plain",
    start: (pinned) => startWithRedis(pinned, "ws-redis", count),
  };
}

export function socketIoWithRedis(count: number): Contender {
  return {
    id: "socket.io-redis",
    name: `Socket.IO × ${count} + Redis adapter`,
    speech: "socket.io",
    start: (pinned) => startWithRedis(pinned, "socket.io-redis", count),
  };
}

async function startWithRedis(pinned: readonly string[], program: string, count: number) {
  const { port: redisPort, running: redis } = await startRedis(pinned);
  const running: Running[] = [redis];
  const ports: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const port = await freePort();
    running.push(await startProgram(pinned, program, [port, redisPort]));
    ports.push(port);
  }
  return serverOf(ports, running);
}

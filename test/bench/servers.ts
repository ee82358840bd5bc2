// servers.ts: the servers that are compared, each started for one measurement and ended after it.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BuiltWorker } from "../support/built-worker.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { freePort, poll, type Running, start } from "../support/processes.ts";
import type { Plan } from "./load.ts";

export type Server = {
  readonly origins: readonly string[];
  /** The processes whose time counts as the server's, with their children. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

export type Contender = {
  readonly name: string;
  readonly speech: Plan["speech"];
  start(pinned: readonly string[]): Promise<Server>;
};

/** Our room on workerd alone, durable storage on disk, rate limits off. */
export function hubbubOnWorkerd(built: BuiltWorker): Contender {
  return {
    name: "Hubbub on workerd (durable)",
    speech: "hubbub",
    async start(pinned) {
      const server = await startBuiltServer(built, { vars: { RATE_LIMITS: "off" }, before: pinned });
      return { origins: [server.origin], pids: [server.pid], stop: () => server.stop() };
    },
  };
}

/** `count` processes of Node and `ws` that reach each other through Redis, which keeps nothing. */
export function wsWithRedis(count: number): Contender {
  return {
    name: `ws × ${count} + Redis pub/sub`,
    speech: "plain",
    async start(pinned) {
      requireRedis();
      const redisPort = await freePort();
      const options = ["--bind", "127.0.0.1", "--port", `${redisPort}`, "--save", "", "--appendonly", "no"];
      const redis = startPinned(pinned, "redis-server", options);
      await untilPrinted(redis, "Ready to accept connections", "redis-server");
      const servers: { running: Running; port: number }[] = [];
      for (let index = 0; index < count; index += 1) {
        const port = await freePort();
        const script = fileURLToPath(new URL("./ws-redis-server.ts", import.meta.url));
        const running = startPinned(pinned, process.execPath, [script, `${port}`, `${redisPort}`]);
        await untilPrinted(running, "ready", "ws-redis-server");
        servers.push({ running, port });
      }
      return {
        origins: servers.map(({ port }) => `http://127.0.0.1:${port}`),
        pids: [redis.pid, ...servers.map(({ running }) => running.pid)],
        async stop() {
          for (const { running } of servers) await running.kill9();
          await redis.kill9();
        },
      };
    },
  };
}

export function requireRedis(): void {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
  } catch {
    throw new Error(
      "unable to compare with Redis; there is no redis-server. Install it: `apt-get install redis-server` on Debian, `brew install redis` on macOS",
    );
  }
}

function startPinned(pinned: readonly string[], command: string, args: readonly string[]): Running {
  const [first, ...rest] = [...pinned, command, ...args];
  return start(first ?? command, rest);
}

async function untilPrinted(running: Running, text: string, name: string): Promise<void> {
  await poll(`${name} to say "${text}"`, 15_000, async () => {
    if (running.ended()) throw new Error(`${name} ended at once; it printed:\n${running.output()}`);
    return running.output().includes(text);
  });
}

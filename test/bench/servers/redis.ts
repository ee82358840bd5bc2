// redis.ts: a Redis of its own for each trial, which keeps nothing on disk.

import { execFileSync } from "node:child_process";
import { freePort, type Running } from "../../support/processes.ts";
import { startUntil } from "./contender.ts";

export async function startRedis(pinned: readonly string[]): Promise<{ port: number; running: Running }> {
  const port = await freePort();
  const options = ["--bind", "127.0.0.1", "--port", `${port}`, "--save", "", "--appendonly", "no"];
  return { port, running: await startUntil(pinned, "redis-server", options, "Ready to accept connections") };
}

/** Gives its version. Throws, with the way to have it, where it is not installed. */
export function requireRedis(): string {
  try {
    return /v=(\S+)/.exec(execFileSync("redis-server", ["--version"]).toString())?.[1] ?? "?";
  } catch {
    throw new Error(
      "unable to compare with Redis; there is no redis-server. Install it: `apt-get install redis-server` on Debian, `brew install redis` on macOS",
    );
  }
}

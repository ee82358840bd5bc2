// processes.ts: starting a server in a process group of its own, and ending all of it by that group's id.

import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

export type Running = {
  readonly pid: number;
  /** What it printed so far, for reports. */
  output(): string;
  /** True once the process has ended. */
  ended(): boolean;
  /** Ends the process and all its children with SIGKILL, and waits until the first is gone. */
  kill9(): Promise<void>;
};

const OUTPUT_CHARS = 20_000;

/** Starts `command` as the leader of a new process group; it does not outlive this process. */
export function start(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Running {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let output = "";
  const keep = (part: Buffer) => {
    output = (output + part.toString()).slice(-OUTPUT_CHARS);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => {
      ended = true;
      resolve();
    });
    child.once("error", (error) => {
      output += `\n${error.message}`;
      ended = true;
      resolve();
    });
  });
  const onExit = () => killTree(child);
  process.once("exit", onExit);
  return {
    pid: child.pid ?? -1,
    output: () => output,
    ended: () => ended,
    async kill9() {
      killTree(child);
      await gone;
      process.off("exit", onExit);
    },
  };
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until `port` can be listened on again, after its owner was killed. */
export async function untilFree(port: number): Promise<void> {
  await poll(`port ${port} to be free`, 10_000, async () => {
    return new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
  });
}

/** Asks `is` again and again until it is true; throws, naming `what`, after `withinMs` or as soon as `is` throws. */
export async function poll(what: string, withinMs: number, is: () => Promise<boolean>, everyMs = 50): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await is()) return;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms for ${what}, in vain`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** True where `url` answers with a status of success. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

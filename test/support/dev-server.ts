// dev-server.ts: `wrangler dev` on a free port, which can be killed and started again on the same storage.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QUIET, ROOT, WRANGLER } from "./built-worker.ts";
import { relayVars } from "./relay-vars.ts";
import { answers, freePort, poll, type Running, start, untilFree } from "./processes.ts";

/** Starting includes the build of the app, on a machine that may be busy. */
const START_MS = 60_000;

export type DevServer = {
  readonly origin: string;
  readonly port: number;
  /** Of the process that runs now: `restart` makes a new one. */
  readonly pid: number;
  /** Where its storage is kept. */
  readonly persistTo: string;
  /** What the server printed since it was started last. */
  output(): string;
  /** SIGKILL to wrangler and its workerd, in the middle of whatever they do. */
  kill9(): Promise<void>;
  /** Kills it where it still runs, and starts it on the same port and the same storage. */
  restart(): Promise<void>;
  /** Ends it, and removes the storage where it was made for it. */
  stop(): Promise<void>;
};

export type DevServerOptions = {
  /** The folder of a built worker; without it the working tree is served and watched, as `npm run dev` does. */
  readonly built?: { readonly folder: string };
  /** Where storage is kept; without it in a new folder that `stop` removes. */
  readonly persistTo?: string;
  /** Variables of the Worker, such as `RATE_LIMITS: "off"`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Put in front of the command, such as `["taskset", "-c", "0"]`. */
  readonly before?: readonly string[];
};

/** Starts the server and waits until `/api/health` answers. */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const persistTo = options.persistTo ?? mkdtempSync(join(tmpdir(), "hubbub-storage-"));
  const config =
    options.built === undefined ? join(ROOT, "wrangler.toml") : join(options.built.folder, "wrangler.json");
  const vars = Object.entries({ ...relayVars(), ...options.vars }).flatMap(([name, value]) => [
    "--var",
    `${name}:${value}`,
  ]);

  const launch = async (): Promise<Running> => {
    const [command, ...args] = [
      ...(options.before ?? []),
      process.execPath,
      WRANGLER,
      "dev",
      "--config",
      config,
      "--ip",
      "127.0.0.1",
      "--port",
      `${port}`,
      "--inspector-port",
      `${await freePort()}`,
    ];
    const running = start(
      command,
      [...args, "--persist-to", persistTo, "--show-interactive-dev-session=false", ...vars],
      {
        cwd: ROOT,
        env: { ...QUIET, WRANGLER_REGISTRY_PATH: join(persistTo, "registry") },
      },
    );
    try {
      await poll(`${origin}/api/health to answer`, START_MS, async () => {
        if (running.ended()) throw new Error("wrangler dev ended before it answered");
        return answers(`${origin}/api/health`);
      });
    } catch (error) {
      await running.kill9();
      throw new Error(`unable to start the server; it printed:\n${running.output()}`, { cause: error });
    }
    return running;
  };

  let running = await launch();
  return {
    origin,
    port,
    get pid() {
      return running.pid;
    },
    persistTo,
    output: () => running.output(),
    kill9: () => running.kill9(),
    async restart() {
      await running.kill9();
      await untilFree(port);
      running = await launch();
    },
    async stop() {
      // SIGTERM would wait for open sockets.
      await running.kill9();
      if (options.persistTo === undefined) rmSync(persistTo, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

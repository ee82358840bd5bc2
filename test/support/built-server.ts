// built-server.ts: the built Worker on workerd alone, without wrangler's proxy in front: it can be measured, and killed.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as v from "valibot";
import type { BuiltWorker } from "./built-worker.ts";
import { relayVars } from "./relay-vars.ts";
import { answers, freePort, poll, type Running, start, untilFree } from "./processes.ts";

export type BuiltServer = {
  readonly origin: string;
  readonly port: number;
  /** Of the process that runs now: `restart` makes a new one. */
  readonly pid: number;
  /** What the server printed since it was started last. */
  output(): string;
  /** SIGKILL, in the middle of whatever it does. */
  kill9(): Promise<void>;
  /** Kills it where it still runs, and starts it on the same port and the same storage. */
  restart(): Promise<void>;
  /** Ends it, and removes its storage. */
  stop(): Promise<void>;
};

export type BuiltServerOptions = {
  /** Variables of the Worker, such as `RATE_LIMITS: "off"`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Put in front of the command, such as `["taskset", "-c", "0"]`. */
  readonly before?: readonly string[];
  /** A port of 127.0.0.1 for workerd's inspector; scripts may then ask V8 to collect garbage. */
  readonly inspectorPort?: number;
  /** A Unix socket on which it listens as well. */
  readonly socketPath?: string;
};

const START_MS = 30_000;
/** The path of the program; by `require`, since vitest and Node read the defaults of CommonJS differently. */
const { default: WORKERD } = v.parse(v.object({ default: v.string() }), createRequire(import.meta.url)("workerd"));

/** Starts workerd on a free port of 127.0.0.1, with durable storage on disk, and waits until it answers. */
export async function startBuiltServer(built: BuiltWorker, options: BuiltServerOptions = {}): Promise<BuiltServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "hubbub-workerd-"));
  for (const name of ["storage", "files"]) mkdirSync(join(folder, name));
  const config = join(folder, "config.capnp");
  writeFileSync(config, capnp(built, port, folder, options));
  const { inspectorPort, before = [] } = options;
  const inspector = inspectorPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspectorPort}`];
  const [command = WORKERD, ...args] = [...before, WORKERD, "serve", config, "--experimental", ...inspector];

  const launch = async (): Promise<Running> => {
    const running = start(command, args, { cwd: folder });
    try {
      await poll(`${origin}/api/health to answer`, START_MS, async () => {
        if (running.ended()) throw new Error("workerd ended before it answered");
        return answers(`${origin}/api/health`);
      });
    } catch (error) {
      await running.kill9();
      throw new Error(`unable to start workerd; it printed:\n${running.output()}`, { cause: error });
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
    output: () => running.output(),
    kill9: () => running.kill9(),
    async restart() {
      await running.kill9();
      await untilFree(port);
      running = await launch();
    },
    async stop() {
      await running.kill9();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function capnp(built: BuiltWorker, port: number, folder: string, options: BuiltServerOptions): string {
  const text = (value: string) => JSON.stringify(value);
  const objects = built.config.durable_objects.bindings;
  const bindings = [
    ...objects.map(({ name, class_name }) => `(name = ${text(name)}, durableObjectNamespace = ${text(class_name)})`),
    ...Object.entries({ ...relayVars(), ...options.vars }).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
    `(name = "ASSETS", service = "files")`,
  ];
  const namespaces = objects.map(
    ({ class_name }) =>
      `(className = ${text(class_name)}, uniqueKey = ${text(`hubbub-${class_name}`)}, enableSql = true)`,
  );
  const addresses = [`127.0.0.1:${port}`, ...(options.socketPath === undefined ? [] : [`unix:${options.socketPath}`])];
  const sockets = addresses.map(
    (address, index) => `(name = "http-${index}", address = ${text(address)}, http = (), service = "main")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "storage", disk = (path = ${text(join(folder, "storage"))}, writable = true)),
    (name = "files", disk = (path = ${text(join(folder, "files"))})),
  ],
  sockets = [${sockets.join(", ")}],
  v8Flags = [${options.inspectorPort === undefined ? "" : `"--expose-gc"`}],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ${text(relative(folder, built.script))})],
  compatibilityDate = ${text(built.config.compatibility_date)},
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "storage"),
);
`;
}

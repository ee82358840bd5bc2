// built-server.ts: the built Worker on workerd alone, without wrangler's proxy in front: what benchmarks measure.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import workerd from "workerd";
import type { BuiltWorker } from "./built-worker.ts";
import { answers, freePort, poll, start } from "./processes.ts";

export type BuiltServer = {
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  output(): string;
  stop(): Promise<void>;
};

const START_MS = 20_000;

/**
 * Starts workerd on a free port of 127.0.0.1, with durable storage on disk.
 *
 * `before` is put in front of the command, such as `["taskset", "-c", "0"]`.
 */
export async function startBuiltServer(
  built: BuiltWorker,
  options: { vars?: Readonly<Record<string, string>>; before?: readonly string[] } = {},
): Promise<BuiltServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "hubbub-workerd-"));
  mkdirSync(join(folder, "storage"));
  mkdirSync(join(folder, "files"));
  writeFileSync(join(folder, "config.capnp"), capnp(built, port, folder, options.vars ?? {}));
  const [command, ...args] = [
    ...(options.before ?? []),
    workerd.default,
    "serve",
    join(folder, "config.capnp"),
    "--experimental",
  ];
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
  return {
    origin,
    port,
    pid: running.pid,
    output: () => running.output(),
    async stop() {
      await running.kill9();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function capnp(built: BuiltWorker, port: number, folder: string, vars: Readonly<Record<string, string>>): string {
  const text = (value: string) => JSON.stringify(value);
  const objects = built.config.durable_objects.bindings;
  const bindings = [
    ...objects.map(({ name, class_name }) => `(name = ${text(name)}, durableObjectNamespace = ${text(class_name)})`),
    ...Object.entries(vars).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
    `(name = "ASSETS", service = "files")`,
  ];
  const namespaces = objects.map(
    ({ class_name }) =>
      `(className = ${text(class_name)}, uniqueKey = ${text(`hubbub-${class_name}`)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "storage", disk = (path = ${text(join(folder, "storage"))}, writable = true)),
    (name = "files", disk = (path = ${text(join(folder, "files"))})),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
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

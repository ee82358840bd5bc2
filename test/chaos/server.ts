// server.ts: a real local server that can be killed in the middle of anything and comes back on its port and storage.

import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as v from "valibot";
import { type BuiltWorker, buildWorker } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";
import { answers, freePort, poll, type Running, start, untilFree } from "../support/processes.ts";

export type ServerKind =
  /** The built Worker on workerd alone: starts within a second. */
  | "built"
  /** `wrangler dev` over the built Worker, with its proxy and its reloads. */
  | "dev";

export type ChaosServer = {
  readonly origin: string;
  readonly port: number;
  /** SIGKILL, in the middle of whatever it does. */
  kill9(): Promise<void>;
  /** Starts it again after `kill9`, and waits until it answers. */
  restart(): Promise<void>;
  /** Brings new code, which drops all connections; undefined where that cannot be done. */
  readonly reload: (() => void) | undefined;
  output(): string;
  stop(): Promise<void>;
};

/** Tokens of many guests come from one address here, and the run is faster than any person. */
const VARS = { RATE_LIMITS: "off" };
const START_MS = 30_000;
/** The path of the program; by `require`, since vitest and Node read the defaults of CommonJS differently. */
const { default: WORKERD } = v.parse(v.object({ default: v.string() }), createRequire(import.meta.url)("workerd"));

/** `name` is the folder of the build under test/.output: one for each run that may go on at the same time. */
export async function startChaosServer(kind: ServerKind, name: string): Promise<ChaosServer> {
  const built = await buildWorker(name);
  return kind === "built" ? startWorkerd(built) : startDev(built);
}

async function startDev(built: BuiltWorker): Promise<ChaosServer> {
  const server = await startDevServer({ built, vars: VARS });
  return {
    origin: server.origin,
    port: server.port,
    kill9: () => server.kill9(),
    restart: () => server.restart(),
    // wrangler watches the script that it serves: the same code with one more comment is a deploy to it.
    reload: () => appendFileSync(built.script, "\n// A new version."),
    output: () => server.output(),
    stop: () => server.stop(),
  };
}

async function startWorkerd(built: BuiltWorker): Promise<ChaosServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "hubbub-chaos-"));
  for (const name of ["storage", "files"]) mkdirSync(join(folder, name));
  const config = join(folder, "config.capnp");
  writeFileSync(config, capnp(built, port, folder));
  const launch = async (): Promise<Running> => {
    const running = start(WORKERD, ["serve", config, "--experimental"], { cwd: folder });
    await poll(`${origin}/api/health to answer`, START_MS, async () => {
      if (running.ended()) throw new Error(`unable to start workerd; it printed:\n${running.output()}`);
      return answers(`${origin}/api/health`);
    });
    return running;
  };
  let running = await launch();
  return {
    origin,
    port,
    kill9: () => running.kill9(),
    async restart() {
      await untilFree(port);
      running = await launch();
    },
    reload: undefined,
    output: () => running.output(),
    async stop() {
      await running.kill9();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function capnp(built: BuiltWorker, port: number, folder: string): string {
  const text = (value: string) => JSON.stringify(value);
  const objects = built.config.durable_objects.bindings;
  const bindings = [
    ...objects.map(({ name, class_name }) => `(name = ${text(name)}, durableObjectNamespace = ${text(class_name)})`),
    ...Object.entries(VARS).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
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

// server.ts: a real local server that can be killed in the middle of anything and comes back on its port and storage.

import { appendFileSync } from "node:fs";
import { startBuiltServer } from "../support/built-server.ts";
import { buildWorker } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";

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

/** `name` is the folder of the build under test/.output: one for each run that may go on at the same time. */
export async function startChaosServer(kind: ServerKind, name: string): Promise<ChaosServer> {
  const built = await buildWorker(name);
  if (kind === "built") return { ...(await startBuiltServer(built, { vars: VARS })), reload: undefined };
  // wrangler watches the script that it serves: the same code with one more comment is a deploy to it.
  const reload = () => appendFileSync(built.script, "\n// A new version.");
  return { ...(await startDevServer({ built, vars: VARS })), reload };
}

// setup.ts: builds the Worker once for all files, and serves it by itself and behind a second Worker.

import type { TestProject } from "vitest/node";
import { buildWorker } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";
import { startSecondWorker } from "./second-worker.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the Worker answers by itself. */
    rpcOrigin: string;
    /** Where the second Worker answers, whose binding leads to another one of ours. */
    callerOrigin: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const built = await buildWorker("rpc");
  const [server, second] = await Promise.all([startDevServer({ built }), startSecondWorker(built)]);
  provide("rpcOrigin", server.origin);
  provide("callerOrigin", second.origin);
  return async () => {
    await Promise.all([server.stop(), second.stop()]);
  };
}

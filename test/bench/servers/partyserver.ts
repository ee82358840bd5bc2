// partyserver.ts: the usual library for rooms on Durable Objects, hibernation on, as its README has it, on workerd alone.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startBuiltServer } from "../../support/built-server.ts";
import { type BuiltWorker, OUTPUT } from "../../support/built-worker.ts";
import type { Contender } from "./contender.ts";

/** `ours` gives the compatibility date. */
export function partyserver(ours: BuiltWorker): Contender {
  return {
    id: "partyserver",
    name: "partyserver on workerd",
    speech: "party",
    async start(pinned) {
      const folder = join(OUTPUT, "bench-partyserver");
      mkdirSync(folder, { recursive: true });
      const script = join(folder, "worker.js");
      const entry = fileURLToPath(new URL("./programs/partyserver.ts", import.meta.url));
      await build({
        entryPoints: [entry],
        outfile: script,
        bundle: true,
        format: "esm",
        target: "es2024",
        conditions: ["workerd", "worker", "import"],
        external: ["cloudflare:*", "node:*"],
        logLevel: "error",
      });
      const bindings = [{ name: "Chat", class_name: "Chat" }];
      const config = { ...ours.config, durable_objects: { bindings } };
      const server = await startBuiltServer({ folder, script, config }, { before: pinned });
      return { origins: [server.origin], pids: [server.pid], stop: () => server.stop() };
    },
  };
}

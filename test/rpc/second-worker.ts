// second-worker.ts: `wrangler dev` with two Workers, of which the second one calls ours through a service binding.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type BuiltWorker, OUTPUT, QUIET, ROOT, WRANGLER } from "../support/built-worker.ts";
import { answers, freePort, poll, start } from "../support/processes.ts";

const START_MS = 60_000;

export type SecondWorker = { readonly origin: string; stop(): Promise<void> };

/** Only the caller is reachable from outside. */
export async function startSecondWorker(built: BuiltWorker): Promise<SecondWorker> {
  const folder = join(OUTPUT, "rpc-caller");
  mkdirSync(folder, { recursive: true });
  const { name, compatibility_date } = built.config;
  const bindingTo = (binding: string, entrypoint?: string, props?: object) => ({
    binding,
    service: name,
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(props === undefined ? {} : { props }),
  });
  const config = {
    name: "caller",
    main: relative(folder, join(ROOT, "test", "rpc", "caller", "worker.ts")),
    compatibility_date,
    services: [
      bindingTo("HUBBUB", "HubbubService"),
      bindingTo("HUBBUB_AS_CI", "HubbubService", { id: "ci", name: "CI" }),
      bindingTo("HUBBUB_HTTP"),
    ],
  };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(config, undefined, 2));

  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const persistTo = mkdtempSync(join(tmpdir(), "hubbub-storage-"));
  const configs = [join(folder, "wrangler.json"), join(built.folder, "wrangler.json")];
  const running = start(
    process.execPath,
    [
      WRANGLER,
      "dev",
      ...configs.flatMap((path) => ["--config", path]),
      "--ip",
      "127.0.0.1",
      "--port",
      `${port}`,
      "--inspector-port",
      `${await freePort()}`,
      "--persist-to",
      persistTo,
      "--show-interactive-dev-session=false",
    ],
    { cwd: ROOT, env: { ...QUIET, WRANGLER_REGISTRY_PATH: join(persistTo, "registry") } },
  );
  try {
    await poll(`${origin}/api/health to answer`, START_MS, async () => {
      if (running.ended()) throw new Error("wrangler dev ended before it answered");
      return answers(`${origin}/api/health`);
    });
  } catch (error) {
    await running.kill9();
    throw new Error(`unable to start two Workers; wrangler printed:\n${running.output()}`, { cause: error });
  }
  return {
    origin,
    async stop() {
      await running.kill9();
      rmSync(persistTo, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// built-worker.ts: the Worker and the files of public/ as they would be deployed, in a folder that no edit of src touches.

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as v from "valibot";
import { unstable_readConfig } from "wrangler";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const OUTPUT = join(ROOT, "test", ".output");
export const WRANGLER = join(ROOT, "node_modules", "wrangler", "bin", "wrangler.js");

/** Keeps wrangler from calling home and from asking questions. */
export const QUIET = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "true",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};

/** What of a wrangler configuration is needed to serve what was built, and to judge it. */
const configSchema = v.object({
  name: v.string(),
  compatibility_date: v.string(),
  compatibility_flags: v.array(v.string()),
  assets: v.looseObject({}),
  durable_objects: v.object({ bindings: v.array(v.object({ name: v.string(), class_name: v.string() })) }),
  migrations: v.array(
    v.object({
      tag: v.string(),
      new_classes: v.optional(v.array(v.string())),
      new_sqlite_classes: v.optional(v.array(v.string())),
    }),
  ),
  vars: v.record(v.string(), v.unknown()),
});

type Config = v.InferOutput<typeof configSchema>;

export type BuiltWorker = {
  /** Holds `wrangler.json`, `worker/worker.js` and `public/`. */
  readonly folder: string;
  readonly script: string;
  readonly config: Config;
};

/** Builds into test/.output/`name`, in place of what is there. Throws with wrangler's own words where that fails. */
export async function buildWorker(name: string): Promise<BuiltWorker> {
  const folder = join(OUTPUT, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, [WRANGLER, "deploy", "--dry-run", "--outdir", join(folder, "worker")], {
      cwd: ROOT,
      env: { ...process.env, ...QUIET },
      timeout: 120_000,
    });
  } catch (error) {
    const printed = v.parse(v.looseObject({ stdout: v.string(), stderr: v.string() }), error);
    // The Error itself repeats both.
    // oxlint-disable-next-line preserve-caught-error
    throw new Error(
      `unable to build the Worker; wrangler printed:\n${printed.stdout.slice(-4000)}\n${printed.stderr.slice(-4000)}`,
    );
  }
  if (existsSync(join(ROOT, "public"))) cpSync(join(ROOT, "public"), join(folder, "public"), { recursive: true });
  const config = v.parse(configSchema, readConfig(join(ROOT, "wrangler.toml")));
  const assets = { ...config.assets, directory: "public" };
  const frozen = { ...config, main: "worker/worker.js", no_bundle: true, send_metrics: false, assets };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(frozen, undefined, 2));
  return { folder, script: join(folder, "worker", "worker.js"), config };
}

/** A wrangler configuration with all defaults filled in, by wrangler itself. */
export function readConfig(path: string): Record<string, unknown> {
  return { ...unstable_readConfig({ config: path }, { hideWarnings: true }) };
}

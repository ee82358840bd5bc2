// deploy.ts: what `wrangler deploy` would upload fits the free plan: its size, and what it binds.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildWorker, OUTPUT, readConfig, ROOT } from "./support/built-worker.ts";

/** The free plan allows 3 MiB gzip; a Worker starts faster the less there is. */
const MAX_GZIP_BYTES = 1024 * 1024;

/** Top-level keys of wrangler.toml that cost nothing. Any other key that differs from its default is refused. */
const FREE = [
  "name",
  "main",
  "compatibility_date",
  "compatibility_flags",
  "send_metrics",
  "observability",
  "build",
  "keep_names",
  "dev",
  "assets",
  "durable_objects",
  "migrations",
  "vars",
  // What wrangler adds about the file itself.
  "topLevelName",
  "configPath",
  "userConfigPath",
  "definedEnvironments",
  "targetEnvironment",
];

const built = await buildWorker("deploy");
const bytes = gzipSync(readFileSync(built.script)).byteLength;
console.log(`the Worker is ${(bytes / 1024).toFixed(1)} KiB gzip, of ${MAX_GZIP_BYTES / 1024} KiB allowed`);
if (bytes > MAX_GZIP_BYTES) throw new Error(`the Worker has ${bytes} bytes gzip, more than ${MAX_GZIP_BYTES}`);

const bare = join(OUTPUT, "bare.toml");
writeFileSync(bare, 'name = "bare"\nmain = "deploy/worker/worker.js"\n');
const defaults = readConfig(bare);
const changed = Object.entries(readConfig(join(ROOT, "wrangler.toml"))).filter(
  ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
);
const costly = changed.map(([key]) => key).filter((key) => !FREE.includes(key));
if (costly.length > 0) throw new Error(`wrangler.toml uses what a free deployment may not have: ${costly.join(", ")}`);

const { durable_objects, migrations } = built.config;
const withoutSqlite = migrations.flatMap((migration) => migration.new_classes ?? []);
if (withoutSqlite.length > 0)
  throw new Error(`${withoutSqlite.join(", ")}: the free plan has no objects without SQLite`);
const withSqlite = migrations.flatMap((migration) => migration.new_sqlite_classes ?? []);
const unmade = durable_objects.bindings.filter((binding) => !withSqlite.includes(binding.class_name));
if (unmade.length > 0) throw new Error(`no migration makes ${unmade.map((binding) => binding.class_name).join(", ")}`);
console.log(
  `it binds ${durable_objects.bindings.map(({ name, class_name }) => `${name} (${class_name})`).join(", ")} and its files`,
);

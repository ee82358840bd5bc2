// Tests in real workerd: the Worker and its objects, from wrangler.toml.

import { mkdirSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

// A fresh clone that has not been built has no public/, which wrangler.toml names.
mkdirSync("public", { recursive: true });

export default defineConfig({
  define: {
    MODEL_SEED: JSON.stringify(Number(process.env["MODEL_SEED"] ?? 7)),
    RELAYS: JSON.stringify(Number(process.env["RELAYS"] ?? 0)),
  },
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
  test: {
    name: "worker",
    include: ["test/worker/**/*.test.ts"],
    root: ".",
    reporters: reporters("worker"),
    // Of each visitor and each refusal there is a line; what breaks is still said.
    onConsoleLog: (line) => !line.startsWith('{"level":"info"'),
    // Files share a worker: every test has rooms of its own, and starting workerd for each file would take most of the time.
    isolate: false,
    // Much of a test here is waiting, for a token's end or for a sleep.
    maxWorkers: 3,
    // Longer than anything a test waits for by itself, so that it is the test that says what did not come.
    testTimeout: 30_000,
  },
});

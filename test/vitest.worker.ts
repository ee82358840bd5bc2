// Tests in real workerd: the Worker and its objects, from wrangler.toml.

import { mkdirSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

// A fresh clone that has not been built has no public/, which wrangler.toml names.
mkdirSync("public", { recursive: true });

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
  test: {
    name: "worker",
    include: ["test/worker/**/*.test.ts"],
    root: ".",
    reporters: reporters("worker"),
    // Entries and refusals, one line each: what they say has a test of its own.
    onConsoleLog: (log) => !log.startsWith('{"level":"info"'),
    // Longer than anything a test waits for by itself, so that it is the test that says what did not come.
    testTimeout: 30_000,
  },
});

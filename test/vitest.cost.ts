// What rooms of several sizes cost, measured in real workerd; `npm run cost` prints it.

import { mkdirSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

mkdirSync("public", { recursive: true });

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
  test: {
    name: "cost",
    include: ["test/cost/*.test.ts"],
    root: ".",
    reporters: ["default"],
    onConsoleLog: (line) => !line.startsWith('{"level":"info"'),
    // Two thousand people enter, one after the other.
    testTimeout: 300_000,
  },
});

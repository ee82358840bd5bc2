// Stories in a real Chromium, against `wrangler dev`: people who talk, lose their network, and come back.

import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

export default defineConfig({
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.ts"],
    root: ".",
    reporters: reporters("browser"),
    globalSetup: ["test/browser/support/setup.ts"],
    // Two stories at a time, on two cores: most of a story is waiting for somebody else.
    maxWorkers: 2,
    // Every story has windows of its own, so that files need no process of theirs.
    isolate: false,
    // Where this many stories fail, the rest would only wait.
    bail: 3,
    testTimeout: 180_000,
    // As long as a visitor waits for what another one did.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
  },
});

// The short chaos run, in Node against a real server: it builds the Worker, starts workerd and kills it.

import { defineConfig } from "vitest/config";
import { reporters } from "../support/report.ts";

export default defineConfig({
  test: {
    name: "chaos",
    include: ["test/chaos/**/*.test.ts"],
    root: ".",
    reporters: reporters("chaos"),
    // Building, 12 s of faults, and a minute at most to catch up.
    testTimeout: 150_000,
  },
});

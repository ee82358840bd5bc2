// Tests in Node: the protocol, the rules, the client and the rules of the house, without a server.

import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

export default defineConfig({
  test: {
    name: "unit",
    include: ["test/unit/**/*.test.ts"],
    root: ".",
    reporters: reporters("unit"),
    // Files share a process: each puts back what it changes for all, and loading all modules for each would be a third of the time.
    isolate: false,
    // Properties try a hundred cases each, beside other suites that have the other core.
    testTimeout: 60_000,
  },
});

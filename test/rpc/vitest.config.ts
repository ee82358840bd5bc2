// Back ends against a real server, in Node: Connect and gRPC-Web clients, and a second Worker with a service binding.

import { defineConfig } from "vitest/config";
import { reporters } from "../support/report.ts";

export default defineConfig({
  test: {
    name: "rpc",
    include: ["test/rpc/**/*.test.ts"],
    root: ".",
    reporters: reporters("rpc"),
    globalSetup: ["test/rpc/setup.ts"],
    // Waiting for what only a heartbeat finds out, and for the grace of somebody who left.
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});

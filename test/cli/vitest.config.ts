// The terminal client as people run it: the file that a deployment serves, with pipes and terminals, on a real server.

import { defineConfig } from "vitest/config";
import { reporters } from "../support/report.ts";

export default defineConfig({
  test: {
    name: "cli",
    include: ["test/cli/*.test.ts"],
    root: ".",
    reporters: reporters("cli"),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

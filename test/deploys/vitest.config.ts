// What a deploy does to those who are connected: old and new side by side, everybody back at once, slow readers.

import { defineConfig } from "vitest/config";
import { reporters } from "../support/report.ts";

export default defineConfig({
  test: {
    name: "deploys",
    include: ["test/deploys/*.test.ts"],
    root: ".",
    reporters: reporters("deploys"),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

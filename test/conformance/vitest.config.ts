// The contract, rule by rule, against `wrangler dev` with the built Worker.

import { defineConfig } from "vitest/config";
import { reporters } from "../support/report.ts";

export default defineConfig({
  test: {
    name: "conformance",
    include: ["test/conformance/*.test.ts"],
    root: ".",
    reporters: reporters("conformance"),
    maxConcurrency: 8,
    // Longer than a rule may take, so that it is the rule that says what did not come.
    testTimeout: 170_000,
    hookTimeout: 180_000,
  },
});

// Tests in Node: the protocol, the rules, the client and the rules of the house, without a server.

import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

export default defineConfig({
  test: {
    name: "unit",
    include: ["test/unit/**/*.test.ts"],
    root: ".",
    reporters: reporters("unit"),
    // Properties try a hundred cases each, beside a browser that has the other core.
    testTimeout: 60_000,
  },
});

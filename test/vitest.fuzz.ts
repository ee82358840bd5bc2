// The long run of the fuzzing that `npm run test:unit` does in short: as many cases of each property as FUZZ_RUNS says.

import { defineConfig } from "vitest/config";
import { reporters } from "./support/report.ts";

export default defineConfig({
  test: {
    name: "fuzz",
    include: ["test/unit/**/fuzz.test.ts"],
    root: ".",
    reporters: reporters("fuzz"),
    env: { FUZZ_RUNS: process.env["FUZZ_RUNS"] ?? "100000" },
  },
});

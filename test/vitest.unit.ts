// Tests in Node: the protocol, the rules and the client, without a server.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "unit", include: ["test/unit/**/*.test.ts"], root: "." },
});

// Tests in real workerd: the Worker and its objects, from wrangler.toml.

import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: { bindings: {} },
    }),
  ],
  test: { name: "worker", include: ["test/worker/**/*.test.ts"], root: "." },
});

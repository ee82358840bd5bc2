import type { Env as WorkerEnv } from "../../src/env.ts";
import type * as worker from "../../src/worker.ts";

declare global {
  /** How many relays those who enter are spread over where they do not say: none, but in the long run of these tests. */
  const RELAYS: number;

  namespace Cloudflare {
    interface Env extends WorkerEnv {}
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}

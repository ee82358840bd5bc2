// hubbub.ts: our room, with durable storage on disk and its rate limits off, since 16 people say thousands of things a second here.

import { startBuiltServer } from "../../support/built-server.ts";
import type { BuiltWorker } from "../../support/built-worker.ts";
import { startDevServer } from "../../support/dev-server.ts";
import type { Contender } from "./contender.ts";

const vars = { RATE_LIMITS: "off" };

export function hubbub(built: BuiltWorker): Contender {
  return {
    id: "hubbub",
    name: "Hubbub on workerd, durable",
    speech: "hubbub",
    async start(pinned) {
      const server = await startBuiltServer(built, { vars, before: pinned });
      return { origins: [server.origin], pids: [server.pid], stop: () => server.stop() };
    },
  };
}

/** As somebody sees it who works on it: wrangler puts a proxy in front. */
export function hubbubInDev(built: BuiltWorker): Contender {
  return {
    id: "hubbub-dev",
    name: "Hubbub under wrangler dev, durable",
    speech: "hubbub",
    async start(pinned) {
      const server = await startDevServer({ built, vars, before: pinned });
      return { origins: [server.origin], pids: [server.pid], stop: () => server.stop() };
    },
  };
}

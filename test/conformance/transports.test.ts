// The SDK, as every deployment serves it, over each of its transports to `wrangler dev`.

import { afterAll } from "vitest";
import { WebSocket } from "ws";
import { buildWorker } from "../support/built-worker.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { overEveryTransport } from "../support/over-transports.ts";

let server: DevServer | undefined;

afterAll(() => server?.stop());

overEveryTransport(async () => {
  server = await startDevServer({ built: await buildWorker("transports"), vars: { RATE_LIMITS: "off" } });
  return { origin: server.origin, connect: { WebSocket, fetch: (url, init) => fetch(url, init) } };
});

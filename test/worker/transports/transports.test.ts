// The SDK, as every deployment serves it, over each of its transports to a room in workerd.

import { env, exports } from "cloudflare:workers";
import { afterAll } from "vitest";
import { overEveryTransport } from "../../support/over-transports.ts";
import { ORIGIN } from "../support/room-client.ts";
import { WorkerdSocket } from "./workerd-socket.ts";

// Rates are the business of other tests, which run in the same worker.
const { RATE_LIMITS } = env;
afterAll(() => void Object.assign(env, { RATE_LIMITS }));

overEveryTransport(() => {
  Object.assign(env, { RATE_LIMITS: "off" });
  return {
    origin: ORIGIN,
    connect: {
      WebSocket: WorkerdSocket,
      fetch: async (url, init) => exports.default.fetch(new Request(url, init)),
    },
  };
});

// reconnect.ts: `node test/deploys/reconnect.ts --clients 1000`: everybody is dropped at once; how do they come back?

import { parseArgs } from "node:util";
import { buildWorker } from "../support/built-worker.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { comeBack } from "./comeback.ts";

/** What the project promises (issue "proven", 5). */
const CONSISTENT_MS = 15_000;

const { values } = parseArgs({ options: { clients: { type: "string", default: "1000" } } });
const server = await startBuiltServer(await buildWorker("reconnect"), { vars: { RATE_LIMITS: "off" } });
try {
  const result = await comeBack(server.port, Number(values.clients));
  console.log(
    `${result.dropped} of ${result.clients} clients were dropped; the room told reconnectSpreadMs ${result.reconnectSpreadMs}`,
  );
  console.log(`upgrades a second: ${result.perSecond.join(" ")} (peak ${result.peak})`);
  console.log(
    `all online after ${result.onlineMs} ms, all consistent after ${result.consistentMs} ms, with ${result.messages} messages`,
  );
  console.log(
    `${result.astray.length} clients astray${result.astray.length === 0 ? "" : `, such as: ${result.astray[0]}`}`,
  );
  process.exitCode = result.astray.length === 0 && result.consistentMs <= CONSISTENT_MS ? 0 : 1;
} finally {
  await server.stop();
}
process.exit();

// slow.ts: `node test/deploys/slow.ts --slow 20 --megabytes 50`: what clients that stop reading cost a real server.
// They must be cut with 4408 in time, cost no more than their allowance, and come back to everything.

import { parseArgs } from "node:util";
import { buildWorker } from "../support/built-worker.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { type Measured, slowReaders } from "./slow-readers.ts";

/** May be sent to a socket without a sign of life, counted as coarsely as the contract allows (R3.2-1), in MiB. */
const MOST_MIB = 8.5;
const LEAST_MIB = 4;
/** What traffic costs a server by itself, in MiB. */
const TRAFFIC_MIB = 64;

const { values } = parseArgs({
  options: {
    slow: { type: "string", default: "20" },
    readers: { type: "string", default: "5" },
    megabytes: { type: "string", default: "50" },
    rounds: { type: "string", default: "2" },
    silent: { type: "boolean", default: false },
  },
});
const slow = Number(values.slow);
const server = await startBuiltServer(await buildWorker("slow"), { vars: { RATE_LIMITS: "off" } });
try {
  const { origin, pid } = server;
  const options = {
    origin,
    pid,
    slow,
    readers: Number(values.readers),
    megabytes: Number(values.megabytes),
    pinged: !values.silent,
  };
  // The allocator keeps what was freed: that it is free shows in a second round that needs no more.
  const rounds: Measured[] = [];
  while (rounds.length < Number(values.rounds)) rounds.push(await slowReaders(options));
  const baseMiB = rounds[0]?.baseMiB ?? 0;
  const boundMiB = Math.round(baseMiB + slow * MOST_MIB + TRAFFIC_MIB);
  for (const { messages, sentMiB, cuts, caughtUp, worstDelayMs, ...memory } of rounds) {
    const mebibytes = cuts.map((cut) => cut.mebibytes);
    console.log(
      `${messages} messages, ${sentMiB} MiB to each of ${values.readers} readers and ${slow} that stopped reading`,
    );
    console.log(
      `  cut: ${[...new Set(cuts.map(({ code, reason }) => `${code} ${reason}`))].join(", ")}, after ${Math.min(...mebibytes)}–${Math.max(...mebibytes)} MiB`,
    );
    console.log(
      `  memory of the server: ${memory.baseMiB} MiB before, ${memory.peakMiB} at most (bound ${boundMiB}), ${memory.afterMiB} after the slow ones went`,
    );
    console.log(
      `  readers: at most ${worstDelayMs} ms from stored to seen; ${caughtUp} of ${slow} slow ones came back and have everything`,
    );
  }
  const holds = rounds.every(
    ({ peakMiB, caughtUp, cuts }) => peakMiB <= boundMiB && caughtUp === slow && cuts.every(isRight),
  );
  process.exitCode = holds || values.silent ? 0 : 1;
} finally {
  await server.stop();
}
process.exit();

function isRight({ code, mebibytes }: Measured["cuts"][number]): boolean {
  return code === 4408 && mebibytes >= LEAST_MIB && mebibytes <= MOST_MIB;
}

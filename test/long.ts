// long.ts: `npm run test:long`: the suites that fit no ten minutes, with everybody spread over relays.

import { spawnSync } from "node:child_process";

type Run = { readonly what: string; readonly args: readonly string[]; readonly env: Record<string, string> };

/** As many relays as a run comes to: people by the capacity of each. */
const runs: readonly Run[] = [
  { what: "the room, over 1 relay", args: ["test:worker", "--", "test/worker/room"], env: { RELAYS: "1" } },
  { what: "the room, over 4 relays", args: ["test:worker", "--", "test/worker/room"], env: { RELAYS: "4" } },
  {
    what: "the contract, each from the second on at a relay of their own",
    args: ["test:conformance"],
    env: { RELAY_THRESHOLD: "1", RELAY_SOCKETS: "1" },
  },
  ...[
    ["1 relay", "1000"],
    ["4 relays", "12"],
    ["32 relays", "2"],
  ].map(([what, capacity = ""]): Run => ({
    what: `chaos over ${what}`,
    args: ["chaos", "--", "--seconds", "60", "--clients", "40", "--seed", "7", "--quiet"],
    env: { RELAY_THRESHOLD: "2", RELAY_SOCKETS: capacity },
  })),
];

const failed = runs.filter(({ what, args, env }) => {
  console.log(`\n── ${what}`);
  return spawnSync("npm", ["run", ...args], { stdio: "inherit", env: { ...process.env, ...env } }).status !== 0;
});
for (const { what } of failed) console.error(`failed: ${what}`);
process.exit(failed.length === 0 ? 0 : 1);

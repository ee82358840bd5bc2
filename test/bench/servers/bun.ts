// bun.ts: Bun's own publish and subscribe, in C++ over uWebSockets: about the fastest that one core does.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../../support/processes.ts";
import { type Contender, serverOf, startProgram } from "./contender.ts";

export const bun: Contender = {
  id: "bun",
  name: "Bun pub/sub, one process",
  speech: "plain",
  async start(pinned) {
    const port = await freePort();
    const program = join(dirname(createRequire(import.meta.url).resolve("bun/package.json")), "bin", "bun.exe");
    return serverOf([port], [await startProgram(pinned, "bun", [port], program)]);
  },
};

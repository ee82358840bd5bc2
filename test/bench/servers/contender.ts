// contender.ts: what a server is that takes part, and how one is started for a trial and ended after it.

import { fileURLToPath } from "node:url";
import { poll, type Running, start } from "../../support/processes.ts";
import type { Plan } from "../load/plan.ts";

export type Server = {
  readonly origins: readonly string[];
  /** The processes whose time counts as the server's, with their children. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

export type Contender = {
  readonly id: string;
  readonly name: string;
  readonly speech: Plan["speech"];
  /** `pinned` is put in front of each command. */
  start(pinned: readonly string[]): Promise<Server>;
};

/** Starts one of the programs beside this file, which prints "ready" once it listens. */
export async function startProgram(
  pinned: readonly string[],
  name: string,
  args: readonly (string | number)[],
  interpreter: string = process.execPath,
): Promise<Running> {
  const script = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  return startUntil(pinned, interpreter, [script, ...args.map(String)], "ready");
}

export async function startUntil(
  pinned: readonly string[],
  command: string,
  args: readonly string[],
  printed: string,
): Promise<Running> {
  const [first, ...rest] = [...pinned, command, ...args];
  const running = start(first ?? command, rest);
  await poll(`${command} to say "${printed}"`, 15_000, async () => {
    if (running.ended()) throw new Error(`${command} ended at once; it printed:\n${running.output()}`);
    return running.output().includes(printed);
  });
  return running;
}

export function serverOf(ports: readonly number[], processes: readonly Running[]): Server {
  return {
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    pids: processes.map(({ pid }) => pid),
    async stop() {
      for (const running of processes) await running.kill9();
    },
  };
}

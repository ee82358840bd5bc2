// running-cli.ts: the terminal client in a process of its own, with pipes or with a terminal around it.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

export type RunningCli = {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number>;
  /** Waits until the output has it, after what was waited for before. */
  until(what: string | RegExp): Promise<void>;
  /** Waits until stderr has it. */
  untilTold(what: string | RegExp): Promise<void>;
  /** Ends it with SIGKILL where it still runs. */
  kill(): void;
};

export type CliPlace = {
  /** The file, as it was fetched from the server. */
  readonly file: string;
  /** XDG_STATE_HOME. */
  readonly state: string;
};

const PATIENCE_MS = 20_000;
const COLUMNS = 80;

/** With pipes for its input and output. */
export function runPiped(
  { file, state }: CliPlace,
  args: readonly string[],
  env: Record<string, string> = {},
): RunningCli {
  return watch(spawn(process.execPath, [file, ...args], { env: environment(state, env) }));
}

/** In a pseudo terminal, which `script` (util-linux, or that of the BSDs) makes. */
export function runInTerminal({ file, state }: CliPlace, args: readonly string[]): RunningCli {
  const quoted = [process.execPath, file, ...args].map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(" ");
  const command = `stty cols ${COLUMNS} rows 24; exec ${quoted}`;
  const script =
    process.platform === "linux" ? ["-qec", command, "/dev/null"] : ["-q", "/dev/null", "sh", "-c", command];
  return watch(spawn("script", script, { env: environment(state, { TERM: "xterm-256color" }) }));
}

function environment(state: string, more: Record<string, string>): NodeJS.ProcessEnv {
  const { HUBBUB_TOKEN: _token, NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...rest } = process.env;
  return { ...rest, XDG_STATE_HOME: state, ...more };
}

function watch(child: ChildProcessWithoutNullStreams): RunningCli {
  let out = "";
  let err = "";
  let seen = 0;
  let look = (): void => {};
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    out += part;
    look();
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    err += part;
    look();
  });
  // It may have ended before all was written to it.
  child.stdin.on("error", () => {});
  let isOver = false;
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      isOver = true;
      resolve(code ?? -1);
      look();
    });
  });

  /** One at a time. */
  async function waitFor(what: string | RegExp, find: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (why: string) => reject(new Error(`${why} ${String(what)}; it wrote\n${out}\nand told\n${err}`));
    const late = setTimeout(() => fail(`waited ${PATIENCE_MS} ms in vain for`), PATIENCE_MS);
    look = () => {
      if (find()) resolve();
      else if (isOver) fail("it ended without");
    };
    look();
    await promise.finally(() => {
      clearTimeout(late);
      look = () => {};
    });
  }

  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    until: (what) =>
      waitFor(what, () => {
        const rest = out.slice(seen);
        const found = typeof what === "string" ? rest.indexOf(what) : rest.search(what);
        if (found === -1) return false;
        seen += found + 1;
        return true;
      }),
    untilTold: (what) => waitFor(what, () => (typeof what === "string" ? err.includes(what) : what.test(err))),
    kill: () => void child.kill("SIGKILL"),
  };
}

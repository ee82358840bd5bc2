// What was asked for on the command line.

import { parseArgs } from "node:util";
import { type Cursor, parseCursor } from "../protocol/cursor.ts";
import { NAME_CHARS } from "../protocol/limits.ts";
import { parseDisplayName } from "../protocol/text.ts";
import { parseTarget, type Target } from "./target.ts";

/** Messages shown at the beginning, unless `--history` says otherwise. */
export const HISTORY_SHOWN = 20;
export const HISTORY_SHOWN_MAX = 1000;

export type Options = {
  readonly target: Target;
  readonly name: string | undefined;
  readonly json: boolean;
  readonly follow: boolean;
  readonly anonymous: boolean;
  readonly since: Cursor | undefined;
  /** Undefined: as the way of showing has it. */
  readonly history: number | undefined;
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
};

export type Arguments =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "wrong"; readonly problem: string };

const OPTIONS = {
  name: { type: "string", short: "n" },
  origin: { type: "string" },
  json: { type: "boolean" },
  follow: { type: "boolean", short: "f" },
  anonymous: { type: "boolean" },
  since: { type: "string" },
  history: { type: "string" },
  color: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** `args` without the names of Node and the script. */
export function parseArguments(args: readonly string[]): Arguments {
  if (args.some((arg) => arg === "--token" || arg.startsWith("--token=")))
    return wrong("a token on the command line can be seen by everybody on this machine; set HUBBUB_TOKEN instead");
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true });
  } catch (error) {
    return wrong((error instanceof Error ? error.message : String(error)).replace(/\. To specify.*$/s, ""));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const [room, ...more] = positionals;
  if (room === undefined) return wrong("which room? Give its name or its link");
  if (more.length > 0) return wrong(`one room at a time, and "${more[0]}" is a second one`);
  const target = parseTarget(room, values.origin);
  if (target.kind === "wrong") return target;
  const name = values.name === undefined ? undefined : parseDisplayName(values.name);
  if (values.name !== undefined && name === undefined)
    return wrong(`--name takes 1 to ${NAME_CHARS} characters, and none that cannot be seen`);
  const since = values.since === undefined ? undefined : parseCursor(values.since);
  if (values.since !== undefined && since === undefined)
    return wrong("--since takes a cursor, such as 0:0 for all there is, or one that --json told");
  const history = values.history === undefined ? undefined : parseCount(values.history);
  if (values.history !== undefined && history === undefined)
    return wrong(`--history takes a number from 0 to ${HISTORY_SHOWN_MAX}`);
  return {
    kind: "run",
    options: {
      target,
      name,
      json: values.json === true,
      follow: values.follow === true,
      anonymous: values.anonymous === true,
      since,
      history,
      color: values.color,
    },
  };
}

/** A number of messages, as people write it. */
export function parseCount(text: string): number | undefined {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Infinity;
  return count <= HISTORY_SHOWN_MAX ? count : undefined;
}

function wrong(problem: string): Arguments {
  return { kind: "wrong", problem };
}

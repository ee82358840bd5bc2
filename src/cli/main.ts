// The terminal client: talks in a room from a terminal or a pipe. `npm run chat -- lobby`, or `node hubbub-cli.mjs lobby`.

import { basename } from "node:path";
import { emitKeypressEvents } from "node:readline";
import packageJson from "../../package.json" with { type: "json" };
import type { RoomClient } from "../client/room-client.ts";
import { HISTORY_SHOWN, type Options, parseArguments } from "./arguments.ts";
import { type Ending, EXIT, untilStopped } from "./ending.ts";
import { usage } from "./help.ts";
import { type Key, keyOf } from "./keys.ts";
import { openRoom } from "./open-room.ts";
import { chooseColours } from "./paint.ts";
import { runJson } from "./run-json.ts";
import { runLines } from "./run-lines.ts";
import { runTerminal } from "./run-terminal.ts";
import { sanitise } from "./sanitise.ts";
import { createScreen } from "./screen.ts";

const { stdin, stdout, stderr, env } = process;
const COLUMNS = 80;
/** After a run, what is still open gets this long to close in an orderly way. */
const CLOSE_MS = 1000;

const BRACKETED_PASTE_ON = "\u001B[?2004h";
const BRACKETED_PASTE_OFF = "\u001B[?2004l";

function warn(text: string): void {
  stderr.write(`hubbub: ${sanitise(text)}\n`);
}

function command(): string {
  const script = basename(process.argv[1] ?? "");
  return script.endsWith(".ts") ? "npm run chat --" : `node ${script}`;
}

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  switch (args.kind) {
    case "help":
      stdout.write(usage(command()));
      return EXIT.ok;
    case "version":
      stdout.write(`hubbub ${packageJson.version}\n`);
      return EXIT.ok;
    case "wrong":
      warn(`${args.problem}. ${command()} --help tells more`);
      return EXIT.usage;
    case "run":
      if (typeof WebSocket === "undefined") {
        warn(`this needs Node 22 or newer, and this is ${process.version}`);
        return EXIT.usage;
      }
      return enter(args.options);
  }
}

async function enter(options: Options): Promise<number> {
  const isPerson = !options.json && !options.follow && stdin.isTTY && stdout.isTTY && env["TERM"] !== "dumb";
  const client = await openRoom({ options, environment: env, keepsMessages: isPerson, warn });
  const ending = Promise.race([untilStopped(client), untilAsked()]);
  const ended = isPerson ? person(client, options, ending) : program(client, options, ending);
  client.open();
  try {
    return await ended;
  } finally {
    client.close();
    stdin.destroy();
  }
}

function person(client: RoomClient, options: Options, ending: Promise<Ending>): Promise<number> {
  const screen = createScreen({
    write: (text) => stdout.write(text),
    columns: columnsNow,
    colours: coloursOf(options),
  });
  return runTerminal({
    client,
    options,
    screen,
    columns: columnsNow,
    listen: listenToKeys,
    now: () => Date.now(),
    ending,
  });
}

function program(client: RoomClient, options: Options, ending: Promise<Ending>): Promise<number> {
  const write = (text: string): void => void stdout.write(text);
  if (options.json) return runJson({ client, options, input: stdin, write, warn, ending });
  const isShown = stdin.isTTY || options.follow;
  const output = {
    write,
    columns: columnsNow(),
    colours: coloursOf(options),
    history: stdin.isTTY ? HISTORY_SHOWN : 0,
  };
  return runLines({
    client,
    options,
    input: stdin,
    output: isShown ? output : undefined,
    stays: options.follow,
    warn,
    ending,
  });
}

/** Some terminals do not know their size, and say 0. */
function columnsNow(): number {
  return stdout.isTTY && stdout.columns > 0 ? stdout.columns : COLUMNS;
}

function coloursOf(options: Options): ReturnType<typeof chooseColours> {
  const depth = stdout.isTTY ? stdout.getColorDepth() : 1;
  return chooseColours({ wanted: options.color, noColor: env["NO_COLOR"], isTerminal: stdout.isTTY, depth });
}

/** Gives each key, and at the end puts the terminal back as it was. */
function listenToKeys(onKey: (key: Key) => void, onResize: () => void): () => void {
  let isPasting = false;
  const press = (text: string | undefined, { name, ctrl, meta }: { name?: string; ctrl: boolean; meta: boolean }) => {
    const key = keyOf({ text, name, ctrl, meta }, isPasting);
    if (key?.kind === "paste_start" || key?.kind === "paste_end") isPasting = key.kind === "paste_start";
    if (key !== undefined) onKey(key);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on("keypress", press);
  stdin.resume();
  stdout.on("resize", onResize);
  stdout.write(BRACKETED_PASTE_ON);
  const restore = () => {
    stdout.write(BRACKETED_PASTE_OFF);
    stdin.setRawMode(false);
  };
  // Also where something breaks: a terminal left raw is of no use to anybody.
  process.once("exit", restore);
  return () => {
    process.off("exit", restore);
    stdin.off("keypress", press);
    stdout.off("resize", onResize);
    restore();
  };
}

/** Settles when somebody wants this to end: Ctrl-C without a terminal, a hang-up, a reader that has gone. */
function untilAsked(): Promise<Ending> {
  return new Promise((resolve) => {
    const leave = () => resolve({ kind: "left" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, leave);
    // `| head` has seen enough.
    stdout.on("error", leave);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  warn(error instanceof Error ? error.message : String(error));
  process.exitCode = EXIT.refused;
}
setTimeout(() => process.exit(), CLOSE_MS).unref();

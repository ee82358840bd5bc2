// What somebody wrote into the input line: something to say, or a command to this program.

import { NAME_CHARS } from "../protocol/limits.ts";
import { parseDisplayName } from "../protocol/text.ts";
import { HISTORY_SHOWN, HISTORY_SHOWN_MAX, parseCount } from "./arguments.ts";

export type Entry =
  | { readonly kind: "nothing" }
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "who" }
  | { readonly kind: "help" }
  | { readonly kind: "quit" }
  | { readonly kind: "history"; readonly count: number }
  | { readonly kind: "name"; readonly name: string }
  /** In the newest poll that is open: the options by their numbers on the screen; none takes the vote back. */
  | { readonly kind: "vote"; readonly numbers: readonly number[] }
  | { readonly kind: "close" }
  /** For good; `quit` is for now. */
  | { readonly kind: "leave" }
  /** `which` counts the refused messages from 1; undefined: all of them. */
  | { readonly kind: "retry"; readonly which: number | undefined }
  | { readonly kind: "discard"; readonly which: number | undefined }
  | { readonly kind: "wrong"; readonly problem: string };

export function parseEntry(typed: string): Entry {
  const text = tidy(typed);
  if (text === "") return { kind: "nothing" };
  if (text.startsWith("//")) return { kind: "say", text: text.slice(1) };
  // "/etc/hosts is gone" is something to say.
  const match = /^\/([a-z]+)(?: (.*))?$/i.exec(text);
  if (match === null) return { kind: "say", text };
  return parseCommand(match[1]?.toLowerCase() ?? "", match[2]?.trim() ?? "");
}

/** What is sent of what was typed: nothing that cannot be stored, no blank lines around it. */
function tidy(typed: string): string {
  return typed
    .toWellFormed()
    .replaceAll("\u0000", "")
    .replace(/^(?:[ \t]*\r?\n)+/, "")
    .trimEnd();
}

function parseCommand(command: string, rest: string): Entry {
  switch (command) {
    case "who":
    case "help":
    case "quit":
    case "close":
    case "leave":
      return { kind: command };
    case "exit":
      return { kind: "quit" };
    case "history": {
      const count = rest === "" ? HISTORY_SHOWN : parseCount(rest);
      if (count === undefined || count === 0) return wrong(`/history takes a number from 1 to ${HISTORY_SHOWN_MAX}`);
      return { kind: "history", count };
    }
    case "name":
    case "nick": {
      const name = parseDisplayName(rest);
      if (name === undefined) return wrong(`/name takes 1 to ${NAME_CHARS} characters, and none that cannot be seen`);
      return { kind: "name", name };
    }
    case "vote": {
      const numbers = /^(?:0|none)$/i.test(rest) ? [] : rest.split(/[\s,]+/).map(Number);
      if (!numbers.every((number) => Number.isInteger(number) && number > 0))
        return wrong("/vote takes the number of an option, or several; 0 takes the vote back");
      return { kind: "vote", numbers };
    }
    case "retry":
    case "discard": {
      const which = rest === "" ? undefined : parseCount(rest);
      if (rest !== "" && (which === undefined || which === 0))
        return wrong(`/${command} takes the number of a refused message, or nothing for all of them`);
      return { kind: command, which };
    }
    default:
      return wrong(`there is no command /${command}; /help has them all. To say it, write //${command}`);
  }
}

function wrong(problem: string): Entry {
  return { kind: "wrong", problem };
}

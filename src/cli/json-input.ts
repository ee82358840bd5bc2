// What a line of `--json` input asks for: a message, or a command as the contract has it.

import { parseCommand } from "../protocol/codec.ts";
import type { Command } from "../protocol/commands.ts";
import type { Asked } from "../client/actions.ts";
import type { Content } from "../client/state.ts";
import { createId } from "../client/ids.ts";

type AskedType = "vote" | "close";

export type JsonInput =
  | { readonly kind: "nothing" }
  /** `ref` is the caller's own id, under which it is told what became of it. */
  | { readonly kind: "say"; readonly content: Content; readonly ref: string | undefined }
  | { readonly kind: "rename"; readonly name: string; readonly ref: string | undefined }
  | {
      readonly kind: "history";
      readonly before: number | undefined;
      readonly limit: number;
      readonly ref: string | undefined;
    }
  | { readonly kind: "typing"; readonly on: boolean }
  | { readonly kind: "signal"; readonly name: string; readonly data: unknown }
  | { readonly kind: "put"; readonly key: string; readonly value: unknown }
  | { readonly kind: "read"; readonly upTo: number }
  | { readonly kind: "readThread"; readonly thread: number; readonly upTo: number }
  | { readonly kind: "leave"; readonly ref: string | undefined }
  | { readonly kind: "ask"; readonly command: Extract<Asked, { type: AskedType }>; readonly ref: string | undefined }
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly ref: string | undefined };

const HISTORY_LIMIT = 50;

/** A JSON object with a `type` is a command; any other line is a message with exactly this text. */
export function parseJsonInput(line: string): JsonInput {
  if (line.trim() === "") return { kind: "nothing" };
  const object = parseObject(line);
  if (object === undefined) return { kind: "say", content: { text: line }, ref: undefined };
  const ref = "id" in object && typeof object.id === "string" ? object.id : undefined;
  const parsed = parseCommand({ id: createId(), ...object });
  if (parsed.kind === "ok") {
    if (isPossible(parsed.value)) return inputOf(parsed.value, ref);
    return unable(`unable to ${parsed.value.type}; this program cannot do that yet`, ref);
  }
  return { kind: "refused", code: parsed.error.code, message: parsed.error.message, ref };
}

/** What this program knows how to do; the contract has more. */
const POSSIBLE = [
  "send",
  "vote",
  "close",
  "rename",
  "leave",
  "history",
  "typing",
  "signal",
  "put",
  "read",
  "readThread",
] as const;
const possible: readonly string[] = POSSIBLE;
type PossibleCommand = Extract<Command, { type: (typeof POSSIBLE)[number] }>;

function isPossible(command: Command): command is PossibleCommand {
  return possible.includes(command.type);
}

function inputOf(command: PossibleCommand, ref: string | undefined): JsonInput {
  switch (command.type) {
    case "send": {
      const { text, replyTo, thread, data, poll, mentions } = command;
      if (command.attachments !== undefined)
        return unable("unable to send message; attachments cannot be sent from here", ref);
      const content: Content = {
        text,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(thread === undefined ? {} : { thread }),
        ...(data === undefined ? {} : { data }),
        ...(poll === undefined ? {} : { poll }),
        ...(mentions === undefined ? {} : { mentions }),
      };
      return { kind: "say", content, ref };
    }
    case "vote":
      return { kind: "ask", command: { type: "vote", message: command.message, options: command.options }, ref };
    case "close":
      return { kind: "ask", command: { type: "close", message: command.message }, ref };
    case "leave":
      return { kind: "leave", ref };
    case "rename":
      return { kind: "rename", name: command.name, ref };
    case "history":
      if (command.after !== undefined || command.thread !== undefined)
        return unable("unable to give history; from here it goes back only, and over all threads", ref);
      return { kind: "history", before: command.before, limit: command.limit ?? HISTORY_LIMIT, ref };
    case "typing":
      return { kind: "typing", on: command.on };
    case "signal":
      return { kind: "signal", name: command.name, data: command.data };
    case "put":
      return { kind: "put", key: command.key, value: command.value };
    case "read":
      return { kind: "read", upTo: command.upTo };
    case "readThread":
      return { kind: "readThread", thread: command.thread, upTo: command.upTo };
  }
}

function unable(message: string, ref: string | undefined): JsonInput {
  return { kind: "refused", code: "unknown_type", message, ref };
}

function parseObject(line: string): object | undefined {
  if (!line.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "type" in value ? value : undefined;
  } catch {
    return undefined;
  }
}

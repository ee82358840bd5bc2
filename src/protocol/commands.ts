// All commands: what a client may ask, one file each in commands/.

import type * as v from "valibot";
import { historySchema } from "./commands/history.ts";
import { readSchema } from "./commands/read.ts";
import { renameSchema } from "./commands/rename.ts";
import { resumeSchema } from "./commands/resume.ts";
import { sendSchema } from "./commands/send.ts";
import { signalSchema } from "./commands/signal.ts";
import { typingSchema } from "./commands/typing.ts";

export const commandSchemas = {
  send: sendSchema,
  rename: renameSchema,
  history: historySchema,
  resume: resumeSchema,
  read: readSchema,
  typing: typingSchema,
  signal: signalSchema,
} as const;

export type CommandType = keyof typeof commandSchemas;
export type Command = { [T in CommandType]: v.InferOutput<(typeof commandSchemas)[T]> }[CommandType];

/** Commands that may make an event. They carry an id and are answered by an ack. */
export const DURABLE = ["send", "rename"] as const satisfies readonly CommandType[];
export type DurableType = (typeof DURABLE)[number];
export type DurableCommand = Extract<Command, { type: DurableType }>;

const durableTypes: readonly string[] = DURABLE;

export function isDurable(command: Command): command is DurableCommand {
  return durableTypes.includes(command.type);
}

// All commands: what a client may ask, one file each in commands/.

import type * as v from "valibot";
import { authenticateSchema } from "./commands/authenticate.ts";
import { closeSchema } from "./commands/close.ts";
import { configureSchema } from "./commands/configure.ts";
import { editSchema } from "./commands/edit.ts";
import { eraseSchema } from "./commands/erase.ts";
import { historySchema } from "./commands/history.ts";
import { idleSchema } from "./commands/idle.ts";
import { leaveSchema } from "./commands/leave.ts";
import { moderateSchema } from "./commands/moderate.ts";
import { pinSchema } from "./commands/pin.ts";
import { purgeSchema } from "./commands/purge.ts";
import { putSchema } from "./commands/put.ts";
import { reactSchema } from "./commands/react.ts";
import { readSchema } from "./commands/read.ts";
import { readThreadSchema } from "./commands/read-thread.ts";
import { removeSchema } from "./commands/remove.ts";
import { renameSchema } from "./commands/rename.ts";
import { reportSchema } from "./commands/report.ts";
import { resolveSchema } from "./commands/resolve.ts";
import { resumeSchema } from "./commands/resume.ts";
import { sendSchema } from "./commands/send.ts";
import { signalSchema } from "./commands/signal.ts";
import { transferSchema } from "./commands/transfer.ts";
import { typingSchema } from "./commands/typing.ts";
import { voteSchema } from "./commands/vote.ts";
import { wordsSchema } from "./commands/words.ts";

export const commandSchemas = {
  send: sendSchema,
  edit: editSchema,
  remove: removeSchema,
  react: reactSchema,
  vote: voteSchema,
  close: closeSchema,
  pin: pinSchema,
  configure: configureSchema,
  moderate: moderateSchema,
  rename: renameSchema,
  leave: leaveSchema,
  erase: eraseSchema,
  transfer: transferSchema,
  report: reportSchema,
  resolve: resolveSchema,
  words: wordsSchema,
  purge: purgeSchema,
  authenticate: authenticateSchema,
  history: historySchema,
  resume: resumeSchema,
  read: readSchema,
  readThread: readThreadSchema,
  typing: typingSchema,
  idle: idleSchema,
  signal: signalSchema,
  put: putSchema,
} as const;

export type CommandType = keyof typeof commandSchemas;
export type Command = { [T in CommandType]: v.InferOutput<(typeof commandSchemas)[T]> }[CommandType];

/** Commands that are kept: they make an event, or change what moderators alone read. They carry an id and are answered by an ack. */
export const DURABLE = [
  "send",
  "edit",
  "remove",
  "react",
  "vote",
  "close",
  "pin",
  "configure",
  "moderate",
  "rename",
  "leave",
  "erase",
  "transfer",
  "report",
  "resolve",
  "words",
  "purge",
] as const satisfies readonly CommandType[];
export type DurableType = (typeof DURABLE)[number];
export type DurableCommand = Extract<Command, { type: DurableType }>;

const durableTypes: readonly string[] = DURABLE;

export function isDurable(command: Command): command is DurableCommand {
  return durableTypes.includes(command.type);
}

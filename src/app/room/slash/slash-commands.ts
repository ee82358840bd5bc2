// Every command of the composer, in the order in which they are offered. A new one is a file in commands/ and a line here.

import { isAtLeast } from "../roles.ts";
import type { RoomView } from "../room-view.ts";
import { ban } from "./commands/ban.ts";
import { help } from "./commands/help.ts";
import { invite } from "./commands/invite.ts";
import { kick } from "./commands/kick.ts";
import { me } from "./commands/me.ts";
import { mute } from "./commands/mute.ts";
import { nick } from "./commands/nick.ts";
import { poll } from "./commands/poll.ts";
import { purge } from "./commands/purge.ts";
import { readonly } from "./commands/readonly.ts";
import { report } from "./commands/report.ts";
import { reports } from "./commands/reports.ts";
import { role } from "./commands/role.ts";
import { search } from "./commands/search.ts";
import { shrug } from "./commands/shrug.ts";
import { slow } from "./commands/slow.ts";
import { topic } from "./commands/topic.ts";
import { transfer } from "./commands/transfer.ts";
import { unban } from "./commands/unban.ts";
import { unmute } from "./commands/unmute.ts";
import { words } from "./commands/words.ts";
import type { SlashCommand } from "./slash-command.ts";

const SLASH_COMMANDS: readonly SlashCommand[] = [
  me,
  shrug,
  nick,
  search,
  poll,
  report,
  invite,
  topic,
  slow,
  readonly,
  mute,
  unmute,
  kick,
  ban,
  unban,
  purge,
  reports,
  words,
  role,
  transfer,
  help,
];

/** Those that are of use to whoever looks, in a thread where one is named. */
export function slashCommandsFor({ you }: RoomView, thread?: number): readonly SlashCommand[] {
  const own = you.value?.role ?? "reader";
  return availableCommands().filter(
    (command) => isFor(command, thread) && (command.from === undefined || isAtLeast(own, command.from)),
  );
}

/** In a thread those alone that say something there, or are about no room. */
export function isFor({ isForThreads = false }: SlashCommand, thread: number | undefined): boolean {
  return thread === undefined || isForThreads;
}

/** Of those that somebody else may use too: the room says itself who may not. */
export function findSlashCommand(name: string): SlashCommand | undefined {
  return availableCommands().find((command) => command.name === name);
}

function availableCommands(): readonly SlashCommand[] {
  return SLASH_COMMANDS.filter(({ isHere }) => isHere?.() ?? true);
}

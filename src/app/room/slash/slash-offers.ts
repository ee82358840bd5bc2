// What is offered while a command is typed: names of commands first, then what may stand behind one.

import { t } from "../../shared/t.ts";
import type { RoomView } from "../room-view.ts";
import type { SlashCommand } from "./slash-command.ts";
import { findSlashCommand, isFor, slashCommandsFor } from "./slash-commands.ts";
import { nameBegun } from "./slash-line.ts";

export type Offered = {
  readonly key: string;
  /** What the line becomes. */
  readonly line: string;
  readonly label: string;
  readonly usage?: string;
  readonly about?: string;
};

export type Offers = {
  readonly list: readonly Offered[];
  /** The line is a whole command already: Enter runs it, and takes none of these. */
  readonly isWhole: boolean;
};

const OFFERED_MAX = 8;

export function offersFor(view: RoomView, line: string, thread?: number): Offers {
  const begun = nameBegun(line);
  if (begun !== undefined) {
    const list = slashCommandsFor(view, thread).filter(({ name }) => name.startsWith(begun));
    return { list: list.map(offeredCommand), isWhole: findSlashCommand(begun) !== undefined };
  }
  const [, name = "", rest = ""] = /^\/(\S+)\s+([\s\S]*)$/.exec(line) ?? [];
  const command = findSlashCommand(name.toLowerCase());
  const list = (command !== undefined && isFor(command, thread) && command.offers?.(view, rest)) || [];
  return {
    list: list
      .slice(0, OFFERED_MAX)
      .map((offer) => ({ key: offer.rest, line: `/${name} ${offer.rest}`, label: offer.label })),
    isWhole: list.length === 0,
  };
}

/** How the command that was typed goes on, once its name is whole. */
export function usageOf(line: string, thread?: number): string | undefined {
  const [, name] = /^\/(\S+)\s/.exec(line) ?? [];
  const command = name === undefined ? undefined : findSlashCommand(name.toLowerCase());
  return command === undefined || !isFor(command, thread) ? undefined : usageLine(command);
}

export function usageLine({ name, usage }: SlashCommand): string {
  return usage === undefined ? `/${name}` : `/${name} ${t(usage)}`;
}

function offeredCommand({ name, usage, about }: SlashCommand): Offered {
  return {
    key: name,
    line: usage === undefined ? `/${name}` : `/${name} `,
    label: `/${name}`,
    ...(usage === undefined ? {} : { usage: t(usage) }),
    about: t(about),
  };
}

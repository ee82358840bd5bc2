// words: replaces the list of words that the room does not want.

import type { WordsCommand } from "../../protocol/commands/words.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast } from "../../rules/permissions.ts";
import type { QuietHandler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

const OPERATION = "list words";

/** What is there already stays as it was said. */
export const words: QuietHandler<WordsCommand> = (room, member, { action, words: listed }) => {
  if (!isAtLeast(member.role, "moderator"))
    throw new ChatError("forbidden", `unable to ${OPERATION}; moderators and owners do`);
  refuseMuted(room, member);
  if (!room.log.exists)
    throw new ChatError("invalid", `unable to ${OPERATION}; nobody made this room, and nothing happened in it`);
  room.listedWords.keep({ action, words: [...new Set(listed)] });
  const by = { id: member.id, name: member.name };
  room.audit.add(by, { action: "words", target: `${listed.length} to ${action}` }, room.now());
};

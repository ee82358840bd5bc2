// judge.ts: what the contract makes of a command that is not a repeat: an event, nothing, or a refusal.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import type { ErrorCode } from "../../src/protocol/errors.ts";
import { type Folded, reactionKey } from "./fold.ts";

type Case = {
  readonly member: string;
  /** May pin, and remove whatever anybody said. */
  readonly isModerator: boolean;
  readonly name: string;
  /** As they stand. */
  readonly messages: ReadonlyMap<number, Folded>;
};

type Verdict =
  /** The fields of the kind; all others are every event's. */
  | { readonly kind: "event"; readonly event: { readonly kind: string } & Record<string, unknown> }
  | { readonly kind: "unchanged"; readonly since: number }
  | { readonly kind: "refused"; readonly code: ErrorCode };

export function judge(command: DurableCommand, { member, isModerator, name, messages }: Case): Verdict {
  switch (command.type) {
    case "send": {
      if (command.mentions?.includes("*") === true && !isModerator) return refuse("forbidden");
      if (command.replyTo !== undefined && !messages.has(command.replyTo)) return refuse("not_found");
      if (command.thread !== undefined) {
        const root = messages.get(command.thread);
        if (root === undefined || root.message.thread !== undefined || root.removedSeq !== undefined)
          return refuse("invalid");
      }
      const { type: _type, id: _id, ...content } = command;
      return { kind: "event", event: { kind: "message", ...content } };
    }
    case "rename":
      if (command.name === name) return unchanged(0);
      return { kind: "event", event: { kind: "member", member: { id: member, name: command.name }, action: "rename" } };
    case "edit": {
      const target = messages.get(command.message);
      if (target === undefined || target.removedSeq !== undefined) return refuse("not_found");
      if (target.message.by.id !== member) return refuse("forbidden");
      if (target.message.text === command.text) return unchanged(target.textSeq);
      return { kind: "event", event: { kind: "edited", message: command.message, text: command.text } };
    }
    case "remove": {
      const target = messages.get(command.message);
      if (target === undefined) return refuse("not_found");
      if (target.message.by.id !== member && !isModerator) return refuse("forbidden");
      if (target.removedSeq !== undefined) return unchanged(target.removedSeq);
      const { message, reason } = command;
      return { kind: "event", event: { kind: "removed", message, ...(reason === undefined ? {} : { reason }) } };
    }
    case "react": {
      const target = messages.get(command.message);
      if (target === undefined || target.removedSeq !== undefined) return refuse("not_found");
      const since = target.reactions.get(reactionKey(member, command.emoji))?.seq;
      if ((since !== undefined) === command.on) return unchanged(since ?? 0);
      const { message, emoji, on } = command;
      return { kind: "event", event: { kind: "reacted", message, emoji, on } };
    }
    case "pin": {
      if (!isModerator) return refuse("forbidden");
      const target = messages.get(command.message);
      if (target === undefined || target.removedSeq !== undefined) return refuse("not_found");
      if ((target.pinnedSeq !== undefined) === command.on) return unchanged(target.pinnedSeq ?? 0);
      return { kind: "event", event: { kind: "pinned", message: command.message, on: command.on } };
    }
    case "configure":
    case "moderate":
      throw new Error(`nobody here may ${command.type}`);
  }
}

function refuse(code: ErrorCode): Verdict {
  return { kind: "refused", code };
}

function unchanged(since: number): Verdict {
  return { kind: "unchanged", since };
}

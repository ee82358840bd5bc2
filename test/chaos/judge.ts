// judge.ts: what the contract makes of a command that is not a repeat: an event, nothing, or a refusal.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import type { ModerateCommand } from "../../src/protocol/commands/moderate.ts";
import type { ErrorCode } from "../../src/protocol/errors.ts";
import { canonical, type Folded, isGone, reactionKey, tally } from "./fold.ts";
import type { AskedPoll } from "../../src/protocol/poll.ts";
import type { Ranks } from "./ranks.ts";
import { isListed, masked, type Wording } from "./wordings.ts";

type Case = {
  readonly member: string;
  readonly ranks: Ranks;
  readonly name: string;
  /** As they stand. */
  readonly messages: ReadonlyMap<number, Folded>;
  /** When it is done; absent where slow mode lasts longer than anybody waits. */
  readonly at?: number;
  /** What becomes of the listed word. */
  readonly wording?: Wording;
};

export type Verdict =
  /** The fields of the kind; all others are every event's. */
  | { readonly kind: "event"; readonly event: { readonly kind: string } & Record<string, unknown> }
  | { readonly kind: "unchanged"; readonly since: number }
  /** Done, and no event of its own tells of it. */
  | { readonly kind: "quiet" }
  | { readonly kind: "refused"; readonly code: ErrorCode };

/** `asked` may hold the listed word: what is judged, and said, has none. */
export function judge(asked: DurableCommand, { member, ranks, name, messages, at, wording }: Case): Verdict {
  if (ranks.isBanned(member)) return refuse("banned");
  const holds = "text" in asked && isListed(asked.text);
  if (holds && wording === "refuse") return refuse("forbidden");
  const command = holds && wording === "mask" ? { ...asked, text: masked(asked.text) } : asked;
  const isMuted = ranks.isMuted(member);
  switch (command.type) {
    case "send": {
      if (!ranks.mayWrite(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      if (ranks.isHasty(member, at)) return refuse("slow_mode");
      if (command.mentions?.includes("*") === true && !ranks.isModerator(member)) return refuse("forbidden");
      if (command.replyTo !== undefined && !messages.has(command.replyTo)) return refuse("not_found");
      if (command.thread !== undefined) {
        const root = messages.get(command.thread);
        if (root === undefined || root.message.thread !== undefined || isGone(root)) return refuse("invalid");
      }
      const { type: _type, id: _id, poll, ...content } = command;
      const asked = poll === undefined ? {} : asPoll(content.text, poll);
      return { kind: "event", event: { kind: "message", ...content, ...asked } };
    }
    case "rename":
      if (!ranks.mayWrite(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      if (command.name === name) return unchanged(0);
      return { kind: "event", event: { kind: "member", member: { id: member, name: command.name }, action: "rename" } };
    case "edit": {
      const target = messages.get(command.message);
      if (target === undefined || isGone(target)) return refuse("not_found");
      if (target.message.by.id !== member || !ranks.mayWrite(member)) return refuse("forbidden");
      if (target.message.poll !== undefined) return refuse("invalid");
      if (isMuted) return refuse("muted");
      if (target.message.text === command.text) return unchanged(target.textSeq);
      return { kind: "event", event: { kind: "edited", message: command.message, text: command.text } };
    }
    case "remove": {
      const target = messages.get(command.message);
      if (target === undefined) return refuse("not_found");
      if (target.message.by.id !== member) {
        if (!ranks.mayModerate(member, target.message.by.id)) return refuse("forbidden");
        if (isMuted) return refuse("muted");
      }
      if (isGone(target)) return unchanged(target.removedSeq ?? 0);
      const { message, reason } = command;
      return { kind: "event", event: { kind: "removed", message, ...(reason === undefined ? {} : { reason }) } };
    }
    case "react": {
      if (!ranks.mayWrite(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      const target = messages.get(command.message);
      if (target === undefined || isGone(target)) return refuse("not_found");
      const since = target.reactions.get(reactionKey(member, command.emoji))?.seq;
      if ((since !== undefined) === command.on) return unchanged(since ?? 0);
      const { message, emoji, on } = command;
      return { kind: "event", event: { kind: "reacted", message, emoji, on } };
    }
    case "vote": {
      if (!ranks.mayWrite(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      const target = messages.get(command.message);
      if (target === undefined || isGone(target)) return refuse("not_found");
      const { poll } = target.message;
      if (poll === undefined) return refuse("invalid");
      if (target.closedSeq !== undefined) return refuse("forbidden");
      const options = command.options.toSorted((a, b) => a - b);
      if (options.some((place) => place >= poll.options.length)) return refuse("invalid");
      if (options.length > 1 && poll.multiple !== true) return refuse("invalid");
      const before = target.votes.get(member);
      if (canonical(before?.options ?? []) === canonical(options)) return unchanged(before?.seq ?? 0);
      const others = [...target.votes].flatMap(([voter, chosen]) => (voter === member ? [] : [chosen]));
      const all = options.length === 0 ? others : [...others, { options }];
      const { message } = command;
      return { kind: "event", event: { kind: "voted", message, options, ...tally(all, poll.options.length) } };
    }
    case "close": {
      const target = messages.get(command.message);
      if (target === undefined || isGone(target)) return refuse("not_found");
      if (target.message.poll === undefined) return refuse("invalid");
      const isOwn = target.message.by.id === member && ranks.mayWrite(member);
      if (!isOwn && !ranks.isModerator(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      if (target.closedSeq !== undefined) return unchanged(target.closedSeq);
      return { kind: "event", event: { kind: "closed", message: command.message } };
    }
    case "pin": {
      if (!ranks.isModerator(member)) return refuse("forbidden");
      if (isMuted) return refuse("muted");
      const target = messages.get(command.message);
      if (target === undefined || isGone(target)) return refuse("not_found");
      if ((target.pinnedSeq !== undefined) === command.on) return unchanged(target.pinnedSeq ?? 0);
      return { kind: "event", event: { kind: "pinned", message: command.message, on: command.on } };
    }
    case "moderate":
      return judgeModeration(command, member, ranks);
    case "transfer":
      if (ranks.of(member) !== "owner") return refuse("forbidden");
      if (isMuted) return refuse("muted");
      if (command.member === member) return refuse("forbidden");
      if (ranks.isBanned(command.member)) return refuse("invalid");
      return handOver(command.member, "owner");
    case "purge":
      if (command.member !== member) {
        if (!ranks.isModerator(member)) return refuse("forbidden");
        if (isMuted) return refuse("muted");
        if (!ranks.mayModerate(member, command.member)) return refuse("forbidden");
      }
      return { kind: "quiet" };
    case "words":
      if (!ranks.isModerator(member)) return refuse("forbidden");
      return isMuted ? refuse("muted") : { kind: "quiet" };
    case "configure": {
      const { type: _type, id: _id, ...change } = command;
      const isModerators = Object.keys(change).every((key) => key === "topic" || key === "slowModeMs");
      if (isModerators ? !ranks.isModerator(member) : ranks.of(member) !== "owner") return refuse("forbidden");
      if (isMuted) return refuse("muted");
      const isSo = Object.entries(change).every(([key, value]) => Reflect.get(ranks.settings, key) === value);
      return isSo ? unchanged(0) : { kind: "event", event: { kind: "configured", ...change } };
    }
    case "erase": {
      const whom = command.member ?? member;
      if (whom !== member && !ranks.mayModerate(member, whom)) return refuse("forbidden");
      if (whom !== member && isMuted) return refuse("muted");
      return { kind: "event", event: { kind: "member", member: { id: whom, name: "" }, action: "erase" } };
    }
    case "leave": {
      const given = ranks.given(member);
      if (given === "owner" && ranks.owners <= 1) return refuse("forbidden");
      if (given === undefined) return unchanged(0);
      return { kind: "event", event: { kind: "member", member: { id: member, name }, action: "leave" } };
    }
    case "report":
    case "resolve":
      throw new Error(`nobody here may ${command.type}`);
  }
}

/** One of the two events by which a room is handed on. */
export function handOver(id: string, role: "owner" | "moderator"): Verdict & { readonly kind: "event" } {
  return { kind: "event", event: { kind: "member", member: { id, name: "" }, action: "role", role, transfer: true } };
}

/** Of somebody who is known. The name in the event is only the room's to say. */
function judgeModeration(command: ModerateCommand, member: string, ranks: Ranks): Verdict {
  const { action, member: whom, role, reason } = command;
  if (action === "role" ? ranks.of(member) !== "owner" : !ranks.isModerator(member)) return refuse("forbidden");
  if (ranks.isMuted(member)) return refuse("muted");
  if (whom === member) {
    const stepsDown = ranks.given(member) === "owner" && role !== "owner";
    if (action !== "role" || (stepsDown && ranks.owners <= 1)) return refuse("forbidden");
  } else if (!ranks.mayModerate(member, whom)) return refuse("forbidden");
  const isSo = {
    kick: false,
    ban: ranks.isBanned(whom),
    unban: !ranks.isBanned(whom),
    mute: ranks.isMuted(whom),
    unmute: !ranks.isMuted(whom),
    role: ranks.given(whom) === role,
  }[action];
  if (isSo) return unchanged(0);
  const more = { ...(role === undefined ? {} : { role }), ...(reason === undefined ? {} : { reason }) };
  return { kind: "event", event: { kind: "member", member: { id: whom, name: "" }, action, ...more } };
}

/** Whoever does not know of polls reads the options in the text. */
function asPoll(question: string, { options, multiple, closesAt }: AskedPoll) {
  const text = [question, ...options.map((option, place) => `${place + 1}. ${option}`)].join("\n");
  const more = { ...(multiple === true ? { multiple } : {}), ...(closesAt === undefined ? {} : { closesAt }) };
  return { text, poll: { question, options, ...more } };
}

function refuse(code: ErrorCode): Verdict {
  return { kind: "refused", code };
}

function unchanged(since: number): Verdict {
  return { kind: "unchanged", since };
}

// What one does to messages, members and the room, beside saying something: each by a command that the room answers.

import type { DurableCommand, DurableType } from "../protocol/commands.ts";
import type { SettingsChange } from "../protocol/commands/configure.ts";
import { createId } from "./ids.ts";
import type { Requests } from "./requests.ts";

type Asking<T extends DurableType> = Omit<Extract<DurableCommand, { type: T }>, "id">;

/** Any durable command without its id; what is said goes through `send`, which keeps it. */
export type Asked = { [T in Exclude<DurableType, "send">]: Asking<T> }[Exclude<DurableType, "send">];

/** `seq` is that of the event, or of the one that made it so where nothing had to change; 0 where there is none. */
export type Answered = { readonly seq: number };

/**
 * Each waits for a connection, and is repeated under the same id until there is an answer. Rejects with a ChatError where
 * the room refuses, or where the client stops before.
 */
export type Actions = {
  ask(command: Asked): Promise<Answered>;
  /** Replaces the text of one's own message; `mentions`: whom it speaks to from then on, where that changes. */
  edit(message: number, text: string, mentions?: readonly string[]): Promise<Answered>;
  /** Takes a message's content away for good; its place stays. */
  remove(message: number, reason?: string): Promise<Answered>;
  /** Puts one's reaction on a message, or takes it back. */
  react(message: number, emoji: string, on: boolean): Promise<Answered>;
  /** Chooses among the options of a poll, by their places, in place of what one chose before; none takes it back. */
  vote(message: number, options: readonly number[]): Promise<Answered>;
  /** Ends a poll for good: one's own, or, for moderators and owners, anybody's. */
  closePoll(message: number): Promise<Answered>;
  /** Keeps a message at hand for everybody, or lets it go. */
  pin(message: number, on: boolean): Promise<Answered>;
  /** Changes the settings that are named. */
  configure(change: SettingsChange): Promise<Answered>;
  /** Acts on a member: sends away, bans, mutes, gives a role. */
  moderate(act: Omit<Asking<"moderate">, "type">): Promise<Answered>;
  /** Takes all away that a member wrote, and the names they had: one's own where nobody is named. */
  erase(member?: string): Promise<Answered>;
  /** Makes another member the owner, and oneself a moderator, in one. */
  transfer(member: string): Promise<Answered>;
  /** Tells the moderators of a message; nobody else hears of it. */
  report(message: number, reason?: string): Promise<void>;
  /** Takes a report off the moderators' queue. */
  resolve(report: number, outcome: Asking<"resolve">["outcome"], reason?: string): Promise<void>;
  /** Replaces the list of words that the room does not want. */
  listWords(action: Asking<"words">["action"], words: readonly string[]): Promise<void>;
  /** Removes everything that a member said, from `sinceAt` on where that is given. Goes on by itself where it is much. */
  purge(member: string, options?: { readonly sinceAt?: number; readonly reason?: string }): Promise<void>;
  /** Ends one's membership of the room, on all devices; the client stops. What one said stays. */
  leave(): Promise<void>;
  /** Changes one's own name in this room. */
  rename(name: string): Promise<void>;
};

/** `left` hears that one has left. */
export function createActions(requests: Requests, left: () => void): Actions {
  async function ask(command: Asked): Promise<Answered> {
    const answer = await requests.ask({ ...command, id: createId() });
    return { seq: answer?.type === "ack" ? answer.seq : 0 };
  }
  return {
    ask,
    edit: (message, text, mentions) =>
      ask({ type: "edit", message, text, ...(mentions === undefined ? {} : { mentions: [...mentions] }) }),
    remove: (message, reason) => ask({ type: "remove", message, ...(reason === undefined ? {} : { reason }) }),
    react: (message, emoji, on) => ask({ type: "react", message, emoji, on }),
    vote: (message, options) => ask({ type: "vote", message, options: [...options] }),
    closePoll: (message) => ask({ type: "close", message }),
    pin: (message, on) => ask({ type: "pin", message, on }),
    configure: (change) => ask({ type: "configure", ...change }),
    moderate: (act) => ask({ type: "moderate", ...act }),
    erase: (member) => ask({ type: "erase", ...(member === undefined ? {} : { member }) }),
    transfer: (member) => ask({ type: "transfer", member }),
    async report(message, reason) {
      await ask({ type: "report", message, ...(reason === undefined ? {} : { reason }) });
    },
    async resolve(report, outcome, reason) {
      await ask({ type: "resolve", report, outcome, ...(reason === undefined ? {} : { reason }) });
    },
    async listWords(action, words) {
      await ask({ type: "words", action, words: [...words] });
    },
    async purge(member, options = {}) {
      await ask({ type: "purge", member, ...options });
    },
    async leave() {
      await ask({ type: "leave" });
      left();
    },
    async rename(name) {
      await ask({ type: "rename", name });
    },
  };
}

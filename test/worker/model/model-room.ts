// model-room.ts: a room as small as the contract allows: a list of events, and what commands make of it.

import type { EraseCommand } from "../../../src/protocol/commands/erase.ts";
import type { PurgeCommand } from "../../../src/protocol/commands/purge.ts";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import type { ErrorCode } from "../../../src/protocol/errors.ts";
import { isErasure, isMemberEvent, isRemovedEvent, type RoomEvent } from "../../../src/protocol/events.ts";
import type { Message, Mine } from "../../../src/protocol/message.ts";
import type { MyVotes } from "../../../src/protocol/poll.ts";
import { authorOf, commandKey } from "../../chaos/event.ts";
import { canonical, erase, eraseMember, fold, foldMessages, foldMine, foldMyVotes, isGone } from "../../chaos/fold.ts";
import { judge } from "../../chaos/judge.ts";
import { type HookAnswer, hookAnswer } from "./answering-hook.ts";
import { Ranks } from "../../chaos/ranks.ts";
import { type Wording, wordingOf } from "../../chaos/wordings.ts";

/** Who takes part: `ada` with two devices. */
export const SLOTS = ["ada", "bob", "ada", "cy"] as const;
export type MemberName = (typeof SLOTS)[number];
/** What their tokens claim, which nothing changes, where nobody made the room. In one that Bob made they claim nothing. */
export const CLAIMS: Claims = { ada: "member", bob: "moderator", cy: "member" };
export type Claims = Readonly<Partial<Record<MemberName, "member" | "moderator">>>;
export type SlotNumber = 0 | 1 | 2 | 3;

export type Decision =
  | { readonly kind: "event"; readonly event: RoomEvent }
  /** Done, and no event of its own tells of it. */
  | { readonly kind: "quiet" }
  | { readonly kind: "done"; readonly seq: number; readonly at: number }
  | { readonly kind: "unchanged"; readonly since: number }
  | { readonly kind: "refused"; readonly code: ErrorCode };

type DoneCommand = {
  readonly member: string;
  readonly command: DurableCommand;
  /** 0 where no event tells of it. */
  readonly seq: number;
  readonly at: number;
  /** The event says other words than were asked for. */
  readonly isMasked: boolean;
  /** Whoever did it was erased. */
  isErased: boolean;
};

/** A connection as far as the model knows it. */
export type Slot = {
  isOpen: boolean;
  isIdle: boolean;
  epoch: string;
  seen: number;
  /** How far it knows that its member has read in threads, by their roots. */
  readonly threads: Map<number, number>;
};

export class ModelRoom {
  epoch = "0";
  log: RoomEvent[] = [];
  readonly slots: readonly Slot[] = SLOTS.map(() => ({
    isOpen: false,
    isIdle: false,
    epoch: "0",
    seen: 0,
    threads: new Map(),
  }));
  /** All that was ever asked for, by member: to be asked again. */
  readonly asked = new Map<string, DurableCommand[]>();
  /** The object is in memory. */
  isAwake = false;
  readonly ranks: Ranks;
  /** What becomes of the listed word. */
  #wording: Wording;
  /** Somebody is asked before anything is said. */
  hasHook = false;
  readonly #done = new Map<string, DoneCommand>();
  /** Whose name the records of moderators have, beside the log. */
  readonly #recorded = new Set<string>();
  readonly #names = new Map<string, string>();
  /** By member, and by member and root of a thread. */
  readonly #reads = new Map<string, { low: number; high: number }>();
  /** Whose connections the room has forgotten: of their names it knows what the log says. */
  readonly #forgotten = new Set<string>();
  readonly #spent = new Map<string, number>();
  #ids = 0;

  constructor(claims: Claims) {
    this.ranks = new Ranks(claims);
  }

  get head(): number {
    return this.log.length;
  }

  newId(): string {
    this.#ids += 1;
    return `c${this.#ids}`;
  }

  nameOf(member: string): string {
    return this.#names.get(member) ?? member;
  }

  /** Rate limits are not modelled, but kept away from: a program may do a thing only so often. */
  spend(kind: "command" | "lookup", member: string, count = 1): void {
    const key = `${kind} ${member}`;
    this.#spent.set(key, (this.#spent.get(key) ?? 0) + count);
  }

  maySpend(kind: "command" | "lookup", member: string, count = 1): boolean {
    return (this.#spent.get(`${kind} ${member}`) ?? 0) + count <= (kind === "command" ? 18 : 9);
  }

  remember(member: string, command: DurableCommand): void {
    const commands = this.asked.get(member) ?? [];
    if (!commands.some((before) => canonical(before) === canonical(command)))
      this.asked.set(member, [...commands, command]);
  }

  /** `at` is the time that a new event has: only the room knows it. */
  decide(member: string, command: DurableCommand, at = 0): Decision {
    // Whoever is banned hears of nothing that was done, either.
    if (this.ranks.isBanned(member)) return { kind: "refused", code: "banned" };
    const done = this.#done.get(commandKey(member, command.id));
    const answer = done === undefined || done.seq === 0 ? this.#hookAnswer(command) : undefined;
    if (answer?.verdict === "refuse") return { kind: "refused", code: "forbidden" };
    if (done !== undefined) {
      return this.#isRepeat(done, command)
        ? { kind: "done", seq: done.seq, at: done.at }
        : { kind: "refused", code: "id_conflict" };
    }
    if (command.type === "erase") return this.#judgeErasure(member, command, at);
    // What a hook says in the place of a poll is a message without one (R4-74).
    const asked = answer?.verdict === "replace" ? { ...command, text: answer.text, poll: undefined } : command;
    const verdict = judge(asked, {
      member,
      ranks: this.ranks,
      name: this.nameOf(member),
      messages: fold(this.log),
      wording: this.#wording,
    });
    if (verdict.kind !== "event") return verdict;
    const head = { seq: this.head + 1, at, by: { id: member, name: this.nameOf(member) }, id: command.id };
    const whom =
      command.type === "moderate" || command.type === "transfer"
        ? { member: { id: command.member, name: this.#nameOfTarget(command.member) } }
        : {};
    return { kind: "event", event: { ...head, ...verdict.event, ...whom } };
  }

  /** The room says that this was done. */
  append(member: string, command: DurableCommand, event: RoomEvent): void {
    this.log.push(event);
    const isMasked = "text" in command && "text" in event && event.text !== command.text;
    this.#keep(member, command, { seq: event.seq, at: event.at, isMasked });
    this.ranks.apply(event);
    if (command.type === "rename") this.#names.set(member, command.name);
    if (command.type === "remove") this.log = erase(this.log, command.message);
    if (command.type === "erase") {
      const whom = command.member ?? member;
      this.log = eraseMember(this.log, whom, event.seq);
      this.#names.delete(whom);
      this.#recorded.delete(whom);
      for (const done of this.#done.values()) if (done.member === whom) done.isErased = true;
    }
  }

  /** An owner had somebody asked, or nobody any more: the record of moderators has their name. */
  setHook(member: string, isOn: boolean): void {
    this.hasHook = isOn;
    this.#recorded.add(member);
  }

  #hookAnswer(command: DurableCommand): HookAnswer | undefined {
    if (!this.hasHook || (command.type !== "send" && command.type !== "edit")) return undefined;
    return hookAnswer(command.text);
  }

  /** The room says that this was done, and makes no event of it. */
  note(member: string, command: DurableCommand, at: number): void {
    this.#keep(member, command, { seq: 0, at, isMasked: false });
    if (command.type === "words") this.#wording = wordingOf(command);
    if (command.type === "words" || (command.type === "purge" && command.member !== member)) this.#recorded.add(member);
  }

  /** An event that the room made by itself. */
  adopt(event: RoomEvent): void {
    this.log.push(event);
    this.ranks.apply(event);
    if (isRemovedEvent(event)) this.log = erase(this.log, event.message);
  }

  /** The room begins as somebody's. */
  begin(epoch: string, events: readonly RoomEvent[]): void {
    this.epoch = epoch;
    for (const event of events) this.adopt(event);
  }

  /** What a purge is to remove, newest first. */
  purged({ member, sinceAt = 0 }: PurgeCommand): number[] {
    return [...fold(this.log)]
      .flatMap(([seq, of]) => (of.message.by.id === member && of.message.at >= sinceAt && !isGone(of) ? [seq] : []))
      .toReversed();
  }

  #keep(member: string, command: DurableCommand, done: Pick<DoneCommand, "seq" | "at" | "isMasked">): void {
    this.#done.set(commandKey(member, command.id), { member, command, isErased: false, ...done });
  }

  /** True for whoever did something that the log has: they can be moderated, here or not. */
  knows(member: string): boolean {
    return this.log.some((event) => "by" in event && isAuthor(event.by, member));
  }

  /** Messages as they stand, as a page of history gives them. */
  page(range: { before?: number; after?: number; limit: number }): { messages: Message[]; more: boolean } {
    const fits = foldMessages(this.log).filter(
      ({ seq }) => seq > (range.after ?? 0) && seq < (range.before ?? Infinity),
    );
    const messages = range.after === undefined ? fits.slice(-range.limit) : fits.slice(0, range.limit);
    return { messages, more: messages.length < fits.length };
  }

  /** A member's own reactions to the messages of a page. */
  mine(member: string, messages: readonly Message[]): Mine {
    return foldMine(this.log, member, messages);
  }

  /** A member's own votes in them; undefined where there are none. */
  myVotes(member: string, messages: readonly Message[]): MyVotes | undefined {
    return foldMyVotes(this.log, member, messages);
  }

  read(member: string, upTo: number): void {
    this.#read(member, upTo);
  }

  /** A thread past the head is nothing. */
  readThread(member: string, root: number, upTo: number): void {
    if (root <= this.head) this.#read(`${member} ${root}`, upTo);
  }

  #read(of: string, upTo: number): void {
    const told = Math.min(upTo, this.head);
    const before = this.#reads.get(of) ?? { low: 0, high: 0 };
    this.#reads.set(of, { low: Math.max(before.low, told), high: Math.max(before.high, told) });
  }

  /** Whether a welcome may tell this position; from here on it is known. */
  mayHaveRead(member: string, upTo: number): boolean {
    const { low, high } = this.#reads.get(member) ?? { low: 0, high: 0 };
    if (upTo < low || upTo > high) return false;
    this.#reads.set(member, { low: upTo, high: upTo });
    return true;
  }

  /** Whether a device may know these positions in threads, and no others; from here on they are known. */
  mayHaveReadThreads(member: string, told: ReadonlyMap<number, number>): boolean {
    const known = [...this.#reads.keys()]
      .filter((of) => of.startsWith(`${member} `))
      .map((of) => Number(of.split(" ")[1]));
    return [...new Set([...known, ...told.keys()])].every((root) =>
      this.mayHaveRead(`${member} ${root}`, told.get(root) ?? 0),
    );
  }

  /** Somebody has a connection. */
  came(member: string): void {
    this.#forgotten.delete(member);
  }

  /** They left for good. */
  departed(member: string): void {
    for (const of of this.#reads.keys()) if (of === member || of.startsWith(`${member} `)) this.#reads.delete(of);
    this.#forgotten.add(member);
  }

  /** Whoever is not connected while it does is forgotten. */
  sleep(): void {
    for (const member of SLOTS)
      if (!this.slots.some(({ isOpen }, at) => isOpen && SLOTS[at] === member)) this.#forgotten.add(member);
    this.isAwake = false;
  }

  #nameOfTarget(member: string): string {
    if (!this.#forgotten.has(member)) return this.nameOf(member);
    const own = this.log.findLast((event) => authorOf(event)?.by.id === member);
    if (own === undefined) return this.nameOf(member);
    // What one is called after a rename stands beside who asked for it.
    const isRename = isMemberEvent(own) && own.action === "rename";
    return (isRename ? own.member.name : authorOf(own)?.by.name) ?? this.nameOf(member);
  }

  /** Somebody is at none of the devices that a member is here with. */
  isIdle(member: string): boolean {
    return this.slots.every(({ isOpen, isIdle }, at) => SLOTS[at] !== member || !isOpen || isIdle);
  }

  /** All connections are gone, and positions that were told lately may be (they are stored once a minute). */
  dropAll(): void {
    for (const slot of this.slots) slot.isOpen = false;
    for (const [member, { high }] of this.#reads) this.#reads.set(member, { low: 0, high });
    this.sleep();
  }

  #judgeErasure(member: string, { id, member: whom = member }: EraseCommand, at: number): Decision {
    if (whom !== member && !this.ranks.mayModerate(member, whom)) return { kind: "refused", code: "forbidden" };
    if (whom !== member && this.ranks.isMuted(member)) return { kind: "refused", code: "muted" };
    const authors = this.log.flatMap((event) => {
      const author = authorOf(event);
      return author === undefined ? [] : [author.by, ...(isMemberEvent(event) ? [event.member] : [])];
    });
    const isNamed = authors.some((author) => author.id === whom && author.name !== "");
    if (!isNamed && !this.#recorded.has(whom)) {
      const since = this.log.findLast((event) => isErasure(event) && event.member.id === whom)?.seq ?? 0;
      return { kind: "unchanged", since };
    }
    const by = { id: member, name: member === whom ? "" : this.nameOf(member) };
    const event = { seq: this.head + 1, at, kind: "member", by, id, member: { id: whom, name: "" }, action: "erase" };
    return { kind: "event", event };
  }

  /** Of what was erased nobody knows any more what it said, only where it stood. */
  #isRepeat(done: DoneCommand, command: DurableCommand): boolean {
    if (done.seq === 0) return isQuiet(command) && (done.isErased || contentOf(done.command) === contentOf(command));
    if (done.isMasked && !done.isErased) return contentOf(done.command) === contentOf(command);
    const isErased = "erased" in (this.log[done.seq - 1] ?? {});
    return (isErased ? placeOf : contentOf)(done.command) === (isErased ? placeOf : contentOf)(command);
  }
}

function isQuiet({ type }: DurableCommand): boolean {
  return type === "purge" || type === "words";
}

function isAuthor(by: unknown, member: string): boolean {
  return typeof by === "object" && by !== null && "id" in by && by.id === member;
}

function contentOf({ id: _id, ...content }: DurableCommand): string {
  return canonical(content);
}

function placeOf(command: DurableCommand): string {
  const { type } = command;
  return canonical({
    type,
    message: "message" in command ? command.message : undefined,
    thread: "thread" in command ? command.thread : undefined,
  });
}

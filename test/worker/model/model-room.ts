// model-room.ts: a room as small as the contract allows: a list of events, and what commands make of it.

import type { DurableCommand } from "../../../src/protocol/commands.ts";
import type { ErrorCode } from "../../../src/protocol/errors.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";
import type { Message } from "../../../src/protocol/message.ts";
import { commandKey } from "../../chaos/event.ts";
import { canonical, foldMessages } from "../../chaos/fold.ts";

/** Who takes part: `ada` with two devices. */
export const SLOTS = ["ada", "bob", "ada", "cy"] as const;
export type SlotNumber = 0 | 1 | 2 | 3;

export type Decision =
  | { readonly kind: "event"; readonly event: RoomEvent }
  | { readonly kind: "done"; readonly seq: number; readonly at: number }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly code: ErrorCode };

/** A connection as far as the model knows it. */
export type Slot = { isOpen: boolean; epoch: string; seen: number };

export class ModelRoom {
  epoch = "0";
  readonly log: RoomEvent[] = [];
  readonly slots: readonly Slot[] = SLOTS.map(() => ({ isOpen: false, epoch: "0", seen: 0 }));
  /** All that was ever asked for, by member: to be asked again. */
  readonly asked = new Map<string, DurableCommand[]>();
  /** The object is in memory. */
  isAwake = false;
  readonly #done = new Map<string, { readonly content: string; readonly seq: number; readonly at: number }>();
  readonly #names = new Map<string, string>();
  readonly #reads = new Map<string, { low: number; high: number }>();
  readonly #spent = new Map<string, number>();
  #ids = 0;

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
    const done = this.#done.get(commandKey(member, command.id));
    if (done !== undefined) {
      return done.content === contentOf(command)
        ? { kind: "done", seq: done.seq, at: done.at }
        : { kind: "refused", code: "id_conflict" };
    }
    const name = this.nameOf(member);
    const event = { seq: this.head + 1, at, by: { id: member, name }, id: command.id };
    if (command.type === "rename") {
      if (command.name === name) return { kind: "unchanged" };
      return {
        kind: "event",
        event: { ...event, kind: "member", member: { id: member, name: command.name }, action: "rename" },
      };
    }
    const { type: _type, ...content } = command;
    if (command.replyTo !== undefined && this.#message(command.replyTo) === undefined)
      return { kind: "refused", code: "not_found" };
    if (command.thread !== undefined) {
      const root = this.#message(command.thread);
      if (root === undefined || root.thread !== undefined) return { kind: "refused", code: "invalid" };
    }
    return { kind: "event", event: { ...event, kind: "message", ...content } };
  }

  /** The room says that this was done. */
  append(member: string, command: DurableCommand, event: RoomEvent): void {
    this.log.push(event);
    this.#done.set(commandKey(member, command.id), { content: contentOf(command), seq: event.seq, at: event.at });
    if (command.type === "rename") this.#names.set(member, command.name);
  }

  /** Messages as they stand, as a page of history gives them. */
  page(range: { before?: number; after?: number; limit: number }): { messages: Message[]; more: boolean } {
    const fits = foldMessages(this.log).filter(
      ({ seq }) => seq > (range.after ?? 0) && seq < (range.before ?? Infinity),
    );
    const messages = range.after === undefined ? fits.slice(-range.limit) : fits.slice(0, range.limit);
    return { messages, more: messages.length < fits.length };
  }

  read(member: string, upTo: number): void {
    const told = Math.min(upTo, this.head);
    const before = this.#reads.get(member) ?? { low: 0, high: 0 };
    this.#reads.set(member, { low: Math.max(before.low, told), high: Math.max(before.high, told) });
  }

  /** Whether a welcome may tell this position; from here on it is known. */
  mayHaveRead(member: string, upTo: number): boolean {
    const { low, high } = this.#reads.get(member) ?? { low: 0, high: 0 };
    if (upTo < low || upTo > high) return false;
    this.#reads.set(member, { low: upTo, high: upTo });
    return true;
  }

  /** All connections are gone, and positions that were told lately may be (they are stored once a minute). */
  dropAll(): void {
    for (const slot of this.slots) slot.isOpen = false;
    for (const [member, { high }] of this.#reads) this.#reads.set(member, { low: 0, high });
    this.isAwake = false;
  }

  #message(seq: number): Message | undefined {
    return foldMessages(this.log).find((message) => message.seq === seq);
  }
}

function contentOf({ id: _id, ...content }: DurableCommand): string {
  return canonical(content);
}

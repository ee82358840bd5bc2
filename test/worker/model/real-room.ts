// real-room.ts: the room under test beside its model, and what must be the same of both after each step.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import * as v from "valibot";
import { expect } from "vitest";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import type { HistoryRange } from "../../../src/protocol/commands/history.ts";
import { messagesPageSchema } from "../../../src/protocol/http.ts";
import type { Message, Mine } from "../../../src/protocol/message.ts";
import type { MyVotes } from "../../../src/protocol/poll.ts";
import type { Principal } from "../../../src/rules/entry.ts";
import { parseCursor } from "../../../src/protocol/cursor.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";
import type { FrameOf } from "../../../src/protocol/frames.ts";
import type { Member } from "../../support/person.ts";
import { canonicalMessage, canonicalMine } from "../../chaos/fold.ts";
import { call, type Called, enter, make, principal, read, roomObject } from "../room/enter.ts";
import { HOOK_URL } from "./answering-hook.ts";
import { type Claims, type Decision, type ModelRoom, type SlotNumber, SLOTS } from "./model-room.ts";

export type Whence = "nowhere" | "start" | "cursor" | "old cursor" | "another log" | "above the head" | "nonsense";

export type Planned = { readonly slot: SlotNumber; readonly command: DurableCommand };
export type Answered = Planned & { readonly answer: GivenAnswer };
/** An ack or an error, by whatever way it came. */
type GivenAnswer = { readonly type: string; readonly code?: string; readonly seq?: number; readonly at?: number };

export class RealRoom {
  readonly name: string;
  readonly #claims: Claims;
  readonly #people = new Map<SlotNumber, Member>();
  /** Told lately how far they have read in a thread. */
  readonly #haveReadThreads = new Set<string>();

  constructor(name: string, claims: Claims) {
    this.name = name;
    this.#claims = claims;
  }

  person(slot: SlotNumber): Member {
    const person = this.#people.get(slot);
    if (person === undefined) throw new Error(`nobody is in slot ${slot}`);
    return person;
  }

  async enter(model: ModelRoom, slot: SlotNumber, whence: Whence): Promise<void> {
    const member = SLOTS[slot];
    const since = sinceOf(model, slot, whence);
    const person = await enter(this.name, `${member}#${slot}`, {
      id: member,
      name: member,
      ...roleOf(this.#claims[member]),
      ...(since === undefined ? {} : { since }),
    });
    this.#people.set(slot, person);
    const state = slotOf(model, slot);
    state.isOpen = true;
    state.isIdle = false;
    state.threads.clear();
    model.came(member);
    model.isAwake = true;
    checkWelcome(model, slot, since, person.welcome);
  }

  /** The answer that the room gave must be the one that the model gives. */
  async apply(model: ModelRoom, member: string, command: DurableCommand, answer: GivenAnswer): Promise<void> {
    const decision: Decision = model.decide(member, command, answer.at);
    switch (decision.kind) {
      case "refused":
        expect(answer).toMatchObject({ type: "error", code: decision.code });
        return;
      case "unchanged":
        expect(answer).toMatchObject({ type: "ack", seq: decision.since });
        return;
      case "done":
        expect(answer).toMatchObject({ type: "ack", seq: decision.seq, at: decision.at });
        return;
      case "event": {
        expect(answer).toMatchObject({ type: "ack", seq: decision.event.seq });
        expect(answer.at).toBeGreaterThanOrEqual(model.log.at(-1)?.at ?? 0);
        model.append(member, command, decision.event);
        if (command.type === "transfer") await this.#adopt(model, [stepDown(member, model.nameOf(member))]);
        return;
      }
      case "quiet": {
        expect(answer).toMatchObject({ type: "ack", seq: 0 });
        const removed = command.type === "purge" ? model.purged(command) : [];
        model.note(member, command, answer.at ?? 0);
        if (command.type === "purge") await this.#carryOut(model, member, removed);
      }
    }
  }

  /** Makes the room Bob's. */
  async found(model: ModelRoom): Promise<void> {
    await make(this.name, {}, "bob", "bob");
    const reader = await enter(this.name, "reader", { since: "0:0" });
    model.begin(reader.welcome.epoch, await reader.events(reader.welcome.head));
    await reader.leave();
  }

  /** By whoever owns the room. */
  async setHook(model: ModelRoom, member: string, isOn: boolean): Promise<void> {
    const object = roomObject(this.name);
    const asked = { url: HOOK_URL, timeoutMs: 1000, onFailure: "open" as const };
    const reply = isOn
      ? await object.putHook(this.name, this.#principal(member), asked)
      : await object.removeHook(this.name, this.#principal(member));
    expect(reply).toMatchObject({ kind: "ok" });
    model.isAwake = true;
    model.setHook(member, isOn);
  }

  /** A purge goes on by itself, over a sleep now and then. */
  async #carryOut(model: ModelRoom, member: string, removed: readonly number[]): Promise<void> {
    if (model.head % 2 === 0) await evictDurableObject(roomObject(this.name), { webSockets: "hibernate" });
    for (let rings = 0; rings < 2; rings += 1) await runDurableObjectAlarm(roomObject(this.name));
    const by = { id: member, name: model.nameOf(member) };
    await this.#adopt(
      model,
      removed.map((message) => ({ kind: "removed", by, message })),
    );
  }

  /** Events that no command made, but for their ids and times: they are to be these, and the model takes them over. */
  async #adopt(model: ModelRoom, expected: readonly object[]): Promise<void> {
    const reader = await enter(this.name, "reader", { since: "0:0" });
    const events = await reader.events(reader.welcome.head);
    await reader.leave();
    model.isAwake = true;
    expect(events.slice(model.head), "what came of it").toMatchObject(expected);
    for (const event of events.slice(model.head)) model.adopt(event);
    expect(events, "the log by now").toEqual(model.log);
  }

  /** Every open connection has seen the model's log, event by event, and nothing else. */
  async settle(model: ModelRoom): Promise<void> {
    for (const [index, slot] of model.slots.entries()) {
      if (!slot.isOpen) continue;
      const person = this.person(slotNumber(index));
      await person.caughtUp();
      model.isAwake = true;
      const frames: FrameOf<"events">[] = [];
      while (person.untaken("events").length > 0) frames.push(await person.next("events"));
      const events = frames.flatMap((frame) => frame.events);
      expect(events, `what ${SLOTS[index]}#${index} saw`).toEqual(model.log.slice(slot.seen));
      for (const { epoch } of frames) {
        if (epoch === undefined) continue;
        if (model.epoch === "0") model.epoch = epoch;
        slot.epoch = epoch;
      }
      slot.seen = model.head;
      expect(slot.epoch, `the epoch that ${SLOTS[index]}#${index} knows`).toBe(model.epoch);
      for (const type of ["ack", "error", "history", "welcome", "signal"] as const) {
        expect(person.untaken(type), `answers that nobody waits for, to ${SLOTS[index]}#${index}`).toEqual([]);
      }
    }
    await this.#settleThreads(model);
  }

  /** Every open connection knows how far its member has read in threads. */
  async #settleThreads(model: ModelRoom): Promise<void> {
    for (const [index, { isOpen, threads }] of model.slots.entries()) {
      if (!isOpen) continue;
      const [member, person] = [SLOTS[slotNumber(index)], this.person(slotNumber(index))];
      // What another device of the member told has been heard by the room: its answer to this comes behind what it told of it.
      if (this.#haveReadThreads.has(member)) await person.caughtUp();
      while (person.untaken("threads").length > 0) {
        for (const [root, upTo] of Object.entries((await person.next("threads")).threads))
          threads.set(Number(root), Math.max(upTo, threads.get(Number(root)) ?? 0));
      }
      const isRight = model.mayHaveReadThreads(member, threads);
      expect(isRight, `${member}#${index} knows of threads ${JSON.stringify([...threads])}`).toBe(true);
    }
    this.#haveReadThreads.clear();
  }

  /** Tells from one device how far its member has read in a thread. */
  readThread(model: ModelRoom, slot: SlotNumber, thread: number, upTo: number): void {
    this.person(slot).send({ type: "readThread", thread, upTo });
    this.#haveReadThreads.add(SLOTS[slot]);
    model.readThread(SLOTS[slot], thread, upTo);
    if (thread > model.head || upTo === 0) return;
    const { threads } = slotOf(model, slot);
    threads.set(thread, Math.max(Math.min(upTo, model.head), threads.get(thread) ?? 0));
  }

  /** A command past any connection, as the edge gives it to the room. */
  call(member: string, command: DurableCommand): Promise<Called> {
    return call(this.name, this.#principal(member), command);
  }

  /** A page past any connection. */
  async look(
    member: string,
    range: HistoryRange,
  ): Promise<{ messages: Message[]; mine: Mine; myVotes?: MyVotes | undefined; more: boolean }> {
    const reply = await roomObject(this.name).messages(this.name, { ...range }, { principal: this.#principal(member) });
    if (reply.kind === "refused") throw new Error(`${member} was refused a page: ${reply.message}`);
    return v.parse(messagesPageSchema, JSON.parse(reply.value));
  }

  /** A member as the edge knows them. */
  #principal(member: string): Principal {
    return principal(member, member, Object.entries(this.#claims).find(([name]) => name === member)?.[1]);
  }

  async sendAtOnce(planned: readonly Planned[]): Promise<Answered[]> {
    for (const { slot, command } of planned) this.person(slot).send(command);
    return Promise.all(
      planned.map(async (one) => ({ ...one, answer: await this.person(one.slot).answer(one.command.id) })),
    );
  }

  async callInOneGo(planned: readonly Planned[]): Promise<Answered[]> {
    return runInDurableObject(roomObject(this.name), (object) =>
      Promise.all(
        planned.map(async (one) => {
          const reply = await object.command(this.name, this.#principal(SLOTS[one.slot]), JSON.stringify(one.command));
          return { ...one, answer: answerOf(read(reply)) };
        }),
      ),
    );
  }

  async leave(model: ModelRoom, slot: SlotNumber): Promise<void> {
    await this.person(slot).leave();
    slotOf(model, slot).isOpen = false;
  }

  /** Somebody ended their membership: all their devices are sent away, and how far they had read is forgotten. */
  async departed(model: ModelRoom, member: string): Promise<void> {
    for (const [index, slot] of model.slots.entries()) {
      if (SLOTS[index] !== member || !slot.isOpen) continue;
      const closed = await this.person(slotNumber(index)).closed;
      expect(closed, `${member}#${index} left`).toEqual({ code: 1000, reason: "left" });
      slot.isOpen = false;
    }
    model.departed(member);
  }

  /** Whether somebody is at that device. */
  idle(model: ModelRoom, slot: SlotNumber, on: boolean): void {
    this.person(slot).send({ type: "idle", on });
    slotOf(model, slot).isIdle = on;
  }

  /** The platform cut all connections. */
  async lost(model: ModelRoom): Promise<void> {
    for (const [index, slot] of model.slots.entries()) {
      if (slot.isOpen) expect((await this.person(slotNumber(index)).closed).code).toBe(1006);
    }
    model.dropAll();
  }

  /** After a crash: what is stored is the model's log and some of what was under way, each connection's from its first on. */
  async recover(
    model: ModelRoom,
    underWay: readonly { slot: SlotNumber; command: DurableCommand; heard: readonly RoomEvent[] }[],
  ): Promise<void> {
    const reader = await enter(this.name, "reader", { since: "0:0" });
    await reader.caughtUp();
    const events: RoomEvent[] = [];
    while (reader.untaken("events").length > 0) events.push(...(await reader.next("events")).events);
    expect(events.slice(0, model.head), "what was stored before the crash").toEqual(model.log);
    if (events.length > 0 && model.epoch === "0") model.epoch = reader.welcome.epoch;
    expect(reader.welcome).toMatchObject({ epoch: model.epoch, head: events.length, recovered: true });
    const left = [...underWay];
    for (const event of events.slice(model.head)) {
      const at = left.findIndex(
        ({ slot, command }) => "by" in event && "id" in event && event.id === command.id && isBy(event, SLOTS[slot]),
      );
      const asked = left[at];
      if (asked === undefined)
        throw new Error(`the crash left an event that nobody asked for: ${JSON.stringify(event)}`);
      const earlier = left.slice(0, at).find(({ slot }) => slot === asked.slot);
      expect(earlier, `asked for by the same connection before ${asked.command.id}, and not stored`).toBeUndefined();
      left.splice(at, 1);
      const decision = model.decide(SLOTS[asked.slot], asked.command, event.at);
      if (decision.kind !== "event") throw new Error(`the crash made an event of what is ${decision.kind}`);
      expect(event).toEqual(decision.event);
      model.append(SLOTS[asked.slot], asked.command, event);
    }
    for (const { slot, heard } of underWay) {
      expect(model.log, `what ${SLOTS[slot]}#${slot} had seen before the crash`).toEqual(
        expect.arrayContaining([...heard]),
      );
    }
    await reader.leave();
  }
}

/** Nothing where a token claims none. */
function roleOf(role: Principal["role"]): { role?: Principal["role"] } {
  return role === undefined ? {} : { role };
}

/** What whoever handed the room on is from then on. */
function stepDown(id: string, name: string): object {
  return { kind: "member", by: { id, name }, member: { id, name }, action: "role", role: "moderator", transfer: true };
}

/** What was called for, as an answer over a connection would say it. */
export function answerOf(called: Called): GivenAnswer {
  if (called.kind === "refused") return { type: "error", code: called.code };
  if (called.frame?.type !== "ack") throw new Error(`a command was answered ${JSON.stringify(called.frame)}`);
  return called.frame;
}

export function slotNumber(index: number): SlotNumber {
  if (index === 0 || index === 1 || index === 2 || index === 3) return index;
  throw new Error(`there is no slot ${index}`);
}

export function slotOf(model: ModelRoom, slot: SlotNumber): ModelRoom["slots"][number] {
  const state = model.slots[slot];
  if (state === undefined) throw new Error(`there is no slot ${slot}`);
  return state;
}

export function sinceOf(model: ModelRoom, slot: SlotNumber, whence: Whence): string | undefined {
  const { epoch, seen } = slotOf(model, slot);
  switch (whence) {
    case "nowhere":
      return undefined;
    case "start":
      return "0:0";
    case "cursor":
      return `${epoch}:${seen}`;
    case "old cursor":
      return `${epoch}:${Math.floor(seen / 2)}`;
    case "another log":
      return "e0:1";
    case "above the head":
      return `${model.epoch}:${model.head + 1}`;
    case "nonsense":
      return "yesterday";
  }
}

/** Holds a welcome against the model, and notes from where the slot goes on. */
export function checkWelcome(
  model: ModelRoom,
  slot: SlotNumber,
  since: string | undefined,
  welcome: FrameOf<"welcome">,
): void {
  const member = SLOTS[slot];
  const state = slotOf(model, slot);
  // Only the room knows what its log is called.
  if (model.epoch === "0" && model.head > 0 && welcome.epoch !== "0") model.epoch = welcome.epoch;
  const cursor = since === undefined ? undefined : parseCursor(since);
  const recovered =
    cursor !== undefined && (since === "0:0" || (cursor.epoch === model.epoch && cursor.seq <= model.head));
  expect(welcome).toMatchObject({
    epoch: model.epoch,
    head: model.head,
    recovered,
    you: { id: member, name: model.nameOf(member), role: model.ranks.of(member) },
  });
  if (recovered) expect(welcome.snapshot).toBeUndefined();
  else {
    const { messages, more } = model.page({ limit: 50 });
    expect(welcome.snapshot?.more).toBe(more);
    expect(welcome.snapshot?.messages.map(canonicalMessage)).toEqual(messages.map(canonicalMessage));
    expect(canonicalMine(welcome.mine ?? {})).toBe(canonicalMine(model.mine(member, messages)));
    expect(welcome.myVotes).toEqual(model.myVotes(member, messages));
  }
  const here = model.slots.flatMap(({ isOpen }, index) => (isOpen ? [SLOTS[slotNumber(index)]] : []));
  const roster = new Map(welcome.members.list.map((entry) => [entry.id, entry]));
  for (const id of here) {
    expect(roster.get(id)?.name, `the name of ${id}, who is here`).toBe(model.nameOf(id));
    expect(roster.get(id)?.idle ?? false, `nobody is at any device of ${id}`).toBe(model.isIdle(id));
  }
  const isRight = model.mayHaveRead(member, welcome.you.readUpTo);
  expect(isRight, `${member} is told to have read up to ${welcome.you.readUpTo}`).toBe(true);
  state.epoch = model.epoch;
  state.seen = recovered ? cursor.seq : model.head;
}

function isBy(event: RoomEvent, member: string): boolean {
  const by: unknown = "by" in event ? event.by : undefined;
  return typeof by === "object" && by !== null && "id" in by && by.id === member;
}

// ideal-room.ts: a room that keeps every promise, and its clients, to make right histories from.

import type { DurableCommand } from "../../../src/protocol/commands.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";
import { erase, fold, foldMessages, foldMine, foldMyVotes } from "../../chaos/fold.ts";
import { judge } from "../../chaos/judge.ts";
import { Ranks } from "../../chaos/ranks.ts";
import { type ClientHistory, type Evidence, Recorder } from "../../chaos/history.ts";

const EPOCH = "e1";
const NOBODY_MODERATES = new Ranks();

export type Step =
  | {
      readonly kind: "connect";
      readonly who: number;
      readonly from: "cursor" | "old cursor" | "start" | "nowhere" | "another log";
    }
  | { readonly kind: "resume"; readonly who: number; readonly from: "cursor" | "old cursor" | "start" | "another log" }
  | { readonly kind: "disconnect"; readonly who: number }
  | { readonly kind: "send"; readonly who: number; readonly isAcked: boolean }
  | { readonly kind: "rename"; readonly who: number; readonly name: string; readonly isAcked: boolean }
  | { readonly kind: "change"; readonly who: number; readonly change: Change; readonly isAcked: boolean }
  | { readonly kind: "repeat"; readonly who: number };

/** What becomes of a message; the id is the room's to give. */
export type Change =
  | { readonly type: "edit"; readonly message: number; readonly text: string }
  | { readonly type: "remove"; readonly message: number }
  | { readonly type: "react"; readonly message: number; readonly emoji: string; readonly on: boolean }
  | { readonly type: "vote"; readonly message: number; readonly options: number[] }
  | { readonly type: "close"; readonly message: number }
  | { readonly type: "pin"; readonly message: number; readonly on: boolean };

type Answer =
  | { readonly kind: "ack"; readonly seq: number; readonly at: number }
  | { readonly kind: "refused"; readonly code: string };

type Person = {
  readonly recorder: Recorder;
  readonly member: string;
  isOnline: boolean;
  epoch: string;
  seen: number;
  last: DurableCommand | undefined;
  unanswered: DurableCommand[];
};

/** Plays steps in a room without a fault, then lets everybody catch up. */
export function play(members: readonly string[], steps: readonly Step[]): Evidence {
  const room = new IdealRoom(members);
  for (const step of steps) room.step(step);
  return room.end();
}

class IdealRoom {
  #log: RoomEvent[] = [];
  readonly #acks = new Map<string, { seq: number; at: number }>();
  readonly #names = new Map<string, string>();
  readonly #people: Person[];
  #ids = 0;

  constructor(members: readonly string[]) {
    this.#people = members.map((member, index) => ({
      recorder: new Recorder(`${member}#${index}`, member),
      member,
      isOnline: false,
      epoch: "0",
      seen: 0,
      last: undefined,
      unanswered: [],
    }));
  }

  step(step: Step): void {
    const person = this.#people[step.who];
    if (person === undefined) return;
    switch (step.kind) {
      case "connect":
        if (!person.isOnline) this.#connect(person, step.from);
        break;
      case "resume":
        if (person.isOnline) this.#resume(person, step.from);
        break;
      case "disconnect":
        person.isOnline = false;
        person.recorder.record({ kind: "disconnected" });
        break;
      case "send":
        this.#ids += 1;
        this.#ask(person, this.#said(), step.isAcked);
        break;
      case "rename":
        this.#ids += 1;
        this.#ask(person, { type: "rename", id: `c${this.#ids}`, name: step.name }, step.isAcked);
        break;
      case "change":
        this.#ids += 1;
        this.#ask(person, { ...step.change, id: `c${this.#ids}` }, step.isAcked);
        break;
      case "repeat":
        if (person.isOnline && person.last !== undefined) this.#ask(person, person.last, true);
    }
  }

  end(): Evidence {
    for (const person of this.#people) {
      if (!person.isOnline) this.#connect(person, "cursor");
      for (const command of person.unanswered.splice(0)) this.#ask(person, command, true);
    }
    const clients = this.#people.map(({ recorder }): ClientHistory => recorder.finish("caught up"));
    const head = this.#log.length;
    return { clients, final: { epoch: this.#epoch, head, log: [...this.#log], messages: foldMessages(this.#log) } };
  }

  get #epoch(): string {
    return this.#log.length === 0 ? "0" : EPOCH;
  }

  #connect(person: Person, from: Extract<Step, { kind: "connect" }>["from"]): void {
    person.isOnline = true;
    const since = sinceOf(person, from);
    person.recorder.record({ kind: "connected", since });
    this.#welcome(person, since);
  }

  /** Every fifth message asks something. */
  #said(): DurableCommand {
    const said = { type: "send" as const, id: `c${this.#ids}`, text: `message ${this.#ids}` };
    return this.#ids % 5 !== 0 ? said : { ...said, poll: { options: ["yes", "no"] } };
  }

  #resume(person: Person, from: Extract<Step, { kind: "resume" }>["from"]): void {
    const since = sinceOf(person, from) ?? "0:0";
    person.recorder.record({ kind: "resumed", since });
    this.#welcome(person, since);
  }

  #welcome(person: Person, since: string | undefined): void {
    const head = this.#log.length;
    const [epoch, text] = since?.split(":") ?? [];
    const seq = Number(text);
    const recovered = since !== undefined && (since === "0:0" || (epoch === this.#epoch && seq <= head));
    const all = foldMessages(this.#log);
    const messages = all.slice(-50);
    const mine = foldMine(this.#log, person.member, messages);
    const myVotes = foldMyVotes(this.#log, person.member, messages);
    const snapshot = recovered ? {} : { snapshot: { messages, more: messages.length < all.length }, mine, myVotes };
    person.recorder.record({ kind: "welcomed", welcome: { epoch: this.#epoch, head, recovered, ...snapshot } });
    person.epoch = this.#epoch;
    const missed = recovered ? this.#log.slice(seq) : [];
    if (missed.length > 0) person.recorder.record({ kind: "saw", events: missed });
    person.seen = head;
  }

  #ask(person: Person, command: DurableCommand, isAcked: boolean): void {
    const { recorder, member } = person;
    recorder.record({ kind: "asked", command });
    person.last = command;
    if (!person.isOnline) return void person.unanswered.push(command);
    const key = `${member} ${command.id}`;
    const done = this.#acks.get(key);
    const answer = done === undefined ? this.#decide(member, command, key) : { kind: "ack" as const, ...done };
    // What was refused or changed nothing left no trace: without its answer a client can only ask again.
    if (!isAcked && !this.#acks.has(key)) person.unanswered.push(command);
    if (!isAcked) return;
    if (answer.kind === "refused") recorder.record({ kind: "refused", id: command.id, code: answer.code });
    else recorder.record({ kind: "acknowledged", id: command.id, seq: answer.seq, at: answer.at });
  }

  #decide(member: string, command: DurableCommand, key: string): Answer {
    const name = this.#names.get(member) ?? member;
    const verdict = judge(command, { member, ranks: NOBODY_MODERATES, name, messages: fold(this.#log) });
    if (verdict.kind === "refused") return verdict;
    if (verdict.kind === "quiet") throw new Error(`nobody here asks to ${command.type}`);
    if (verdict.kind === "unchanged") return { kind: "ack", seq: verdict.since, at: 1000 };
    const seq = this.#log.length + 1;
    if (command.type === "rename") this.#names.set(member, command.name);
    const place = { seq, at: 1000 + seq, by: { id: member, name }, id: command.id };
    const ack = this.#append({ ...place, ...verdict.event }, key);
    if (command.type === "remove") this.#log = erase(this.#log, command.message);
    return { kind: "ack", ...ack };
  }

  #append(event: RoomEvent, key: string): { seq: number; at: number } {
    const epoch = this.#log.length === 0 ? { epoch: EPOCH } : {};
    this.#log.push(event);
    const ack = { seq: event.seq, at: event.at };
    this.#acks.set(key, ack);
    for (const person of this.#people) {
      if (!person.isOnline) continue;
      person.recorder.record({ kind: "saw", events: [event], ...epoch });
      person.epoch = EPOCH;
      person.seen = event.seq;
    }
    return ack;
  }
}

function sinceOf(person: Person, from: Extract<Step, { kind: "connect" }>["from"]): string | undefined {
  switch (from) {
    case "cursor":
      return `${person.epoch}:${person.seen}`;
    case "old cursor":
      return person.epoch === "0" ? "0:0" : `${person.epoch}:${Math.floor(person.seen / 2)}`;
    case "start":
      return "0:0";
    case "nowhere":
      return undefined;
    case "another log":
      return "e0:1";
  }
}

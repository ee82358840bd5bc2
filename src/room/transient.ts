// Commands that make no event: looks into history, typing, signals, values, read positions.

import type { Command, DurableCommand } from "../protocol/commands.ts";
import type { AuthenticateCommand } from "../protocol/commands/authenticate.ts";
import type { HistoryRange } from "../protocol/commands/history.ts";
import type { PutCommand } from "../protocol/commands/put.ts";
import type { ReadThreadCommand } from "../protocol/commands/read-thread.ts";
import type { SignalCommand } from "../protocol/commands/signal.ts";
import { ChatError } from "../protocol/errors.ts";
import { utf8Length } from "../protocol/text.ts";
import { maySend } from "../rules/permissions.ts";
import type { Attendance } from "./attendance.ts";
import { refuseMuted } from "./commands/send.ts";
import { isMuted } from "./standing.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import type { Limiter } from "./limiter.ts";
import type { ReadPositions } from "./read-positions.ts";
import type { Session } from "../sockets/session.ts";

export type TransientCommand = Exclude<Command, DurableCommand | AuthenticateCommand>;

type Host = {
  readonly room: RoomContext;
  readonly attendance: Attendance;
  readonly positions: ReadPositions;
  readonly limiter: Limiter;
  readonly welcome: (session: Session, since: string) => void;
};

export class Transient {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** From a connection. Throws a refusal; what is over a connection's signal rate is dropped silently (contract 6). */
  obey(session: Session, command: TransientCommand, now: number): void {
    const { positions, limiter } = this.#host;
    if (command.type === "history" || command.type === "resume") {
      limiter.take("lookup", session.asMember, now);
      if (command.type === "resume") return this.#host.welcome(session, command.since);
      const frame = this.#history(session.id, command.id, command);
      return session.sendText(frame, utf8Length(frame));
    }
    if (!limiter.maySignal(session, now)) return;
    switch (command.type) {
      case "read":
        return this.#hasRead(session.id, session, positions.tell(session, this.#readable(command.upTo), now));
      case "readThread":
        return this.#readsThread(session.id, command, session, now);
      case "typing":
        return this.#type(session.asMember, command.on, now);
      case "idle":
        return this.#turn(session, command.on);
      case "signal":
        return this.#signal(session.asMember, command, now, session);
      case "put":
        return this.#put(session.asMember, command, now);
    }
  }

  /** From outside of a connection. Gives the frame that answers, as JSON, where one does; throws a refusal. */
  call(member: Member, command: TransientCommand): { readonly frame?: string } {
    const { limiter, room, positions } = this.#host;
    const now = room.now();
    if (command.type === "resume") throw new ChatError("invalid", "unable to resume; it needs a connection");
    limiter.take(command.type === "history" ? "lookup" : "remoteSignal", member, now);
    switch (command.type) {
      case "history":
        return { frame: this.#history(member.id, command.id, command) };
      case "read":
        this.#hasRead(member.id, undefined, positions.tellStored(member.id, this.#readable(command.upTo), now));
        return {};
      case "readThread":
        this.#readsThread(member.id, command, undefined, now);
        return {};
      case "typing":
        this.#type(member, command.on, now);
        return {};
      case "idle":
        // It is of a device, and there is none: whoever reads by HTTP is here while they read.
        return {};
      case "signal":
        this.#signal(member, command, now, undefined);
        return {};
      case "put":
        this.#put(member, command, now);
        return {};
    }
  }

  #history(memberId: string, id: string, range: HistoryRange): string {
    const { messages, reactions, votes, log } = this.#host.room;
    const page = messages.page(range);
    const mine = reactions.mine(memberId, page.first, page.last);
    const myVotes = votes.mine(memberId, page.first, page.last);
    const own = JSON.stringify({ mine, myVotes, more: page.more }).slice(1, -1);
    const shown = `"messages":[${page.messages.join(",")}],${own}`;
    // Answers and events may travel apart: the head says which events the page knows already.
    return `{"type":"history","id":"${id}",${shown},"head":${log.head}}`;
  }

  /** Nobody has read what is not there yet. */
  #readable(upTo: number): number {
    return Math.min(upTo, this.#host.room.log.head);
  }

  #hasRead(memberId: string, from: Session | undefined, moved: boolean): void {
    if (!moved) return;
    const { attendance, positions } = this.#host;
    const upTo = positions.find(memberId);
    for (const session of attendance.sessions.of(memberId)) if (session !== from) session.send({ type: "read", upTo });
    attendance.news.read(memberId, upTo);
  }

  #readsThread(memberId: string, command: ReadThreadCommand, from: Session | undefined, now: number): void {
    const { thread } = command;
    const { attendance, positions, room } = this.#host;
    if (thread > room.log.head) return;
    const upTo = this.#readable(command.upTo);
    const moved =
      from === undefined
        ? positions.threads.tellStored(memberId, thread, upTo, now)
        : positions.threads.tell(from, thread, upTo, now);
    if (!moved) return;
    const frame = { type: "threads" as const, threads: { [thread]: upTo } };
    for (const session of attendance.sessions.of(memberId)) if (session !== from) session.send(frame);
  }

  #type(member: Member, on: boolean, now: number): void {
    if (!maySend(member.role) || isMuted(this.#host.room, member.id)) return;
    this.#host.attendance.typing.set({ id: member.id, name: member.name }, on, now);
    this.#host.attendance.news.schedule();
  }

  #turn(session: Session, on: boolean): void {
    // After a sleep it counts what connections say: before this one says something else.
    const { presence } = this.#host.attendance;
    if (!session.idle(on)) return;
    presence.turned(session);
    this.#host.attendance.news.schedule();
  }

  #signal(member: Member, { name, data }: SignalCommand, now: number, from: Session | undefined): void {
    this.#requireVoice(member, "signal");
    const frame = { type: "signal" as const, from: { id: member.id, name: member.name }, name, data };
    this.#host.attendance.publisher.signal(frame, now, from);
  }

  #put(member: Member, { key, value }: PutCommand, now: number): void {
    this.#requireVoice(member, "put value");
    const { attendance } = this.#host;
    attendance.values.put(key, value, { id: member.id, name: member.name }, now);
    attendance.valueChanged();
  }

  #requireVoice(member: Member, operation: string): void {
    if (!maySend(member.role)) throw new ChatError("forbidden", `unable to ${operation}; readers cannot write here`);
    refuseMuted(this.#host.room, member);
  }
}

// Takes commands from connections and callers, and carries out what their handlers decide.

import { decodeCommand } from "../protocol/codec.ts";
import { type Command, type DurableCommand, isDurable } from "../protocol/commands.ts";
import type { HistoryRange } from "../protocol/commands/history.ts";
import { NO_EPOCH } from "../protocol/cursor.ts";
import { ChatError } from "../protocol/errors.ts";
import { utf8Length } from "../protocol/text.ts";
import type { AckFrame } from "../protocol/frames/ack.ts";
import type { StoredEvent } from "../storage/event-log.ts";
import type { Attendance } from "./attendance.ts";
import type { Done } from "./commands/outcome.ts";
import { runCommand } from "./commands.ts";
import type { Member, RoomContext } from "./context.ts";
import type { Limiter } from "./limiter.ts";
import { logFault } from "./log-fault.ts";
import type { ReadPositions } from "./read-positions.ts";
import type { Session } from "./session.ts";
import { Turns } from "./turns.ts";

/** A durable command on its way: who asks is looked up when its turn comes, since a rename may stand before it. */
type Asked = {
  readonly member: () => Member;
  readonly command: DurableCommand;
  readonly done: (done: Done) => void;
  readonly refused: (error: unknown) => void;
};

/** What a command over RPC comes to. `repeated`: it had been done before, and this is the answer of then. */
export type CommandReply = { readonly frame: AckFrame; readonly repeated: boolean };

export type DispatchHost = {
  readonly room: RoomContext;
  readonly attendance: Attendance;
  readonly positions: ReadPositions;
  readonly limiter: Limiter;
  /** Sends a connection its welcome and what it missed. */
  readonly welcome: (session: Session, since: string) => void;
  /** Resolves when all that was written is durable. */
  readonly settled: () => Promise<unknown>;
};

/** CPU of one frame to one socket, in milliseconds: about 40 µs in workerd, measured, whatever the loop. */
const SEND_MS = 0.04;

export class Dispatch {
  readonly #host: DispatchHost;
  readonly #turns: Turns<Asked>;

  constructor(host: DispatchHost) {
    this.#host = host;
    this.#turns = new Turns({
      run: (asked) => this.#run(asked),
      settled: host.settled,
      sendingMs: () => host.attendance.sessions.size * SEND_MS,
    });
  }

  /** One frame from a connection, of a size that may be read. Every refusal becomes an `error` frame. */
  receive(session: Session, text: string): void {
    const decoded = decodeCommand(text);
    if (decoded.kind === "refused") this.#refuse(session, decoded.error, decoded.id);
    else this.#obey(session, decoded.value);
  }

  /** What a plain-mode client says: the text of a message. A refusal drops it. */
  say(session: Session, text: string): void {
    const id = crypto.randomUUID();
    const decoded = decodeCommand(JSON.stringify({ type: "send", id, text }));
    if (decoded.kind === "refused") this.#refuse(session, decoded.error, id);
    else this.#obey(session, decoded.value);
  }

  /**
   * A durable command from outside of a connection. Resolves when it is done and throws its refusal.
   * `text` is the command's JSON, since objects nested without limit do not cross RPC.
   */
  async call(member: Member, text: string): Promise<Done> {
    const decoded = decodeCommand(text);
    if (decoded.kind === "refused") throw decoded.error;
    const command = decoded.value;
    if (!isDurable(command)) throw new ChatError("invalid", `unable to ${command.type}; it needs a connection`);
    this.#host.limiter.take("command", member.id, this.#host.room.now());
    return new Promise((done, refused) => this.#turns.add({ member: () => member, command, done, refused }));
  }

  #obey(session: Session, command: Command): void {
    const now = this.#host.room.now();
    const id = "id" in command ? command.id : undefined;
    try {
      if (isDurable(command)) this.#ask(session, command, now);
      else this.#answer(session, command, now);
    } catch (error) {
      this.#refuse(session, error, id);
    }
  }

  #ask(session: Session, command: DurableCommand, now: number): void {
    this.#host.limiter.take("command", session.id, now);
    this.#turns.add({
      member: () => session.asMember,
      command,
      done: ({ ack }) => session.send(ack),
      refused: (error) => this.#refuse(session, error, command.id),
    });
  }

  #answer(session: Session, command: Exclude<Command, DurableCommand>, now: number): void {
    const { attendance, positions, limiter, room } = this.#host;
    switch (command.type) {
      case "history":
        limiter.take("lookup", session.id, now);
        this.#sendHistory(session, command.id, command);
        return;
      case "resume":
        limiter.take("lookup", session.id, now);
        this.#host.welcome(session, command.since);
        return;
      case "read":
        if (limiter.maySignal(session, now)) positions.tell(session, Math.min(command.upTo, room.log.head), now);
        return;
      case "typing":
        if (!limiter.maySignal(session, now)) return;
        attendance.typing.set({ id: session.id, name: session.member.name }, command.on, now);
        attendance.tellSoon();
        return;
      case "signal":
        if (!limiter.maySignal(session, now)) return;
        attendance.publisher.frame(
          {
            type: "signal",
            from: { id: session.id, name: session.member.name },
            name: command.name,
            data: command.data,
          },
          now,
          session,
        );
    }
  }

  #sendHistory(session: Session, id: string, range: HistoryRange): void {
    const page = this.#host.room.messages.page(range);
    const frame = `{"type":"history","id":"${id}","messages":[${page.messages.join(",")}],"mine":{},"more":${page.more}}`;
    session.sendText(frame, utf8Length(frame));
  }

  /** One turn: decides and stores all that was asked, then answers and publishes. There is no await in it. */
  #run(asked: readonly Asked[]): void {
    const { room, attendance } = this.#host;
    const now = room.now();
    const began = room.log.epoch === NO_EPOCH;
    const events: StoredEvent[] = [];
    const answers: (() => void)[] = [];
    for (const { member, command, done, refused } of asked) {
      try {
        const result = runCommand(room, member(), command);
        answers.push(() => done(result));
        if (result.event === undefined) continue;
        events.push(result.event);
        this.#apply(result.event, command);
      } catch (error) {
        answers.push(() => refused(error));
      }
    }
    for (const answer of answers) answer();
    if (events.length > 0) attendance.publisher.events(events, began ? room.log.epoch : undefined, now);
    attendance.tell(now);
  }

  /** What an event changes in what the room holds in memory. */
  #apply(event: StoredEvent, command: DurableCommand): void {
    const { attendance } = this.#host;
    if (command.type === "send") {
      attendance.typing.said(event.by.id);
      return;
    }
    attendance.presence.rename(event.by.id, command.name);
    for (const session of attendance.sessions.of(event.by.id)) session.rename(command.name);
  }

  #refuse(session: Session, error: unknown, id: string | undefined): void {
    const now = this.#host.room.now();
    if (error instanceof ChatError) {
      if (session.refuse(error, id, now) === "enough") this.#host.attendance.end(session, tooMany());
      return;
    }
    logFault("command", error);
    session.refuse(new ChatError("internal", "unable to run command; the server is at fault"), id, now);
  }
}

function tooMany(): ChatError {
  return new ChatError("rate_limited", "unable to go on; too many refused frames", { retryAfterMs: 30_000 });
}

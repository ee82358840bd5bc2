// Takes commands from connections and callers, and carries out what their handlers decide.

import { decodeCommand, encodeFrame } from "../protocol/codec.ts";
import { type Command, type DurableCommand, isDurable } from "../protocol/commands.ts";
import type { AuthenticateCommand } from "../protocol/commands/authenticate.ts";
import { NO_EPOCH } from "../protocol/cursor.ts";
import { ChatError } from "../protocol/errors.ts";
import { unwrap } from "../rules/reply.ts";
import type { StoredEvent } from "../storage/event-log.ts";
import type { Admission } from "./admission.ts";
import { follow } from "./aftermath.ts";
import type { Attendance } from "./attendance.ts";
import type { Chores } from "./chores.ts";
import type { Done } from "./commands/outcome.ts";
import { runCommand } from "./commands.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import type { HookAsking } from "./hook-asking.ts";
import type { Limiter } from "./limiter.ts";
import { Lines } from "./lines.ts";
import type { Listing } from "./listing.ts";
import { logFault } from "../sockets/log-fault.ts";
import type { VerifyToken } from "./loopback.ts";
import type { ReadPositions } from "./read-positions.ts";
import { mayHearOfReports, tellReports } from "./report-notice.ts";
import type { Renewals } from "./renewals.ts";
import type { Session } from "../sockets/session.ts";
import type { Tally } from "./tally.ts";
import type { Teller } from "./teller.ts";
import { Transient } from "./transient.ts";
import { Turns } from "./turns.ts";

/** Something durable on its way: decided when its turn comes, since what stands before it may change what it finds. */
type Act = {
  /** Decides and stores; throws a refusal with nothing stored. */
  readonly run: () => Acted;
  readonly refused: (error: unknown) => void;
};

type Acted = { readonly room: string; readonly events: readonly StoredEvent[]; readonly answer: () => void };

/**
 * What a command over RPC comes to: the JSON of the frame that answers it, where one does. It is text, since objects
 * nested without limit do not cross RPC. `repeated`: it had been done before, and this is the answer of then.
 */
export type CommandReply = { readonly frame?: string; readonly repeated: boolean };

export type DispatchHost = {
  readonly room: RoomContext;
  readonly attendance: Attendance;
  readonly admission: Admission;
  readonly positions: ReadPositions;
  readonly limiter: Limiter;
  readonly listing: Listing;
  readonly tally: Tally;
  readonly teller: Teller;
  readonly hook: HookAsking;
  /** The object lives until this settles. */
  readonly keepAwake: (work: Promise<unknown>) => void;
  readonly verify: VerifyToken;
  readonly chores: Chores;
  readonly renewals: Renewals;
  /** Called after each turn that stored something. */
  readonly stored: () => void;
  /** Sends a connection its welcome and what it missed. */
  readonly welcome: (session: Session, since: string) => void;
  /** Resolves when all that was written is durable. */
  readonly settled: () => Promise<unknown>;
};

export class Dispatch {
  readonly #host: DispatchHost;
  readonly #turns: Turns<Act>;
  readonly #transient: Transient;
  /** How many reports waited when moderators were last told, as far as this instance knows. */
  #reportsTold: number | undefined;
  /** Commands that came behind one that a hook is asked about. */
  readonly #lines = new Lines<Session>();

  constructor(host: DispatchHost) {
    this.#host = host;
    this.#transient = new Transient(host);
    this.#turns = new Turns({
      run: (acts) => this.#run(acts),
      settled: host.settled,
      sendingMs: () => host.attendance.sessions.sendingMs,
    });
  }

  /** One frame from a connection, of a size that may be read. Every refusal becomes an `error` frame. */
  receive(session: Session, text: string): void {
    this.#host.tally.frames += 1;
    const decoded = decodeCommand(text);
    if (decoded.kind === "refused") this.#refuse(session, decoded.error, decoded.id);
    else this.#obey(session, decoded.value);
  }

  /** What a plain-mode client says: the text of a message. A refusal drops it. */
  say(session: Session, text: string): void {
    this.#host.tally.frames += 1;
    const id = crypto.randomUUID();
    const decoded = decodeCommand(JSON.stringify({ type: "send", id, text }));
    if (decoded.kind === "refused") this.#refuse(session, decoded.error, id);
    else this.#obey(session, decoded.value);
  }

  /**
   * A command from outside of a connection, as JSON. Resolves when it is done and throws its refusal. `find` gives who
   * asks as they stand when it is called, or throws: a ban or a rename may stand before the command.
   */
  async call(find: () => Member, frame: string): Promise<CommandReply> {
    const member = find();
    const decoded = decodeCommand(frame);
    if (decoded.kind === "refused") throw decoded.error;
    const command = decoded.value;
    if (command.type === "authenticate")
      throw new ChatError("invalid", "unable to authenticate; it needs a connection");
    if (!isDurable(command)) return { ...this.#transient.call(member, command), repeated: false };
    this.#host.limiter.take("command", member, this.#host.room.now());
    const text = await this.#host.hook.ask(member, command);
    const { ack, repeated } = await new Promise<Done>((done, refused) =>
      this.#turns.add({ run: () => this.#execute(find(), command, text, done), refused }),
    );
    return { frame: encodeFrame(ack), repeated };
  }

  /** Stores and publishes events that no command of the wire makes. Resolves with the value; throws what `act` throws. */
  async perform<T>(
    room: string,
    act: () => { readonly events: readonly StoredEvent[]; readonly value: T },
  ): Promise<T> {
    return new Promise<T>((done, refused) =>
      this.#turns.add({
        run: () => {
          const { events, value } = act();
          return { room, events, answer: () => done(value) };
        },
        refused,
      }),
    );
  }

  #obey(session: Session, command: Command): void {
    const now = this.#host.room.now();
    const id = "id" in command ? command.id : undefined;
    this.#host.renewals.heard(session, now);
    try {
      if (command.type === "authenticate") this.#authenticate(session, command, now);
      else if (isDurable(command)) this.#ask(session, command, now);
      else this.#transient.obey(session, command, now);
    } catch (error) {
      this.#refuse(session, error, id);
    }
  }

  #ask(session: Session, command: DurableCommand, now: number): void {
    this.#host.limiter.take("command", session.asMember, now);
    const refused = (error: unknown) => this.#refuse(session, error, command.id);
    const add = (text: string | undefined) =>
      this.#turns.add({
        run: () => this.#execute(this.#memberOn(session), command, text, ({ ack }) => session.send(ack)),
        refused,
      });
    const asked = this.#host.hook.ask(session.asMember, command);
    if (asked === undefined && this.#lines.isEmpty(session)) return add(undefined);
    this.#host.keepAwake(this.#lines.add(session, asked ?? Promise.resolve(undefined), add, refused));
  }

  /** Whoever is on a connection, as they stand now: what they asked may have waited behind their ban. */
  #memberOn(session: Session): Member {
    const role = this.#host.admission.roleOf(session.room, session.principal, "run command");
    return { ...session.asMember, role };
  }

  #authenticate(session: Session, { id, token }: AuthenticateCommand, now: number): void {
    this.#host.limiter.take("lookup", session.asMember, now);
    const { admission, room, verify } = this.#host;
    const renewed = verify(token, session.room).then((reply) => {
      const principal = unwrap(reply);
      if (principal.id !== session.id)
        throw new ChatError("forbidden", "unable to authenticate; the token is another member's");
      const role = admission.roleOf(session.room, principal, "authenticate");
      session.renew(principal, role, admission.shownRoleOf(principal, role));
      session.send({ type: "ack", id, seq: 0, at: room.now() });
      tellReports(room.reports, session);
    });
    renewed.catch((error: unknown) => this.#refuse(session, error, id));
  }

  /** `text` is what a hook gave to say in place of the command's own. */
  #execute(member: Member, command: DurableCommand, text: string | undefined, done: (done: Done) => void): Acted {
    const result = runCommand(this.#host.room, member, command, text);
    if (result.events.length > 0) follow(this.#host, member, result.command);
    if (command.type === "purge" && !result.repeated) this.#host.stored();
    const isOfQueue = command.type === "report" || command.type === "resolve";
    return {
      room: member.room,
      events: result.events,
      answer: () => {
        done(result);
        if (isOfQueue && !result.repeated) this.#tellOfReports();
        // Only once they are told: with it their connections end.
        if (command.type === "leave" && !result.repeated)
          this.#host.attendance.depart(member.id, this.#host.room.now());
      },
    };
  }

  #tellOfReports(): void {
    const { room, attendance } = this.#host;
    const waiting = room.reports.countWaiting();
    if (waiting === this.#reportsTold) return;
    this.#reportsTold = waiting;
    attendance.publisher.frame({ type: "reports", waiting }, room.now(), mayHearOfReports);
  }

  /** One turn: decides and stores all that was asked, then answers and publishes. There is no await in it. */
  #run(acts: readonly Act[]): void {
    const { room, attendance } = this.#host;
    const now = room.now();
    const began = room.log.epoch === NO_EPOCH;
    const beforeAt = room.log.lastAt;
    const { head } = room.log;
    const events: StoredEvent[] = [];
    const answers: (() => void)[] = [];
    let name: string | undefined;
    for (const { run, refused } of acts) {
      try {
        const acted = run();
        name = acted.room;
        events.push(...acted.events);
        answers.push(acted.answer);
      } catch (error) {
        answers.push(() => refused(error));
      }
    }
    if (events.some(({ kind }) => kind === "member")) room.staffNames.forget();
    for (const answer of answers) answer();
    if (events.length > 0) {
      this.#host.tally.events += events.length;
      attendance.publisher.events(events, began ? room.log.epoch : undefined, now);
      // What was erased may have been among what was just told.
      attendance.relays.rewritten(room.log.rewrites);
      if (began) attendance.storeValuesLater();
      this.#host.stored();
      const chores = this.#host.chores.happened(head + 1, now);
      if (chores !== undefined) this.#host.keepAwake(chores);
      if (name !== undefined) {
        this.#host.listing.happened(name, beforeAt, now);
        this.#host.teller.happened(name, beforeAt, now);
      }
    }
    attendance.news.flush(now);
  }

  #refuse(session: Session, error: unknown, id: string | undefined): void {
    const now = this.#host.room.now();
    this.#host.tally.refused(error);
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

// The connections of a room, who is behind them, and what everybody is told of that.

import { CLOSE, type CloseCode } from "../protocol/close-codes.ts";
import { ChatError } from "../protocol/errors.ts";
import { Alarm } from "./alarm.ts";
import { News } from "./news.ts";
import { Presence } from "./presence.ts";
import { Publisher, type Unfit } from "./publisher.ts";
import type { ReadPositions } from "./read-positions.ts";
import { closeSocket, type Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { Typing } from "./typing.ts";

export class Attendance {
  readonly sessions: Sessions;
  readonly publisher: Publisher;
  readonly typing = new Typing();
  readonly #context: DurableObjectState;
  readonly #positions: ReadPositions;
  readonly #news: News;
  readonly #alarm: Alarm;
  #presence: Presence | undefined;

  constructor(context: DurableObjectState, sessions: Sessions, positions: ReadPositions) {
    this.#context = context;
    this.#positions = positions;
    this.sessions = sessions;
    this.publisher = new Publisher(this.sessions, (session, why) => this.#drop(session, why));
    this.#news = new News(() => this.presence, this.typing, this.publisher);
    this.#alarm = new Alarm(context.storage);
  }

  /** Made on first need: waking for a heartbeat's sake would read every attachment. */
  get presence(): Presence {
    this.#presence ??= new Presence(this.sessions.all);
    return this.#presence;
  }

  /** Each writes a row. */
  get alarmsSet(): number {
    return this.#alarm.timesSet;
  }

  enter(session: Session): void {
    const presence = this.presence;
    this.sessions.add(session);
    presence.join(session);
    this.#news.schedule();
  }

  /** A connection ended, by whichever side; telling it twice does nothing. */
  async leave(socket: WebSocket, now: number): Promise<void> {
    const presence = this.presence;
    const ended = this.sessions.remove(socket);
    if (ended === undefined) return;
    this.#positions.leave(ended.session, now);
    const goneAt = presence.leave(ended.session, ended.wasCounted, now);
    if (this.sessions.size === 0) presence.forgetLeaving();
    else if (goneAt !== undefined) await this.#alarm.ringBy(goneAt);
  }

  /** The alarm rang: whoever's grace is over is gone. */
  async expire(now: number): Promise<void> {
    const rangFor = this.#alarm.rang();
    // An alarm may ring a little early by this clock; what it was set for is due all the same.
    const next = this.presence.expire(Math.max(now, rangFor ?? now), rangFor === undefined);
    this.tell(now);
    if (next !== undefined) await this.#alarm.ringBy(next);
  }

  /** Sends at once what there is to tell, with whatever else goes out now. */
  tell(now: number): void {
    this.#news.flush(now);
  }

  /** Sends soon what there is to tell, merged. */
  tellSoon(): void {
    this.#news.schedule();
  }

  /** Ends a connection with a reason, and counts its member as leaving. */
  end(session: Session, error: ChatError, code?: CloseCode): void {
    session.end(error, code);
    this.#forget(session);
  }

  /** Cuts a connection whose reader is too far behind, and gives whether it did. */
  cutIfSlow(session: Session): boolean {
    const isTooSlow = session.isTooSlow(() => this.sessions.lastPingAt(session));
    if (isTooSlow) this.#drop(session, "slow");
    return isTooSlow;
  }

  #drop(session: Session, why: Unfit): void {
    if (why === "slow") closeSocket(session.socket, CLOSE.tooSlow, "too_slow");
    else session.end(expired());
    this.#forget(session);
  }

  #forget(session: Session): void {
    this.#context.waitUntil(this.leave(session.socket, Date.now()));
  }
}

export function expired(): ChatError {
  return new ChatError("expired", "unable to go on; the session has expired");
}

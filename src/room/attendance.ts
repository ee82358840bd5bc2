// The connections of a room, who is behind them, and what everybody is told of that.

import { CLOSE, type CloseCode, LEFT } from "../protocol/close-codes.ts";
import type { ChatError } from "../protocol/errors.ts";
import { encodeFrame } from "../protocol/codec.ts";
import type { DownItem } from "../rules/relaying.ts";
import type { Alarm } from "./alarm.ts";
import { News } from "./news.ts";
import { Presence } from "./presence.ts";
import { Publisher } from "./publisher.ts";
import { expired } from "../sockets/read-frame.ts";
import type { Unfit } from "../sockets/receivers.ts";
import type { Socket } from "../sockets/socket.ts";
import type { ReadPositions } from "./read-positions.ts";
import type { Relays } from "./relays/relays.ts";
import { closeSocket, type Session } from "../sockets/session.ts";
import type { Sessions } from "../sockets/sessions.ts";
import type { Tally } from "./tally.ts";
import { Typing } from "./typing.ts";
import type { Values } from "./values.ts";

/** How long a reader who is behind waits for values to be offered again where nothing new came. */
const OFFER_AGAIN_MS = 10_000;
/** So often, after the last change: a reader who lives pings in that time (contract 3.2), and no other keeps a room awake. */
const OFFERS_MAX = 4;

export class Attendance {
  readonly sessions: Sessions;
  readonly relays: Relays;
  readonly publisher: Publisher;
  readonly typing = new Typing();
  readonly values: Values;
  readonly news: News;
  readonly #context: DurableObjectState;
  readonly #positions: ReadPositions;
  readonly #alarm: Alarm;
  readonly #tally: Tally;
  readonly #emptied: (room: string, now: number) => Promise<void>;
  #presence: Presence | undefined;
  #offersLeft = 0;

  /** `emptied` hears that the last connection is gone. */
  constructor(
    context: DurableObjectState,
    alarm: Alarm,
    sessions: Sessions,
    positions: ReadPositions,
    values: Values,
    tally: Tally,
    relays: Relays,
    emptied: (room: string, now: number) => Promise<void>,
  ) {
    this.#context = context;
    this.#alarm = alarm;
    this.#tally = tally;
    this.#emptied = emptied;
    this.#positions = positions;
    this.sessions = sessions;
    this.relays = relays;
    this.values = values;
    this.publisher = new Publisher(this.sessions, relays, (session, why) => this.#drop(session, why));
    this.news = new News(
      () => this.presence,
      this.typing,
      values,
      this.publisher,
      (now) => this.offerLater(now),
      () => this.sessions.sendingMs,
    );
  }

  /** Made on first need: waking for a heartbeat's sake would read every attachment. */
  get presence(): Presence {
    this.#presence ??= new Presence(this.sessions.all);
    return this.#presence;
  }

  enter(session: Session): void {
    const presence = this.presence;
    this.sessions.add(session);
    presence.join(session);
    this.news.schedule();
  }

  /** A connection of before a sleep, which somebody else has held since. */
  resume(session: Session): void {
    if (this.#presence === undefined) this.sessions.add(session);
    else this.enter(session);
  }

  /** The newest values and the roster, for a relay that missed some. */
  get newest(): DownItem[] {
    return [
      { kind: "values", text: JSON.stringify(this.values.newestOfAll) },
      { kind: "frame", text: encodeFrame({ type: "presence", ...this.presence.members }) },
    ];
  }

  /** A connection ended, by whichever side; telling it twice does nothing. */
  async leave(socket: Socket, now: number): Promise<void> {
    const presence = this.presence;
    const ended = this.sessions.remove(socket);
    if (ended === undefined) return;
    this.#positions.leave(ended.session, now);
    const goneAt = presence.leave(ended.session, ended.wasCounted, now);
    if (presence.hasNews) this.news.schedule();
    if (this.sessions.size === 0) {
      presence.forgetLeaving();
      await this.#emptied(ended.session.room, now);
    } else if (goneAt !== undefined) await this.#alarm.ringBy(goneAt);
  }

  /** A value changed: it is told soon and stored later. */
  valueChanged(): void {
    this.news.schedule();
    this.storeValuesLater();
  }

  /** The values that a member put stay, without the name. */
  eraseAuthor(memberId: string, now: number): void {
    this.values.eraseAuthor(memberId, now);
    this.storeValuesLater();
  }

  /** Called once more when the log begins: until then there is nowhere to store them. */
  storeValuesLater(): void {
    const { storeAt } = this.values;
    if (storeAt !== undefined) this.#context.waitUntil(this.#alarm.ringBy(storeAt));
  }

  /** The alarm rang: whoever's grace is over is gone, and values are stored. */
  async rang(now: number): Promise<void> {
    const rangFor = this.#alarm.rang();
    // An alarm may ring a little early by this clock; what it was set for is due all the same.
    const by = Math.max(now, rangFor ?? now);
    const due = [this.presence.expire(by, rangFor === undefined), this.#storeValues(by), this.#offerValues(now)];
    this.news.flush(now);
    const next = Math.min(...due.map((at) => at ?? Infinity));
    if (next !== Infinity) await this.#alarm.ringBy(next);
  }

  /** Ends a connection with a reason, and counts its member as leaving. */
  end(session: Session, error: ChatError, code?: CloseCode): void {
    session.end(error, code);
    this.#forget(session);
  }

  /** Ends every connection of a member. */
  endAll(memberId: string, error: ChatError): void {
    for (const session of this.sessions.of(memberId)) this.end(session, error);
  }

  /** A member left for good, on all devices: they are gone at once, and how far they had read is forgotten. */
  depart(memberId: string, now: number): void {
    const { presence } = this;
    let left: string | undefined;
    for (const { socket, room } of this.sessions.of(memberId)) {
      left = room;
      closeSocket(socket, CLOSE.asked, LEFT);
      this.sessions.remove(socket);
    }
    this.#positions.forget(memberId);
    presence.depart(memberId);
    if (this.sessions.size === 0) {
      presence.forgetLeaving();
      if (left !== undefined) this.#context.waitUntil(this.#emptied(left, now));
    }
    this.news.schedule();
  }

  /** Cuts a connection whose reader is too far behind, and gives whether it did. */
  cutIfSlow(session: Session): boolean {
    const isTooSlow = session.isTooSlow(() => this.sessions.lastPingAt(session));
    if (isTooSlow) this.#drop(session, "slow");
    return isTooSlow;
  }

  /** Somebody was behind when values were told. The alarm that stores them offers them again, else one of their own. */
  offerLater(now: number): void {
    this.#offersLeft = OFFERS_MAX;
    this.#context.waitUntil(this.#alarm.ringBy(this.values.storeAt ?? now + OFFER_AGAIN_MS));
  }

  #storeValues(now: number): number | undefined {
    const { storeAt } = this.values;
    if (storeAt === undefined || storeAt > now) return storeAt;
    this.values.store(now);
    return undefined;
  }

  #offerValues(now: number): number | undefined {
    if (!this.publisher.owesValues) return undefined;
    this.publisher.values(new Set(), (keys) => this.values.newest(keys), now);
    this.#offersLeft -= 1;
    return this.publisher.owesValues && this.#offersLeft > 0 ? now + OFFER_AGAIN_MS : undefined;
  }

  #drop(session: Session, why: Unfit): void {
    if (why === "slow") {
      this.#tally.slow += 1;
      closeSocket(session.socket, CLOSE.tooSlow, "too_slow");
    } else session.end(expired());
    this.#forget(session);
  }

  #forget(session: Session): void {
    this.#context.waitUntil(this.leave(session.socket, Date.now()));
  }
}

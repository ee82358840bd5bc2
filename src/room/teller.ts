// Tells the Lobby what the room counted: along with what it asks anyway, seldom by itself, and often while operators look.
//
// It is never in the way of a message, wakes nobody and sets no alarm. What was not told before a sleep is lost, but for
// what the Lobby sees by the head of the log.

import type { Env } from "../env.ts";
import { isReservedRoomName } from "../protocol/text.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";
import { OPERATORS_ROOM } from "../rules/operators-room.ts";
import { type Bucket, fullBucket, type Rate, take } from "../rules/rate-limit.ts";
import { roomMark } from "../rules/room-mark.ts";
import type { RoomTally, TallyAnswer } from "../rules/room-tally.ts";
import { logFault } from "../sockets/log-fault.ts";
import type { Tally } from "./tally.ts";

/** By itself at most so often, as a public room does for the list: most rooms tell along with their question about sign-outs. */
const EVERY_MS = 5 * 60_000;
/** While operators look: at once after quiet, every 2 s in a room that is never quiet. */
const WATCHED: Rate = { burst: 5, perSecond: 0.5 };

/** How the room is now. */
type Look = {
  readonly epoch: string;
  readonly head: number;
  readonly sockets: number;
  readonly relays: number;
  /** The name, as a connection has it. */
  readonly name: string | undefined;
};

export class Teller {
  readonly #env: Env;
  readonly #context: DurableObjectState;
  readonly #tally: Tally;
  readonly #look: () => Look;
  readonly #isOn: boolean;
  /** An object does not know its own name: it learns it from whoever comes. */
  #name: string | undefined;
  /** Since when it counts; undefined until it has told once. */
  #toldAt: number | undefined;
  readonly #wokeAt: number;
  #watchedUntil = 0;
  #bucket: Bucket;

  constructor(env: Env, context: DurableObjectState, tally: Tally, look: () => Look, now: number) {
    this.#env = env;
    this.#context = context;
    this.#tally = tally;
    this.#look = look;
    this.#isOn = env.TELEMETRY !== "off";
    this.#wokeAt = now;
    this.#bucket = fullBucket(WATCHED, now);
  }

  /** What to bring along to the Lobby. `heard` or `lost` is to follow. Undefined where nothing is told; never throws. */
  take(now: number): RoomTally | undefined {
    if (!this.#isOn) return undefined;
    try {
      return this.#take(now);
    } catch (error) {
      logFault("tell", error);
      return undefined;
    }
  }

  heard({ mark, sockets, sinceMs, counted }: RoomTally, { watchedUntil }: TallyAnswer): void {
    this.#watchedUntil = watchedUntil;
    const { events, frames, joins, slow, rowsWritten, rowsRead, refused } = counted;
    const refusals = Object.values(refused).reduce((sum, times) => sum + times, 0);
    // docs/operating.md says which number is which.
    this.#env.ANALYTICS?.writeDataPoint({
      indexes: [mark],
      blobs: ["room"],
      doubles: [
        sockets,
        events,
        frames,
        joins,
        rowsWritten,
        rowsRead,
        refusals,
        refused["internal"] ?? 0,
        slow,
        sinceMs,
      ],
    });
  }

  lost({ counted }: RoomTally): void {
    this.#tally.giveBack(counted);
  }

  /** Something happened in the room of that name; the last event before was at `beforeAt`. */
  happened(name: string, beforeAt: number, now: number): void {
    if (!this.#isOn) return;
    this.#name = name;
    if (now < this.#watchedUntil) {
      const taken = take(this.#bucket, WATCHED, now);
      this.#bucket = taken.bucket;
      if (taken.kind === "taken") this.#tell(now);
      return;
    }
    const sinceTold = this.#toldAt === undefined ? Infinity : now - this.#toldAt;
    // Which is the first of five minutes follows from the log, so that waking often does not tell often.
    const isFirst = Math.floor(beforeAt / EVERY_MS) !== Math.floor(now / EVERY_MS);
    if (isFirst && sinceTold >= EVERY_MS) this.#tell(now);
  }

  /** Somebody came in, which operators who look are to see. */
  came(name: string, now: number): void {
    this.happened(name, now, now);
  }

  /** The last connection is gone: until somebody comes the Lobby hears no more. */
  left(name: string, now: number): void {
    this.#name = name;
    this.#tell(now);
  }

  #tell(now: number): void {
    const tally = this.take(now);
    if (tally === undefined) return;
    const told = this.#env.LOBBY.getByName(LOBBY_NAME).tell(tally);
    this.#context.waitUntil(
      Promise.resolve(told).then(
        (answer) => this.heard(tally, answer),
        (error: unknown) => {
          this.lost(tally);
          logFault("tell", error);
        },
      ),
    );
  }

  #take(now: number): RoomTally | undefined {
    const { epoch, head, sockets, relays, name = this.#name } = this.#look();
    if (name === undefined || name === OPERATORS_ROOM) return undefined;
    const woke = this.#toldAt === undefined;
    const sinceMs = Math.max(0, now - (this.#toldAt ?? this.#wokeAt));
    this.#name = name;
    this.#toldAt = now;
    return {
      mark: roomMark(name),
      ...(isReservedRoomName(name) ? {} : { name }),
      epoch,
      head,
      sockets,
      ...(relays === 0 ? {} : { relays }),
      sinceMs,
      woke,
      counted: this.#tally.take(),
    };
  }
}

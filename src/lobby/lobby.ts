// What one deployment shares over all its rooms: its signing secret, its signed-out sessions, its public rooms. Never in the way of a message.

import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { commandIdSchema, memberIdSchema, roomNameSchema, timeSchema } from "../protocol/schemas.ts";
import type { OperatorNews } from "../protocol/operating.ts";
import { errorLine } from "../rules/error-line.ts";
import { OPERATORS_HOUSE, OPERATORS_KEY, OPERATORS_ROOM } from "../rules/operators-room.ts";
import { type Bucket, fullBucket, type Rate, take } from "../rules/rate-limit.ts";
import { unwrap } from "../rules/reply.ts";
import { roomMark } from "../rules/room-mark.ts";
import {
  type Refusals,
  refusalsSchema,
  type RoomTally,
  roomTallySchema,
  type TallyAnswer,
} from "../rules/room-tally.ts";
import { type RoomListing, roomListingSchema } from "../rules/room-listing.ts";
import { Database } from "../storage/database.ts";
import { type DeviceGuest, dropDeviceCodes, keepDeviceCode, takeDeviceCode } from "./device-codes.ts";
import { migrations } from "./migrations.ts";
import { PublicRooms } from "./public-rooms.ts";
import {
  askRestore,
  endRestore,
  findRestore,
  RESTORE_OUTCOMES,
  type RestoreAsked,
  type RestoreNote,
  type RestoreOutcome,
  restoresUnderWay,
  type RestoreWish,
} from "./restores.ts";
import { addSignedOut, type SignedOut, signedOutAfter, signedOutAmong } from "./signed-out.ts";
import { takeSigningSecret } from "./signing-secret.ts";
import { spendLink } from "./spent-links.ts";
import type { Tallied } from "./tallied.ts";
import { Tallies } from "./tallies.ts";

const sessionSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const deviceGuestSchema = v.object({
  member: memberIdSchema,
  name: v.string(),
  session: sessionSchema,
  madeAt: timeSchema,
});
const restoreWishSchema = v.object({
  room: roomNameSchema,
  id: commandIdSchema,
  at: timeSchema,
  by: v.object({ id: memberIdSchema, name: v.string() }),
});
const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
/** How often operators are shown news: at once after quiet. */
const SHOWS: Rate = { burst: 10, perSecond: 1 };
const limitSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000));

export class Lobby extends DurableObject<Env> {
  readonly #database: Database;
  readonly #publicRooms: PublicRooms;
  readonly #tallies: Tallies;
  #shows: Bucket = fullBucket(SHOWS, Date.now());

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#database = new Database(context.storage);
    this.#publicRooms = new PublicRooms(this.#database);
    this.#tallies = new Tallies(this.#database);
  }

  /** Makes the secret when it is first asked for. */
  signingSecret(): string {
    this.#database.migrate(migrations);
    return takeSigningSecret(this.#database, Date.now());
  }

  /** `until` is when no token of the session is of use any more. */
  signOut(session: string, until: number): void {
    this.#database.migrate(migrations);
    addSignedOut(this.#database, v.parse(sessionSchema, session), v.parse(timeSchema, until), Date.now());
    dropDeviceCodes(this.#database, session);
  }

  /**
   * Reads alone: before the first secret or sign-out there is nothing, and asking makes nothing. Rooms that are being
   * restored come along, all of them, where there are any. `refusals` is what the Worker that asks has refused meanwhile.
   */
  signedOut(after: number, refusals?: Refusals): SignedOut & { readonly restores?: readonly RestoreNote[] } {
    if (!this.#database.isMade()) return { sessions: [], last: after };
    // A deploy may have brought steps that the tables do not have yet.
    this.#database.migrate(migrations);
    const news = signedOutAfter(this.#database, v.parse(timeSchema, after));
    if (refusals !== undefined)
      unlessItFails("count", () => this.#tallies.refused(v.parse(refusalsSchema, refusals), Date.now()));
    const restores = restoresUnderWay(this.#database);
    return restores.length === 0 ? news : { ...news, restores };
  }

  /** Which of these sessions were signed out. Reads alone. */
  signedOutAmong(sessions: readonly string[]): string[] {
    if (!this.#database.isMade()) return [];
    this.#database.migrate(migrations);
    return signedOutAmong(this.#database, v.parse(v.array(sessionSchema), sessions));
  }

  /** Which of a room's sessions were signed out, and what the room counted. Only the latter may write, once a minute. */
  check(
    sessions: readonly string[],
    tally: RoomTally | undefined,
  ): TallyAnswer & { readonly signedOut: readonly string[] } {
    const signedOut = this.signedOutAmong(sessions);
    const answer = tally === undefined ? undefined : unlessItFails("tell", () => this.tell(tally));
    return { signedOut, watchedUntil: answer?.watchedUntil ?? 0 };
  }

  /** A room tells what it counted. Throws where that is no tally. */
  tell(tally: RoomTally): TallyAnswer {
    const parsed = v.parse(roomTallySchema, tally);
    const now = Date.now();
    if (this.#database.isMade() || parsed.head > 0) this.#database.migrate(migrations);
    this.#tallies.tell(parsed, now);
    const { watchedUntil } = this.#tallies;
    if (now < watchedUntil) this.#show(now);
    return { watchedUntil };
  }

  /** What rooms told, for an operator who looks, which is remembered for a minute: rooms tell more often then. */
  watchRooms(): OperatorNews {
    const now = Date.now();
    this.#database.migrate(migrations);
    unlessItFails("watch", () => this.#tallies.watch(now));
    return this.#tallies.report(now);
  }

  /** What was stored of it, so that no figure that was told once goes back. Reads alone. */
  tallied(): Tallied {
    if (this.#database.isMade()) this.#database.migrate(migrations);
    return this.#tallies.stored(Date.now());
  }

  /** Keeps what a one-use code stands for, by its digest, until then. */
  keepDeviceCode(digest: string, guest: DeviceGuest, until: number): void {
    const parsed = v.parse(deviceGuestSchema, guest);
    this.#database.migrate(migrations);
    keepDeviceCode(this.#database, v.parse(sessionSchema, digest), parsed, v.parse(timeSchema, until), Date.now());
  }

  /** Gives whose the code is, once. A wrong one, used or expired, changes nothing. */
  takeDeviceCode(digest: string): DeviceGuest | undefined {
    if (!this.#database.isMade()) return undefined;
    this.#database.migrate(migrations);
    return takeDeviceCode(this.#database, v.parse(sessionSchema, digest), Date.now());
  }

  /** True for the first who comes with the nonce of an operator's link, which is of use until then. */
  spendLink(nonce: string, until: number): boolean {
    this.#database.migrate(migrations);
    return spendLink(this.#database, v.parse(sessionSchema, nonce), v.parse(timeSchema, until), Date.now());
  }

  /** A public room tells of itself, at most once in 5 minutes. Throws where what it tells is no listing. */
  listRoom(listing: RoomListing): void {
    const parsed = v.parse(roomListingSchema, listing);
    this.#database.migrate(migrations);
    this.#publicRooms.list(parsed, Date.now());
  }

  /** A room is public no more, or is gone (`isGone`). One that was never listed changes nothing, and makes nothing. */
  unlistRoom(name: string, isGone = false): void {
    if (!this.#database.isMade()) return;
    this.#database.migrate(migrations);
    this.#publicRooms.unlist(v.parse(roomNameSchema, name));
    if (isGone) this.#tallies.forget(roomMark(name), Date.now());
  }

  /** The public rooms, the most recently active first, `limit` (1–1,000) at most. Reads alone. */
  publicRooms(limit: number): RoomListing[] {
    if (!this.#database.isMade()) return [];
    this.#database.migrate(migrations);
    return this.#publicRooms.newest(v.parse(limitSchema, limit), Date.now());
  }

  /** The rooms that are being restored. Reads alone. */
  restoresUnderWay(): RestoreNote[] {
    if (!this.#database.isMade()) return [];
    this.#database.migrate(migrations);
    return restoresUnderWay(this.#database);
  }

  /** How a restore stands that may have been asked for; undefined where it was not. Reads alone. */
  findRestore(wish: RestoreWish): RestoreAsked | undefined {
    if (!this.#database.isMade()) return undefined;
    this.#database.migrate(migrations);
    return findRestore(this.#database, v.parse(restoreWishSchema, wish));
  }

  /** Takes down that a room is to go back to an older state, once for each id, and tells how that stands. */
  askRestore(wish: RestoreWish): RestoreAsked {
    const parsed = v.parse(restoreWishSchema, wish);
    this.#database.migrate(migrations);
    return askRestore(this.#database, parsed, Date.now());
  }

  /** The room has its new epoch: from here on everybody is let in. */
  endRestore(place: number, outcome: RestoreOutcome): void {
    this.#database.migrate(migrations);
    endRestore(this.#database, v.parse(placeSchema, place), v.parse(v.picklist(RESTORE_OUTCOMES), outcome));
  }

  /** Puts what is new into the room that operators follow. Never awaited by the room that told. */
  #show(now: number): void {
    const taken = take(this.#shows, SHOWS, now);
    this.#shows = taken.bucket;
    if (taken.kind === "empty") return;
    const value = this.#tallies.takeNews(now);
    const command = JSON.stringify({ type: "put", key: OPERATORS_KEY, value });
    const room = this.env.ROOM.getByName(OPERATORS_ROOM);
    this.ctx.waitUntil(
      Promise.resolve(room.command(OPERATORS_ROOM, OPERATORS_HOUSE, command))
        .then(unwrap)
        .catch((error: unknown) => logFault("show", error)),
    );
  }
}

/** What is counted for operators must not be in the way of what is asked: where no row may be written any more, say. */
function unlessItFails<T>(during: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    logFault(during, error);
    return undefined;
  }
}

function logFault(during: string, error: unknown): void {
  console.error(JSON.stringify({ level: "error", event: "fault", during, error: errorLine(error) }));
}

// One connection of one member: what is remembered of it over sleep, and what is counted while awake.

import * as v from "valibot";
import { CLOSE, type CloseCode } from "../protocol/close-codes.ts";
import { encodeFrame } from "../protocol/codec.ts";
import { type ChatError, ERRORS } from "../protocol/errors.ts";
import type { Frame } from "../protocol/frames.ts";
import { THREAD_READS_MAX, WELCOME_LIMITS } from "../protocol/limits.ts";
import { headSchema, type Role, roleSchema, type RosterEntry, seqSchema } from "../protocol/schemas.ts";
import { type Entry, type Principal, principalSchema } from "../rules/entry.ts";
import type { SessionToRenew } from "../rules/session-renewal.ts";
import type { Member } from "../rules/member.ts";
import { type Bucket, fullBucket, type Rate, take } from "../rules/rate-limit.ts";
import { ReaderPace } from "./reader-pace.ts";
import type { Socket } from "./socket.ts";

/** What a socket's attachment holds: all that is needed on waking, at most 16,384 bytes (platform limit). */
const attachmentSchema = v.object({
  version: v.literal(1),
  connection: v.string(),
  room: v.string(),
  mode: v.picklist(["frames", "plain"]),
  hidden: v.optional(v.boolean(), false),
  /** Its name is the one shown here; `tokenName` is what the token said. */
  member: principalSchema,
  tokenName: v.string(),
  role: roleSchema,
  /** What the roster shows instead, of somebody who operates the deployment. */
  shown: v.optional(roleSchema),
  /** How far the member has read as told on this connection, perhaps not stored yet. */
  readUpTo: headSchema,
  /** And in threads, by their roots: those that were told last. */
  threads: v.optional(v.array(v.tuple([seqSchema, headSchema])), []),
  /** Nobody is at this device. */
  idle: v.optional(v.boolean(), false),
  /** At a relay, on some of its connections: how far the events went that it passed on, the highest `count` last. */
  mark: v.optional(v.object({ epoch: v.string(), seq: headSchema, count: v.number() })),
});
type Attachment = v.InferOutput<typeof attachmentSchema>;

const SIGNALS: Rate = { burst: WELCOME_LIMITS.signalBurst, perSecond: WELCOME_LIMITS.signalsPerSecond };
/** Refused frames before a connection is closed with 4429: far more than a client at fault makes by accident. */
const REFUSALS: Rate = { burst: 100, perSecond: 2 };

export class Session {
  readonly socket: Socket;
  #attachment: Attachment;
  #signals: Bucket | undefined;
  #refusals: Bucket | undefined;
  readonly #pace = new ReaderPace();

  private constructor(socket: Socket, attachment: Attachment) {
    this.socket = socket;
    this.#attachment = attachment;
  }

  static start(
    socket: Socket,
    entry: Entry,
    start: Pick<Attachment, "connection" | "role" | "shown" | "readUpTo"> & { name: string },
  ): Session {
    const { name, ...rest } = start;
    const session = new Session(socket, {
      version: 1,
      room: entry.room,
      mode: entry.mode,
      hidden: entry.hidden,
      member: { ...entry.principal, name },
      tokenName: entry.principal.name,
      threads: [],
      idle: false,
      ...rest,
    });
    session.#keep();
    return session;
  }

  /** Gives undefined for an attachment that cannot be read: one that an older or newer version left. */
  static wake(socket: Socket): Session | undefined {
    const parsed = v.safeParse(attachmentSchema, socket.deserializeAttachment());
    return parsed.success ? new Session(socket, parsed.output) : undefined;
  }

  /** As the roster shows the member. */
  get member(): RosterEntry {
    const { member, role, shown = role } = this.#attachment;
    return { id: member.id, name: member.name, role: shown };
  }

  /** Who asks, for commands. */
  get asMember(): Member {
    const { member, role, tokenName, room } = this.#attachment;
    const { id, name, operator, madeAt, network } = member;
    return { id, name, role, operator, tokenName, room, madeAt, network };
  }

  get id(): string {
    return this.#attachment.member.id;
  }

  get connection(): string {
    return this.#attachment.connection;
  }

  get room(): string {
    return this.#attachment.room;
  }

  get mode(): Attachment["mode"] {
    return this.#attachment.mode;
  }

  /** In no roster and no count. */
  get isHidden(): boolean {
    return this.#attachment.hidden;
  }

  get isIdle(): boolean {
    return this.#attachment.idle;
  }

  get readUpTo(): number {
    return this.#attachment.readUpTo;
  }

  get threads(): Attachment["threads"] {
    return this.#attachment.threads;
  }

  /** Who is on the connection, as their token says but for the name, which is the one shown here. */
  get principal(): Principal {
    return this.#attachment.member;
  }

  /** The `jti` of the token, where it has one. */
  get tokenSession(): string | undefined {
    return this.#attachment.member.session;
  }

  /** What the token claims. */
  get claimedRole(): Role | undefined {
    return this.#attachment.member.role;
  }

  /**
   * A newer token of the same member: what it says holds from here on, but for the name, which a rename outranks. The
   * connection comes from where it came from.
   */
  renew(principal: Principal, role: Role, shown: Role): void {
    const { name, network } = this.#attachment.member;
    const member = { ...principal, name, network };
    this.#attachment = { ...this.#attachment, member, tokenName: principal.name, role, shown };
    this.#keep();
  }

  /** What a newer token is to say, where it is time for one. Plain mode has no frame to bring it. */
  toRenew(now: number): SessionToRenew | undefined {
    const { member, tokenName, mode } = this.#attachment;
    const { id, session, madeAt, renewsAt, operator } = member;
    if (renewsAt === undefined || renewsAt > now || session === undefined || madeAt === undefined) return undefined;
    // The office has an end of its own, and a connection that outlives it would not.
    return mode === "plain" || operator === true ? undefined : { id, name: tokenName, session, madeAt };
  }

  prolong(expiresAt: number, renewsAt: number): void {
    this.#attachment = { ...this.#attachment, member: { ...this.#attachment.member, expiresAt, renewsAt } };
    this.#keep();
  }

  giveRole(role: Role, shown: Role): void {
    if (role === this.#attachment.role && shown === this.member.role) return;
    this.#attachment = { ...this.#attachment, role, shown };
    this.#keep();
  }

  rename(name: string): void {
    this.#attachment = { ...this.#attachment, member: { ...this.#attachment.member, name } };
    this.#keep();
  }

  /** Keeps the maximum; gives whether that moved. */
  readTo(upTo: number): boolean {
    if (upTo <= this.#attachment.readUpTo) return false;
    this.#attachment = { ...this.#attachment, readUpTo: upTo };
    this.#keep();
    return true;
  }

  /** The same in a thread. */
  readThreadTo(root: number, upTo: number): void {
    const { threads } = this.#attachment;
    if (upTo <= (threads.find(([each]) => each === root)?.[1] ?? 0)) return;
    const others = threads.filter(([each]) => each !== root);
    others.push([root, upTo]);
    this.#attachment = { ...this.#attachment, threads: others.slice(-THREAD_READS_MAX) };
    this.#keep();
  }

  /** Gives whether that is another state than before. */
  idle(on: boolean): boolean {
    if (on === this.#attachment.idle) return false;
    this.#attachment = { ...this.#attachment, idle: on };
    this.#keep();
    return true;
  }

  get mark(): Attachment["mark"] {
    return this.#attachment.mark;
  }

  keepMark(mark: NonNullable<Attachment["mark"]>): void {
    this.#attachment = { ...this.#attachment, mark };
    this.#keep();
  }

  /** What the room says of the connection takes the place of what was known of it. Gives false for what cannot be read. */
  assume(attachment: unknown): boolean {
    const parsed = v.safeParse(attachmentSchema, attachment);
    if (!parsed.success) return false;
    const { mark } = this.#attachment;
    this.#attachment = { ...parsed.output, ...(mark === undefined ? {} : { mark }) };
    this.#keep();
    return true;
  }

  /** All that is remembered of it, as JSON. */
  get attachment(): string {
    return JSON.stringify(this.#attachment);
  }

  isExpired(now: number): boolean {
    return this.#attachment.member.expiresAt <= now;
  }

  /** A command came. */
  heard(): void {
    this.#pace.heard();
  }

  /** True where the reader is so far behind that the connection is to be cut (contract 3.2). */
  isTooSlow(lastPingAt: () => number): boolean {
    return this.#pace.isTooSlow(this.socket, lastPingAt);
  }

  /** True where values wait and signals are dropped for this reader (contract 13). */
  isBehind(lastPingAt: () => number): boolean {
    return this.#pace.isBehind(this.socket, lastPingAt);
  }

  /** Keys of values that were held back from a reader who is behind; sent when it has caught up. */
  readonly owedKeys = new Set<string>();

  /** True where a typing, signal or read frame is within the connection's rate; over it they are dropped. */
  maySignal(now: number): boolean {
    const taken = take(this.#signals ?? fullBucket(SIGNALS, now), SIGNALS, now);
    this.#signals = taken.bucket;
    return taken.kind === "taken";
  }

  /** Sends a frame, unless the connection speaks plain text. */
  send(frame: Frame): void {
    if (this.mode === "frames") this.sendText(encodeFrame(frame));
  }

  /** Sends text that is already encoded; `bytes` where they may be more than its length. A socket that is going away takes nothing, and its close event follows. */
  sendText(text: string, bytes = text.length): void {
    this.#pace.sent(bytes);
    try {
      this.socket.send(text);
    } catch {
      // The peer is gone: webSocketClose or webSocketError tells so.
    }
  }

  /** Tells of a refusal (plain mode is told nothing), and whether the connection has had enough of them (contract 6). */
  refuse(error: ChatError, id: string | undefined, now: number): "go on" | "enough" {
    const taken = take(this.#refusals ?? fullBucket(REFUSALS, now), REFUSALS, now);
    this.#refusals = taken.bucket;
    if (taken.kind === "empty") return "enough";
    this.send(errorFrame(error, id));
    return "go on";
  }

  /** Says why and closes, by the error's own close code where no other is given. */
  end(error: ChatError, code: CloseCode = ERRORS[error.code].close): void {
    this.send(errorFrame(error, undefined));
    closeSocket(this.socket, code, error.code);
  }

  #keep(): void {
    this.socket.serializeAttachment(this.#attachment);
  }
}

export function errorFrame(error: ChatError, id: string | undefined): Frame {
  const { code, message, retryAfterMs } = error;
  return {
    type: "error",
    ...(id === undefined ? {} : { id }),
    code,
    message,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Closes a socket, which may be closing already. */
export function closeSocket(socket: Socket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Already closed: there is nobody to tell.
  }
}

/**
 * Answers a client's close. Hibernatable sockets get no automatic answer, whatever the compatibility date, and the
 * reserved codes cannot be sent back: 1005 (a close without a code) is answered as 1000; 1006 has nobody to answer.
 */
export function answerClose(socket: Socket, code: number): void {
  if (code === CLOSE.lost) return;
  const reserved = code === 1004 || code === 1005 || code === 1015;
  closeSocket(socket, reserved || !isSendable(code) ? CLOSE.asked : code, "");
}

function isSendable(code: number): boolean {
  return (code >= 1000 && code <= 1014) || (code >= 3000 && code <= 4999);
}

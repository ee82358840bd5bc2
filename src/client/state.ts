// What an app sees of a room: one immutable snapshot, replaced as a whole whenever anything in it changes.

import type { Cursor } from "../protocol/cursor.ts";
import type { ConfiguredEvent } from "../protocol/events/configured.ts";
import type { MemberEvent } from "../protocol/events/member.ts";
import type { Limits, RoomSettings } from "../protocol/frames/welcome.ts";
import type { Message } from "../protocol/message.ts";
import type { AskedPoll } from "../protocol/poll.ts";
import type { Value } from "../protocol/frames/values.ts";
import type { Author, Role, RosterEntry } from "../protocol/schemas.ts";
import type { TransportName } from "./transports/transport-name.ts";

export type ConnectionState =
  /** Not asked to connect, or closed by the app. */
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  /** `transport`: below `websocket`, others' typing and comings are told late or not at all where it is a poll. */
  | { readonly kind: "online"; readonly transport: TransportName }
  /** Lost, and coming back by itself at `retryAtMs` (milliseconds since the Unix epoch). `attempt` counts from 1. */
  | { readonly kind: "waiting"; readonly attempt: number; readonly retryAtMs: number; readonly reason: string }
  /**
   * Does not come back by itself: banned, kicked, no such room, no session. `code` is the close code. `retryAtMs`: when
   * a ban ends.
   */
  | { readonly kind: "stopped"; readonly code: number; readonly reason: string; readonly retryAtMs?: number };

export type PendingStatus =
  /** Waits for the connection, for its turn, or, where `held` is there, for what the server asked to wait for. */
  | { readonly kind: "queued"; readonly held?: Held }
  /** Under way, or stored by the server and not yet seen in the timeline. */
  | { readonly kind: "sending" }
  /** Refused. The text is kept until `retry` or `discard`. */
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly retryAfterMs?: number };

/** Why a queued message is not sent yet: `rate_limited`, `slow_mode`, `overloaded` and the like. */
export type Held = { readonly code: string; readonly message: string; readonly untilMs: number };

/** What an author gives of a message. */
export type Content = {
  readonly text: string;
  readonly replyTo?: number;
  readonly thread?: number;
  /** Any JSON, of at most 4 KiB. */
  readonly data?: unknown;
  /** Makes it a poll, of which the text is the question. */
  readonly poll?: AskedPoll;
  /** Ids of members whom it speaks to, at most 20; `*` is everybody, for moderators and owners. */
  readonly mentions?: readonly string[];
};

export type PendingMessage = Content & {
  readonly id: string;
  /** When it was written, by this device's clock. */
  readonly at: number;
  readonly status: PendingStatus;
};

/** Messages may be missing between the seqs `after` and `before`, both exclusive; `loadGap` fills it. */
export type Gap = { readonly after: number; readonly before: number };

export type ConfirmedItem =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "change"; readonly event: MemberEvent | ConfiguredEvent }
  | ({ readonly kind: "gap" } & Gap);

export type TimelineItem = ConfirmedItem | { readonly kind: "pending"; readonly pending: PendingMessage };

export type You = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** How far one has read: the highest that the server or this client knows. */
  readonly readUpTo: number;
};

export type Roster = {
  /** Exact, also where `list` is not complete. */
  readonly count: number;
  readonly complete: boolean;
  readonly list: readonly RosterEntry[];
};

export type ThreadState = {
  /** The root first, where the room has it, then what was said under it, then what is pending. */
  readonly items: readonly TimelineItem[];
  /** One's own reactions to its messages. */
  readonly mine: ReadonlyMap<number, readonly string[]>;
  /** One's own votes in its polls. */
  readonly myVotes: ReadonlyMap<number, readonly number[]>;
  /** There is more between the root and the first item after it. */
  readonly hasOlder: boolean;
  /** `loading`: nothing is known of it yet. `missing`: there is no such message. */
  readonly kind: "loading" | "shown" | "missing";
};

/** By the seqs of their roots. */
export type ThreadStates = ReadonlyMap<number, ThreadState>;

export type RoomState = {
  readonly connection: ConnectionState;
  readonly room: RoomSettings | undefined;
  readonly you: You | undefined;
  readonly members: Roster;
  /** Others who are writing now. */
  readonly typing: readonly Author[];
  /** The newest value of each key that has one. */
  readonly values: ReadonlyMap<string, Value>;
  /** How far members have read, by their ids, as far as the room tells: small rooms do. */
  readonly reads: ReadonlyMap<string, number>;
  /** How far one has read in threads, on whichever device, by their roots: of the newest 50 that were told. */
  readonly threadReads: ReadonlyMap<number, number>;
  /** Reports that wait, for moderators and owners; 0 for everybody else. */
  readonly reports: number;
  /** Confirmed items in seq order, then what is pending in the order it was written. */
  readonly timeline: readonly TimelineItem[];
  /** One's own reactions to the messages of the timeline, by their seqs; nothing where there are none. */
  readonly mine: ReadonlyMap<number, readonly string[]>;
  /** One's own votes in the polls of the timeline, by their seqs: the places of the options that one chose. */
  readonly myVotes: ReadonlyMap<number, readonly number[]>;
  /** Messages of others past `you.readUpTo` that mention one, of those that are held. */
  readonly mentions: number;
  /** Threads that are open, by the seqs of their roots. */
  readonly threads: ThreadStates;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  /** What is written survives closing the page (`stored`), or only as long as the page (`memory`). */
  readonly keeps: "stored" | "memory";
  readonly limits: Limits | undefined;
  /** Everything up to here is held or was seen; undefined before the first welcome. */
  readonly cursor: Cursor | undefined;
  /** The newest seq that the server told of. */
  readonly head: number;
};

export const EMPTY_ROOM: RoomState = {
  connection: { kind: "idle" },
  room: undefined,
  you: undefined,
  members: { count: 0, complete: true, list: [] },
  typing: [],
  values: new Map(),
  reads: new Map(),
  threadReads: new Map(),
  reports: 0,
  timeline: [],
  mine: new Map(),
  myVotes: new Map(),
  threads: new Map(),
  mentions: 0,
  hasOlder: false,
  loadingOlder: false,
  keeps: "stored",
  limits: undefined,
  cursor: undefined,
  head: 0,
};

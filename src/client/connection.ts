// When to connect, when to ask for a sign of life, when to come back and when to give up: a pure state machine.
//
//                  open                         welcomed                     due: ping
//      idle ───────────────────▶ connecting ───────────────▶ online ◀──────────────────▶ probing
//       ▲                         ▲   │  ▲                     │           ponged           │
//       │ close (from anywhere)   │   │  │ renewed             │                            │ due: no pong
//       │             due, hurry  │   │  │                     │                            ▼
//       │                         │   ├──┼─────── closed ◀─────┴─────────────────── drop, as if lost
//       │                      waiting◀──┼─ come back (jitter; at least what the server asked for)
//       │                         │   ├──┼─▶ held      4429: until the server's time is over; not hurried
//       │                         │   ├──▶ renewing    4401: get a session, a few times in a row
//       │                         │   └─────▶ stopped  refused for good; only `open` leads out
//
// Time, chance and what the room told come in with each event. The carrier (link.ts) arms one timer for `dueAtMs`,
// carries out the effects, and tells what happened.

import { adviseOnClose, CLOSE } from "../protocol/close-codes.ts";
import { PING_EVERY_MS, PONG_TIMEOUT_MS, WELCOME_LIMITS } from "../protocol/limits.ts";

/** Bounds of the full-jitter backoff. */
export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MAX_MS = 30_000;
/** A connection that held this long ends a row of failures; a shorter one is part of it. */
export const STABLE_MS = 10_000;
/** How long a new connection may take to its `welcome`. */
export const WELCOME_TIMEOUT_MS = 15_000;
/** The contract says at least every 25 s, and timers are late. */
export const PING_AFTER_MS = PING_EVERY_MS - 2_000;
/** Where somebody looks at the page, a dead connection is found sooner. */
export const HURRIED_PONG_MS = 4_000;
/** Closes with 4401 in a row, each with a new session, before giving up. */
export const RENEWALS_MAX = 3;

/** What outlives a connection. */
type Course = {
  /** Connections in a row that failed or did not hold. */
  readonly attempt: number;
  readonly renewals: number;
  /** From the last welcome. */
  readonly spreadMs: number;
  readonly ackBytes: number;
};

type States = {
  idle: object;
  connecting: { readonly course: Course; readonly sinceMs: number; readonly dueAtMs: number };
  online: { readonly course: Course; readonly sinceMs: number; readonly unacked: number; readonly dueAtMs: number };
  probing: { readonly course: Course; readonly sinceMs: number; readonly unacked: number; readonly dueAtMs: number };
  waiting: { readonly course: Course; readonly reason: string; readonly dueAtMs: number };
  held: { readonly course: Course; readonly reason: string; readonly dueAtMs: number };
  renewing: { readonly course: Course };
  /** `retryAtMs`: before that `open` leads to the same refusal; there where the room told. */
  stopped: { readonly code: number; readonly reason: string; readonly retryAtMs?: number };
};

type Events = {
  /** The app wants to be in the room, or wants to try again. */
  open: object;
  /** The app leaves. */
  close: object;
  /** The network is back, or somebody looks at the page again. */
  hurry: object;
  welcomed: { readonly spreadMs: number; readonly ackBytes: number };
  /** A frame other than a pong. */
  received: { readonly bytes: number };
  ponged: object;
  /** The socket is gone. `retryAfterMs` is that of the last error frame. */
  closed: { readonly code: number; readonly reason: string; readonly retryAfterMs?: number };
  /** The socket is of no use, though nobody closed it. */
  abandon: { readonly reason: string };
  /** `dueAtMs` has come. */
  due: object;
  renewed: object;
  /** No session could be had now: no network, or the server asks for patience. */
  unrenewed: { readonly reason: string; readonly retryAfterMs?: number };
  /** No session will be had. */
  unrenewable: { readonly reason: string };
};

export type StateKind = keyof States;
export type EventKind = keyof Events;
export type Connection<S extends StateKind = StateKind> = { [K in S]: { readonly kind: K } & Readonly<States[K]> }[S];
export type ConnectionEvent<E extends EventKind = EventKind> = {
  [K in E]: { readonly kind: K } & Readonly<Events[K]>;
}[E];

/** What the carrier has to do, in order. `drop` lets go of the socket without waiting for its close. */
export type Effect = "connect" | "drop" | "ping" | "renew";
export type Step = { readonly state: Connection; readonly effects: readonly Effect[] };
export type Chance = { readonly nowMs: number; /** At least 0, less than 1. */ readonly random: number };

export const IDLE: Connection = { kind: "idle" };

type Rule<S extends StateKind, E extends EventKind> = (
  state: Connection<S>,
  event: ConnectionEvent<E>,
  chance: Chance,
) => Step;
type Row<S extends StateKind> = { readonly [E in EventKind]: Rule<S, E> };
type Table = { readonly [S in StateKind]: Row<S> };

const NEW_COURSE: Course = { attempt: 0, renewals: 0, spreadMs: 0, ackBytes: WELCOME_LIMITS.ackBytes };

/**
 * Longest wait before attempt number `attempt` (from 1): doubling, within bounds, and never below what the room told its
 * clients to spread their first comeback over.
 */
export function backoffCeilingMs(attempt: number, spreadMs: number): number {
  const doubling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.max(doubling, spreadMs);
}

export function backoffMs(attempt: number, spreadMs: number, random: number): number {
  return Math.floor(random * backoffCeilingMs(attempt, spreadMs));
}

export function step<S extends StateKind, E extends EventKind>(
  state: Connection<S>,
  event: ConnectionEvent<E>,
  chance: Chance,
): Step {
  const table: Table = TABLE;
  const row: Row<S> = table[state.kind];
  const rule: Rule<S, E> = row[event.kind];
  return rule(state, event, chance);
}

const stay = (state: Connection): Step => ({ state, effects: [] });
const idle = (): Step => ({ state: IDLE, effects: [] });
const leave = (): Step => ({ state: IDLE, effects: ["drop"] });

function connect(course: Course, { nowMs }: Chance): Step {
  return {
    state: { kind: "connecting", course, sinceMs: nowMs, dueAtMs: nowMs + WELCOME_TIMEOUT_MS },
    effects: ["connect"],
  };
}

function begin(_state: Connection, _event: ConnectionEvent, chance: Chance): Step {
  return connect(NEW_COURSE, chance);
}

function again(state: Connection<"waiting" | "held">, _event: ConnectionEvent, chance: Chance): Step {
  return connect(state.course, chance);
}

function wait(course: Course, reason: string, chance: Chance, atLeastMs = 0): Step {
  const next = { ...course, attempt: course.attempt + 1 };
  const dueAtMs = chance.nowMs + atLeastMs + backoffMs(next.attempt, next.spreadMs, chance.random);
  return { state: { kind: "waiting", course: next, reason, dueAtMs }, effects: [] };
}

const drop = (step: Step): Step => ({ state: step.state, effects: ["drop", ...step.effects] });

type Connected = Connection<"connecting" | "online" | "probing">;

/** The course after this connection: one that held begins a new row. */
function ended(state: Connected, { nowMs }: Chance): Course {
  const held = state.kind !== "connecting" && nowMs - state.sinceMs >= STABLE_MS;
  return held ? { ...state.course, attempt: 0, renewals: 0 } : state.course;
}

function closed(state: Connected, event: ConnectionEvent<"closed">, chance: Chance): Step {
  const course = ended(state, chance);
  const reason = event.reason === "" ? "connection lost" : event.reason;
  switch (adviseOnClose(event.code)) {
    case "stop":
      return stay({
        kind: "stopped",
        code: event.code,
        reason,
        ...(event.retryAfterMs === undefined ? {} : { retryAtMs: chance.nowMs + event.retryAfterMs }),
      });
    case "new_session":
      if (course.renewals >= RENEWALS_MAX) return stay({ kind: "stopped", code: event.code, reason });
      return { state: { kind: "renewing", course: { ...course, renewals: course.renewals + 1 } }, effects: ["renew"] };
    case "wait": {
      const next = { ...course, attempt: course.attempt + 1 };
      const heldMs = event.retryAfterMs ?? backoffCeilingMs(next.attempt, next.spreadMs);
      return stay({ kind: "held", course: next, reason, dueAtMs: chance.nowMs + heldMs });
    }
    case "return":
      return wait(course, reason, chance, event.retryAfterMs);
  }
}

const abandon = (state: Connected, event: ConnectionEvent<"abandon">, chance: Chance): Step =>
  drop(wait(ended(state, chance), event.reason, chance));

const welcomed = (state: Connected, event: ConnectionEvent<"welcomed">, { nowMs }: Chance): Step =>
  stay({
    kind: "online",
    course: { ...state.course, spreadMs: event.spreadMs, ackBytes: event.ackBytes },
    sinceMs: nowMs,
    unacked: 0,
    dueAtMs: nowMs + PING_AFTER_MS,
  });

/** A later welcome answers `resume`: the connection stays as it is. */
const rewelcomed = (state: Connection<"online" | "probing">, event: ConnectionEvent<"welcomed">): Step =>
  stay({ ...state, course: { ...state.course, spreadMs: event.spreadMs, ackBytes: event.ackBytes } });

const probe = (state: Connection<"online" | "probing">, dueAtMs: number): Step => ({
  state: { ...state, kind: "probing", unacked: 0, dueAtMs },
  effects: ["ping"],
});

// oxfmt-ignore
const TABLE: Table = {
  idle: {
    open: begin, close: stay, hurry: stay, welcomed: stay, received: stay, ponged: stay, closed: stay, abandon: stay,
    due: stay, renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  connecting: {
    open: stay,
    close: leave,
    // An attempt made while the network was away may hang long after it is back.
    hurry: (state, _event, chance) =>
      chance.nowMs - state.sinceMs < HURRIED_PONG_MS ? stay(state) : drop(connect(state.course, chance)),
    welcomed,
    received: stay, ponged: stay,
    closed,
    abandon,
    due: (state, _event, chance) => drop(wait(state.course, "no welcome in time", chance)),
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  online: {
    open: stay,
    close: leave,
    hurry: (state, _event, { nowMs }) => probe(state, nowMs + HURRIED_PONG_MS),
    welcomed: rewelcomed,
    received: (state, event, { nowMs }) => {
      const unacked = state.unacked + event.bytes;
      return unacked < state.course.ackBytes ? stay({ ...state, unacked }) : probe(state, nowMs + PONG_TIMEOUT_MS);
    },
    ponged: stay,
    closed,
    abandon,
    due: (state, _event, { nowMs }) => probe(state, nowMs + PONG_TIMEOUT_MS),
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  probing: {
    open: stay,
    close: leave,
    hurry: (state, _event, { nowMs }) => stay({ ...state, dueAtMs: Math.min(state.dueAtMs, nowMs + HURRIED_PONG_MS) }),
    welcomed: rewelcomed,
    // The pong queues behind what is on its way: while frames come in, the connection lives and the pong is not late.
    received: (state, event, { nowMs }) => {
      const unacked = state.unacked + event.bytes;
      const dueAtMs = Math.max(state.dueAtMs, nowMs + PONG_TIMEOUT_MS);
      return unacked < state.course.ackBytes ? stay({ ...state, unacked, dueAtMs }) : probe(state, dueAtMs);
    },
    ponged: (state, _event, { nowMs }) => stay({ ...state, kind: "online", dueAtMs: nowMs + PING_AFTER_MS }),
    closed,
    abandon,
    due: (state, _event, chance) => drop(wait(ended(state, chance), "no answer to ping", chance)),
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  waiting: {
    open: again,
    close: idle,
    hurry: again,
    welcomed: stay, received: stay, ponged: stay, closed: stay, abandon: stay,
    due: again,
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  held: {
    open: stay,
    close: idle,
    hurry: stay, welcomed: stay, received: stay, ponged: stay, closed: stay, abandon: stay,
    due: again,
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
  renewing: {
    open: stay,
    close: idle,
    hurry: stay, welcomed: stay, received: stay, ponged: stay, closed: stay, abandon: stay, due: stay,
    // The first new session is used at once; after that something else is wrong, and haste does not help.
    renewed: (state, _event, chance) =>
      state.course.renewals <= 1 ? connect(state.course, chance) : wait(state.course, "session refused", chance),
    // A renewal that did not happen is none: only sessions that were refused count.
    unrenewed: (state, event, chance) =>
      wait({ ...state.course, renewals: state.course.renewals - 1 }, event.reason, chance, event.retryAfterMs),
    unrenewable: (_state, event) => stay({ kind: "stopped", code: CLOSE.noSession, reason: event.reason }),
  },
  stopped: {
    open: begin,
    close: idle,
    hurry: stay, welcomed: stay, received: stay, ponged: stay, closed: stay, abandon: stay, due: stay,
    renewed: stay, unrenewed: stay, unrenewable: stay,
  },
};

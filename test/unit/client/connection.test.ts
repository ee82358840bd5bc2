// The connection state machine: each row of its table, its waits, and what it does on each close code.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BACKOFF_MAX_MS,
  backoffCeilingMs,
  backoffMs,
  type Connection,
  type ConnectionEvent,
  HURRIED_PONG_MS,
  IDLE,
  PING_AFTER_MS,
  RENEWALS_MAX,
  type Step,
  STABLE_MS,
  step,
  WELCOME_TIMEOUT_MS,
} from "../../../src/client/connection.ts";
import { adviseOnClose } from "../../../src/protocol/close-codes.ts";
import { PING_EVERY_MS, PONG_TIMEOUT_MS } from "../../../src/protocol/limits.ts";

const T = 1_000_000;
const at = (nowMs: number, random = 0.5) => ({ nowMs, random });
const course = { attempt: 0, renewals: 0, spreadMs: 1000, ackBytes: 1000 };
const states: { [K in Connection["kind"]]: Connection<K> } = {
  idle: { kind: "idle" },
  connecting: { kind: "connecting", course, sinceMs: T, dueAtMs: T + WELCOME_TIMEOUT_MS },
  online: { kind: "online", course, sinceMs: T, unacked: 0, dueAtMs: T + PING_AFTER_MS },
  probing: { kind: "probing", course, sinceMs: T, unacked: 0, dueAtMs: T + PONG_TIMEOUT_MS },
  waiting: { kind: "waiting", course: { ...course, attempt: 1 }, reason: "connection lost", dueAtMs: T + 500 },
  held: { kind: "held", course: { ...course, attempt: 1 }, reason: "rate_limited", dueAtMs: T + 60_000 },
  renewing: { kind: "renewing", course: { ...course, renewals: 1 } },
  stopped: { kind: "stopped", code: 4403, reason: "banned" },
};
const events: { [K in ConnectionEvent["kind"]]: ConnectionEvent<K> } = {
  open: { kind: "open" },
  close: { kind: "close" },
  hurry: { kind: "hurry" },
  welcomed: { kind: "welcomed", spreadMs: 1000, ackBytes: 1000 },
  received: { kind: "received", bytes: 400 },
  ponged: { kind: "ponged" },
  closed: { kind: "closed", code: 1006, reason: "" },
  abandon: { kind: "abandon", reason: "no answer" },
  due: { kind: "due" },
  renewed: { kind: "renewed" },
  unrenewed: { kind: "unrenewed", reason: "connection lost" },
  unrenewable: { kind: "unrenewable", reason: "unauthenticated" },
};

/** State → event → the state and the effects that follow; a pair that is not named changes nothing. */
const CHANGES: { [S in Connection["kind"]]: { [E in ConnectionEvent["kind"]]?: string } } = {
  idle: { open: "connecting connect" },
  connecting: {
    close: "idle drop",
    welcomed: "online",
    closed: "waiting",
    abandon: "waiting drop",
    due: "waiting drop",
  },
  online: {
    close: "idle drop",
    hurry: "probing ping",
    closed: "waiting",
    abandon: "waiting drop",
    due: "probing ping",
  },
  probing: { close: "idle drop", ponged: "online", closed: "waiting", abandon: "waiting drop", due: "waiting drop" },
  waiting: { open: "connecting connect", close: "idle", hurry: "connecting connect", due: "connecting connect" },
  held: { close: "idle", due: "connecting connect" },
  renewing: { close: "idle", renewed: "connecting connect", unrenewed: "waiting", unrenewable: "stopped" },
  stopped: { open: "connecting connect", close: "idle" },
};

const pairs = Object.values(states).flatMap((state) => Object.values(events).map((event) => ({ state, event })));

test.each(pairs.map(({ state, event }) => [state.kind, event.kind, state, event] as const))(
  "%s + %s",
  (stateKind, eventKind, state, event) => {
    const { state: next, effects } = step(state, event, at(T + 100));
    expect([next.kind, ...effects].join(" ")).toBe(CHANGES[stateKind][eventKind] ?? stateKind);
  },
);

const wait = (state: Connection, nowMs: number) => ("dueAtMs" in state ? state.dueAtMs - nowMs : undefined);

test("waits are full jitter: anything from 0 to a ceiling that doubles to 30 s, and never below the room's spread", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 0, max: 20_000 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (attempt, spreadMs, random) => {
        const ms = backoffMs(attempt, spreadMs, random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(BACKOFF_MAX_MS);
        expect(backoffCeilingMs(attempt + 1, spreadMs)).toBeGreaterThanOrEqual(backoffCeilingMs(attempt, spreadMs));
        expect(ms).toBeLessThanOrEqual(backoffCeilingMs(attempt, spreadMs));
      },
    ),
  );
  expect([1, 2, 3, 7, 8, 1000].map((attempt) => backoffCeilingMs(attempt, 0))).toEqual([
    500, 1000, 2000, 30_000, 30_000, 30_000,
  ]);
});

test("the first comeback is spread over what the room told", () => {
  const { state } = step(
    { ...states.online, course: { ...course, spreadMs: 20_000 } },
    events.closed,
    at(T + STABLE_MS, 0.75),
  );
  expect(wait(state, T + STABLE_MS)).toBe(15_000);
});

test("a row of failures ends with a connection that held, not with one that opened", () => {
  const failing = { ...states.online, course: { ...course, attempt: 5 } };
  expect(step(failing, events.closed, at(T + STABLE_MS - 1)).state).toMatchObject({ course: { attempt: 6 } });
  expect(step(failing, events.closed, at(T + STABLE_MS)).state).toMatchObject({ course: { attempt: 1 } });
});

test("R3.2 a ping goes out in time, and a pong that does not come ends the connection", () => {
  expect(PING_AFTER_MS).toBeLessThan(PING_EVERY_MS);
  const probing = step(states.online, events.due, at(T + PING_AFTER_MS)).state;
  expect(wait(probing, T + PING_AFTER_MS)).toBe(PONG_TIMEOUT_MS);
});

test("R3.2 a ping goes out after each ackBytes received, also while one is not answered", () => {
  let state: Connection = states.online;
  const pings = Array.from({ length: 9 }, () => {
    const next = step(state, events.received, at(T));
    state = next.state;
    return next.effects.length;
  });
  expect(pings).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
});

test("while frames come in, the pong behind them is not late", () => {
  const { state } = step(states.probing, events.received, at(T + 9000));
  expect(wait(state, T)).toBe(9000 + PONG_TIMEOUT_MS);
});

test("somebody looking makes a dead connection show sooner", () => {
  expect(wait(step(states.probing, events.hurry, at(T)).state, T)).toBe(HURRIED_PONG_MS);
});

test("a connection attempt that hangs is made anew when the network is back", () => {
  expect(step(states.connecting, events.hurry, at(T + HURRIED_PONG_MS)).effects).toEqual(["drop", "connect"]);
});

const CODES: [number, string, string][] = [
  [1000, "asked for by the client", "stopped"],
  [1001, "going away", "waiting"],
  [1003, "binary", "stopped"],
  [1006, "lost", "waiting"],
  [1009, "too large", "stopped"],
  [1011, "fault", "waiting"],
  [1012, "restart", "waiting"],
  [1013, "full", "waiting"],
  [4400, "not this protocol", "stopped"],
  [4401, "no session", "renewing"],
  [4403, "not allowed", "stopped"],
  [4404, "no such room", "stopped"],
  [4408, "too slow", "waiting"],
  [4429, "abuse", "held"],
  [4999, "of tomorrow", "waiting"],
];

test.each(CODES)("R7 close %i (%s): %s", (code, _meaning, kind) => {
  for (const state of [states.connecting, states.online, states.probing]) {
    expect(step(state, { kind: "closed", code, reason: "" }, at(T)).state.kind).toBe(kind);
  }
  expect(["return", "new_session", "wait", "stop"]).toContain(adviseOnClose(code));
});

test("R7 4429 comes back after retryAfterMs of the last error, and not sooner for being hurried", () => {
  const held = step(
    states.online,
    { kind: "closed", code: 4429, reason: "rate_limited", retryAfterMs: 7000 },
    at(T),
  ).state;
  expect(wait(held, T)).toBe(7000);
  expect(step(held, events.hurry, at(T + 1)).state).toBe(held);
  expect(step(held, events.open, at(T + 1)).state).toBe(held);
});

test("a room that is full says how long, and jitter comes on top", () => {
  const { state } = step(
    states.connecting,
    { kind: "closed", code: 1013, reason: "room_full", retryAfterMs: 5000 },
    at(T, 0),
  );
  expect(wait(state, T)).toBe(5000);
});

test("R4-35 a ban that ends tells when", () => {
  const refused = step(states.online, { kind: "closed", code: 4403, reason: "banned", retryAfterMs: 60_000 }, at(T));
  expect(refused.state).toEqual({ kind: "stopped", code: 4403, reason: "banned", retryAtMs: T + 60_000 });
});

test("R7 4401 gets a session and comes back at once; refused again and again, it stops", () => {
  let state: Connection = states.connecting;
  let renewals = 0;
  for (let i = 0; i < 20 && state.kind !== "stopped"; i++) {
    const refused: Step = step(state, { kind: "closed", code: 4401, reason: "expired" }, at(T));
    state = refused.state;
    renewals += refused.effects.filter((effect) => effect === "renew").length;
    if (state.kind === "renewing") state = step(state, events.renewed, at(T)).state;
    if (state.kind === "waiting") state = step(state, events.due, at(T)).state;
  }
  expect(state).toEqual({ kind: "stopped", code: 4401, reason: "expired" });
  expect(renewals).toBe(RENEWALS_MAX);
});

test("a session that could not be had for want of a network is tried for without end", () => {
  let state: Connection = states.connecting;
  for (let i = 0; i < 50; i++) {
    state = step(state, { kind: "closed", code: 4401, reason: "expired" }, at(T)).state;
    state = step(state, events.unrenewed, at(T)).state;
    state = step(state, events.due, at(T)).state;
  }
  expect(state.kind).toBe("connecting");
});

test("any sequence of events leaves a machine that ends in idle on close and asks for a socket only when it has none", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(events))), (sequence) => {
      let state: Connection = IDLE;
      let hasSocket = false;
      for (const event of sequence) {
        // The carrier tells `closed` of a socket that it has, and of no other.
        if (event.kind === "closed" && !hasSocket) continue;
        if (event.kind === "closed") hasSocket = false;
        const next = step(state, event, at(T));
        for (const effect of next.effects) {
          if (effect === "connect") expect(hasSocket).toBe(false);
          if (effect === "connect") hasSocket = true;
          if (effect === "drop") hasSocket = false;
          if (effect === "ping") expect(hasSocket).toBe(true);
        }
        state = next.state;
        expect(hasSocket).toBe(["connecting", "online", "probing"].includes(state.kind));
      }
      expect(step(state, events.close, at(T)).state.kind).toBe("idle");
    }),
  );
});

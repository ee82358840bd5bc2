// Which rung the next connection takes: pure decisions, to which time is an argument.
//
// Down goes who fails here while HTTP works; up goes who was told that the network is another one, whose memory of
// failures has run out, or whose trial of the top succeeded while the connection below it went on.

import type { Fault } from "./carrier.ts";
import type { TransportName } from "./transport-name.ts";

/** So many connections in a row without a welcome, or cut early, are the end of a rung. */
export const FAILURES_MAX = 2;
/** Without a welcome, where the rung carried one on this network before: then it is rather the server that is in trouble. */
export const TRUSTED_FAILURES_MAX = 5;
/** A connection that lived this long was not cut early. */
export const EARLY_CUT_MS = 60_000;
/** For this long a page that begins anew begins on the rung where the last one ended. */
export const REMEMBER_MS = 10 * 60_000;
/** The top is tried this long after a fall, then after double the time. */
export const CLIMB_FIRST_MS = 5 * 60_000;
export const CLIMB_MAX_MS = 60 * 60_000;

export type Ladder = {
  /** In order, one at least. */
  readonly rungs: readonly TransportName[];
  readonly at: number;
  /** Connections in a row that brought no welcome. */
  readonly failures: number;
  /** Connections in a row that were cut early. */
  readonly cuts: number;
  /** This rung has carried a welcome on this network. */
  readonly isTrusted: boolean;
  /** Below the top: connections begin here until then, and at the top after it. */
  readonly holdsUntilMs: number;
  /** Below the top: when it is tried, and how long after that again. */
  readonly climbAtMs: number;
  readonly climbAfterMs: number;
};

/** What a page remembers of an earlier one. */
export type Remembered = { readonly transport: TransportName; readonly untilMs: number };

export function createLadder(
  rungs: readonly TransportName[],
  remembered: Remembered | undefined,
  nowMs: number,
): Ladder {
  const at = remembered !== undefined && remembered.untilMs > nowMs ? rungs.indexOf(remembered.transport) : 0;
  const holdsUntilMs = Math.min(remembered?.untilMs ?? nowMs, nowMs + CLIMB_MAX_MS);
  return { ...stand(rungs, Math.max(0, at)), holdsUntilMs, climbAtMs: nowMs + CLIMB_FIRST_MS };
}

function stand(rungs: readonly TransportName[], at: number): Ladder {
  return {
    rungs,
    at,
    failures: 0,
    cuts: 0,
    isTrusted: false,
    holdsUntilMs: 0,
    climbAtMs: 0,
    climbAfterMs: CLIMB_FIRST_MS,
  };
}

export function rungOf({ rungs, at }: Ladder): TransportName {
  return rungs[at] ?? "websocket";
}

/** Before a connection is made. */
export function begin(ladder: Ladder, nowMs: number): Ladder {
  return ladder.at > 0 && nowMs >= ladder.holdsUntilMs ? stand(ladder.rungs, 0) : ladder;
}

export function welcomed(ladder: Ladder): Ladder {
  return { ...ladder, failures: 0, isTrusted: true };
}

/** After a connection that ended by `fault`, while HTTP works. `livedMs` counts from the welcome. */
export function failed(ladder: Ladder, fault: Fault, livedMs: number, nowMs: number): Ladder {
  switch (fault) {
    case "unfit":
      return fall(ladder, nowMs);
    case "unwelcomed": {
      const failures = ladder.failures + 1;
      const most = ladder.isTrusted ? TRUSTED_FAILURES_MAX : FAILURES_MAX;
      return failures < most ? { ...ladder, failures } : fall(ladder, nowMs);
    }
    case "cut": {
      const cuts = livedMs < EARLY_CUT_MS ? ladder.cuts + 1 : 0;
      return cuts < FAILURES_MAX ? { ...ladder, cuts } : fall(ladder, nowMs);
    }
  }
}

/** Where not even the last rung carries, the row begins anew. */
function fall(ladder: Ladder, nowMs: number): Ladder {
  const at = (ladder.at + 1) % ladder.rungs.length;
  if (at === 0) return stand(ladder.rungs, 0);
  const { climbAfterMs } = ladder;
  return {
    ...stand(ladder.rungs, at),
    climbAfterMs,
    holdsUntilMs: nowMs + REMEMBER_MS,
    climbAtMs: nowMs + climbAfterMs,
  };
}

/** The trial of the top succeeded. */
export function climbed(ladder: Ladder): Ladder {
  return welcomed(stand(ladder.rungs, 0));
}

/** The trial of the top failed: what is remembered holds until the next one at least. */
export function stayed(ladder: Ladder, nowMs: number): Ladder {
  const climbAfterMs = Math.min(CLIMB_MAX_MS, ladder.climbAfterMs * 2);
  const holdsUntilMs = nowMs + Math.max(REMEMBER_MS, climbAfterMs);
  return { ...ladder, climbAfterMs, climbAtMs: nowMs + climbAfterMs, holdsUntilMs };
}

/** The network is another one: what was learned of the old one counts no more. */
export function forgotten(ladder: Ladder, nowMs: number): Ladder {
  return { ...stand(ladder.rungs, ladder.at), holdsUntilMs: nowMs, climbAtMs: nowMs };
}

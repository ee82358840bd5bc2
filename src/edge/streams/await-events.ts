// Waits in a room for its next events, on behalf of somebody who polls (contract 9.2).

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { formatCursor } from "../../protocol/cursor.ts";
import { POLL_EVENTS_MAX, STREAM_COMMENT_MS } from "../../protocol/limits.ts";
import { seqSchema } from "../../protocol/schemas.ts";
import type { EntryDraft } from "../../rules/entry.ts";
import type { Bridge } from "./bridge.ts";
import { openBridge } from "./open-bridge.ts";
import { refusalIn } from "./refusal-in.ts";
import type { WelcomeOnItsWay } from "./room-frame.ts";

const snapshotSchema = v.object({ snapshot: v.unknown(), mine: v.unknown(), myVotes: v.optional(v.unknown()) });
const eventsSchema = v.object({ epoch: v.optional(v.string()), events: v.array(v.looseObject({ seq: seqSchema })) });

/** What a poll is answered; what the room wrote is passed on unseen. */
export type Answer = {
  readonly events: readonly unknown[];
  readonly cursor: string;
  readonly recovered: boolean;
  readonly snapshot?: unknown;
  readonly mine?: unknown;
  readonly myVotes?: unknown;
};

/**
 * The first events after `since`, or none after `waitMs`; a snapshot at once where the cursor cannot be honoured, or where
 * there is none. Throws what the room refuses, before or while waiting.
 */
export async function awaitEvents(env: Env, entry: EntryDraft, waitMs: number): Promise<Answer> {
  const until = Date.now() + waitMs;
  const { bridge, welcome } = await openBridge(env, entry);
  try {
    const { since } = entry;
    if (!welcome.recovered || since === undefined) return snapshotOf(welcome);
    return (await firstEvents(bridge, welcome.epoch, until)) ?? { events: [], cursor: since, recovered: true };
  } finally {
    bridge.close();
  }
}

function snapshotOf(welcome: WelcomeOnItsWay): Answer {
  const { snapshot, mine, myVotes } = v.parse(snapshotSchema, JSON.parse(welcome.text));
  return {
    events: [],
    cursor: formatCursor({ epoch: welcome.epoch, seq: welcome.head }),
    recovered: false,
    snapshot,
    mine,
    myVotes,
  };
}

/** Who comes and goes, types or signals is not for a poller. */
async function firstEvents(bridge: Bridge, epoch: string, until: number): Promise<Answer | undefined> {
  for (let now = Date.now(); now < until; now = Date.now()) {
    const arrival = await bridge.next(Math.min(until - now, STREAM_COMMENT_MS));
    if (arrival.kind === "quiet") continue;
    if (arrival.kind === "ended" || arrival.frame.type === "error") throw refusalIn(arrival);
    // The log began anew.
    if (arrival.frame.type === "welcome") return snapshotOf(arrival.frame);
    if (arrival.frame.type === "events") return eventsIn(arrival.frame.text, epoch);
  }
  return undefined;
}

function eventsIn(text: string, knownEpoch: string): Answer {
  const { epoch = knownEpoch, events } = v.parse(eventsSchema, JSON.parse(text));
  const given = events.slice(0, POLL_EVENTS_MAX);
  return { events: given, cursor: formatCursor({ epoch, seq: given.at(-1)?.seq ?? 0 }), recovered: true };
}

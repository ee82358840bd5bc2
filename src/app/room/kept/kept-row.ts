// What is kept of a room for when there is no network, and what of it may still be shown: pure.

import type { KeptRow } from "../../../client/room-store.ts";
import type { RoomState } from "../../../client/state.ts";
import { lookedState } from "../looked-state.ts";

const MESSAGES_MAX = 100;
const DAY_MS = 24 * 60 * 60_000;
/** What nobody has looked at for so long is let go of. */
export const KEPT_MS = 30 * DAY_MS;

/** Undefined where the room has not said yet what it is, or who one is in it. */
export function rowOf(name: string, state: RoomState, nowMs: number): KeptRow | undefined {
  const { room, you, cursor, members, timeline, head } = state;
  if (room === undefined || you === undefined || cursor === undefined) return undefined;
  const messages = timeline.flatMap((item) => (item.kind === "message" ? [item.message] : [])).slice(-MESSAGES_MAX);
  const { epoch } = cursor;
  return {
    room: name,
    member: you.id,
    at: nowMs,
    info: { ...room, members: members.count, epoch, head },
    page: { messages, mine: {}, more: messages.length === MESSAGES_MAX || state.hasOlder, epoch, head },
  };
}

/** Nothing for another member, nothing that is too old, and no message that the room itself would have let go by now. */
export function shownOf(row: KeptRow, member: string | undefined, nowMs: number): RoomState | undefined {
  if (row.member !== member || nowMs - row.at > KEPT_MS) return undefined;
  const state = lookedState(row.info, row.page);
  const days = state.room?.["retentionDays"];
  const since = typeof days !== "number" || days === 0 ? 0 : nowMs - days * DAY_MS;
  return {
    ...state,
    // Who is there now nobody knows.
    members: { count: 0, complete: true, list: [] },
    hasOlder: false,
    timeline: state.timeline.filter((item) => item.kind !== "message" || item.message.at >= since),
  };
}

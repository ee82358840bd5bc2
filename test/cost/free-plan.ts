// How far a day on the free plan goes.

import { FREE_PLAN } from "../../src/rules/free-plan.ts";

/** What something costs once. */
export type Cost = {
  readonly rowsWritten: number;
  readonly rowsRead: number;
  /** Frames that come in over WebSockets. */
  readonly frames: number;
  /** Requests that come in, and calls of other objects, each of which is one. */
  readonly requests: number;
  /** How long it keeps its room awake, beyond what others of its kind do at the same time. */
  readonly awakeSeconds: number;
};

type Wall = { readonly often: number; readonly wall: string };

/** How often a day the free plan lets something happen, and what it then stands at. */
export function perDay({ rowsWritten, rowsRead, requests, frames, awakeSeconds }: Cost): Wall {
  const billed = requests + frames / FREE_PLAN.messagesPerRequest;
  const walls: readonly Wall[] = [
    { wall: "rows written", often: FREE_PLAN.rowsWritten / rowsWritten },
    { wall: "rows read", often: FREE_PLAN.rowsRead / rowsRead },
    { wall: "requests", often: FREE_PLAN.requests / billed },
    { wall: "seconds awake", often: FREE_PLAN.gigabyteSeconds / (FREE_PLAN.gigabytes * awakeSeconds) },
  ];
  return walls.reduce((first, each) => (each.often < first.often ? each : first));
}

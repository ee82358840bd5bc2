// What the free plan of Cloudflare carries a day, and how far it goes.

/**
 * Of a day on the free plan, read from the platform's pages on pricing of Durable Objects and Workers on 2026-11-22. An
 * object has 128 MB whatever it holds, and 20 messages that come in over WebSockets count as one request.
 */
export const FREE_PLAN = {
  requests: 100_000,
  messagesPerRequest: 20,
  gigabyteSeconds: 13_000,
  gigabytes: 0.128,
  rowsRead: 5_000_000,
  rowsWritten: 100_000,
} as const;

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

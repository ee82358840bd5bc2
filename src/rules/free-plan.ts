// What the free plan of Cloudflare carries a day: the walls that operators see coming.

/**
 * Read from the platform's pages on pricing of Durable Objects and Workers on 2026-11-22. An object has 128 MB whatever it
 * holds, and 20 messages that come in over WebSockets count as one request.
 */
export const FREE_PLAN = {
  requests: 100_000,
  messagesPerRequest: 20,
  gigabyteSeconds: 13_000,
  gigabytes: 0.128,
  rowsRead: 5_000_000,
  rowsWritten: 100_000,
} as const;

// The ways in which frames can travel, from the best to the one that works wherever HTTP does.

export const TRANSPORTS = ["websocket", "sse", "long-poll", "short-poll"] as const;

export type TransportName = (typeof TRANSPORTS)[number];

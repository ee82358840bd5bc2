// operating-words.ts: what the published documents say about the figures of operators.

const FIGURES = {
  at: "when this was told",
  count: "rooms that told of themselves today or yesterday",
  today: "sums of all rooms since midnight UTC; `rowsWritten` has the Lobby's own too",
  refusedAtEdge: "what the Worker refused since midnight UTC, by code",
};

/** The first line says what the thing is. */
export const OPERATING_WORDS = {
  OperatorReport: [
    "what the rooms of a deployment told of themselves",
    {
      ...FIGURES,
      rooms: "at most 1,000, the one that told last first",
      telemetry: "false where rooms are told to tell nothing",
      follow: "the room and the key of the value that carries this on",
      freePlan: "what a day on Cloudflare's free plan carries",
    },
  ],
  OperatorNews: [
    "the value that carries the figures on",
    { ...FIGURES, rooms: "those that told since the last value, at most 8" },
  ],
  OperatedRoom: [
    "what a room told of itself",
    {
      mark: "as logs call the room",
      name: "absent where it is one that nobody can guess",
      head: "its newest event",
      sockets: "open connections",
      relays: "relays in use; absent where there are none",
      toldAt: "when it told that",
      eventsPerSecond: "since it told before",
      freshUntil: "past it nothing is known of that rate",
      today: "since midnight UTC",
    },
  ],
  OperatedSums: [
    "sums of what rooms counted",
    {
      events: "events stored",
      frames: "frames that came in, without heartbeats",
      joins: "connections let in",
      rowsWritten: "as they are billed",
      rowsRead: "as they are billed",
      awakeMs: "how long rooms were awake, at least",
      slow: "connections cut because they did not read",
      refused: "what connections were refused, by code; `internal` is a fault",
    },
  ],
} as const;

// Cursors as requests bring them: passed on as they came, since what they are worth only the room knows.

/** Longer than any cursor: what is longer can be none. */
const CURSOR_LENGTH_MAX = 100;

/** The query's `since`; undefined where there is none, or none that could be a cursor. */
export function givenCursor(query: URLSearchParams): string | undefined {
  return passable(query.get("since"));
}

/** `Last-Event-ID`, good or bad, wins over `since`: it is what an EventSource saw last (contract 9.1). */
export function streamCursor(request: Request): string | undefined {
  const last = lastEventId(request);
  return last === undefined ? givenCursor(new URL(request.url).searchParams) : passable(last);
}

/** An EventSource sends this header where it comes back, and never an empty one. */
export function lastEventId(request: Request): string | undefined {
  return request.headers.get("last-event-id") || undefined;
}

function passable(text: string | null): string | undefined {
  return text === null || text.length > CURSOR_LENGTH_MAX ? undefined : text;
}

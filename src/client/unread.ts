// How much is new in rooms that one is not connected to, by one request.

import * as v from "valibot";
import { ChatError, isErrorCode } from "../protocol/errors.ts";
import { problemSchema, unreadRoomsSchema } from "../protocol/http.ts";
import { type Environment, platform } from "./environment.ts";

export type Unread = {
  /** The newest event. */
  readonly head: number;
  /** How far one has read; 0 where one never did. */
  readonly readUpTo: number;
  /** Events past that. */
  readonly unread: number;
};

export type UnreadOptions = {
  /** Origin of the deployment, such as http://localhost:8787. */
  readonly origin: string;
  /** 20 at most. */
  readonly rooms: readonly string[];
  /** Absent: the browser's cookie, on pages of the deployment itself. */
  readonly token?: string;
  readonly environment?: Pick<Environment, "fetch">;
};

/**
 * Rooms that are not there for whoever asks, or do not answer now, are missing in what it gives. Rejects with a ChatError
 * where the whole is refused, and with what `fetch` throws where the server is out of reach.
 */
export async function fetchUnread(options: UnreadOptions): Promise<ReadonlyMap<string, Unread>> {
  const { origin, rooms, token, environment = platform() } = options;
  if (rooms.length === 0) return new Map();
  const address = new URL("/api/unread", origin);
  address.searchParams.set("rooms", rooms.join(","));
  const response = await environment.fetch(address.href, {
    headers: { accept: "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    credentials: token === undefined ? "same-origin" : "omit",
  });
  const body: unknown = await response.json();
  if (!response.ok) throw refusalIn(body, response.status);
  const told = v.parse(unreadRoomsSchema, body);
  return new Map(told.rooms.map(({ name, head, readUpTo, unread }) => [name, { head, readUpTo, unread }]));
}

function refusalIn(body: unknown, status: number): ChatError {
  const problem = v.safeParse(problemSchema, body);
  if (!problem.success) return new ChatError("internal", `unable to count unread; HTTP ${status}`);
  const { code, detail, retryAfterMs } = problem.output;
  return new ChatError(
    isErrorCode(code) ? code : "internal",
    detail,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

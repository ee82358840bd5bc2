// Why something was refused or has ended, in words. The words of a server are outside data: whoever prints them sanitises.

import type { ConnectionState } from "../client/state.ts";

/** "unable to send message; room is muted" → "room is muted". */
export function reasonOf(message: string, code: string): string {
  return message.slice(message.indexOf(";") + 1).trim() || code;
}

const STOPPED: Readonly<Record<string, string>> = {
  banned: "you are banned from this room",
  kicked: "you were asked to leave this room; you may come back",
  forbidden: "you are not allowed into this room",
  not_found: "there is no such room, or it is not open to you",
  unauthenticated: "the server does not take this session",
  expired: "your session has ended",
  bad_frame: "the server speaks another protocol than this program; get its newest version",
};

/** How much was lost. */
export function notSent(count: number, what: string): string {
  return count === 1 ? `1 ${what} was not sent` : `${count} ${what}s were not sent`;
}

/** Why a connection does not come back by itself. */
export function whyStopped(connection: Extract<ConnectionState, { kind: "stopped" }>): string {
  const known = Object.hasOwn(STOPPED, connection.reason) ? STOPPED[connection.reason] : undefined;
  return known ?? (connection.reason === "" ? `the connection was ended (${connection.code})` : connection.reason);
}

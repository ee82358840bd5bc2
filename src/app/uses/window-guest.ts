// Who a window of a use's page is: a guest of its own, so that two windows of one browser are two people.

import type { RoomClientOptions } from "../../client/room-client.ts";
import { createSession } from "../shared/session.ts";
import { proposePersonName } from "../shared/person-name.ts";

/** What a client is given beside origin and room. */
export type WindowGuest = Required<Pick<RoomClientOptions, "session" | "onSession" | "renewSession">> & {
  /** For requests without a client. */
  readonly token: string;
};

/** The server made nobody of this window, and its message says why. */
export class Refused extends Error {}

const KEY = "hubbub.window-guest";

/** The one that this window was before it was loaded anew, or a new one. Throws `Refused`, or where nobody answers. */
export async function enterAsWindow(): Promise<WindowGuest> {
  return guestOf(read() ?? (await make(undefined)));
}

function guestOf(token: string): WindowGuest {
  return { token, session: { kind: "token", token }, onSession: (session) => keep(session.token), renewSession: renew };
}

/** Where the old one cannot go on, somebody new. */
async function renew(): Promise<string> {
  try {
    return await make(read());
  } catch (error) {
    if (error instanceof Refused) return make(undefined);
    throw error;
  }
}

async function make(token: string | undefined): Promise<string> {
  const outcome = await createSession(proposePersonName(), { kind: "token", token });
  if (outcome.kind === "refused") throw new Refused(outcome.message);
  if (outcome.kind === "unreachable") throw new Error("unable to enter; the server cannot be reached");
  keep(outcome.token);
  return outcome.token;
}

/** Storage may be forbidden: then every load of the page is somebody new. */
function read(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Nothing else depends on it.
  }
}

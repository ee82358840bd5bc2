// Who a window of a use's page is: a guest of its own, so that two windows of one browser are two people.

import type { RoomClientOptions } from "../../client/room-client.ts";
import { createSession } from "../shared/session.ts";
import { proposePersonName } from "../shared/person-name.ts";

/** What a client is given beside origin and room. */
export type WindowGuest = Required<Pick<RoomClientOptions, "session" | "onSession" | "renewSession">> & {
  /** For requests without a client. */
  readonly token: string;
};

export type GuestOutcome =
  | { readonly kind: "ready"; readonly guest: WindowGuest }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable" };

const KEY = "hubbub.window-guest";

/** The one that this window was before it was loaded anew, or a new one. */
export async function enterAsWindow(): Promise<GuestOutcome> {
  const kept = read();
  if (kept !== undefined) return { kind: "ready", guest: guestOf(kept) };
  const outcome = await createSession(proposePersonName(), { kind: "token", token: undefined });
  if (outcome.kind !== "ready") return outcome;
  keep(outcome.token);
  return { kind: "ready", guest: guestOf(outcome.token) };
}

function guestOf(token: string): WindowGuest {
  return { token, session: { kind: "token", token }, onSession: (session) => keep(session.token), renewSession: renew };
}

/** Where nothing of the old one is left, somebody new. */
async function renew(): Promise<string> {
  for (const token of [read(), undefined]) {
    const outcome = await createSession(proposePersonName(), { kind: "token", token });
    if (outcome.kind === "unreachable") break;
    if (outcome.kind === "refused") continue;
    keep(outcome.token);
    return outcome.token;
  }
  throw new Error("unable to renew session; the server made none");
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

// How one gets into a room: who one is already, and how one becomes somebody.

import type { RoomClientOptions } from "../../client/room-client.ts";
import { createSession, hasSession, type SessionOutcome } from "../shared/session.ts";
import { readStored } from "../shared/stored.ts";

export type Entrance = {
  /** Whether one can go in without being asked for a name. True where one was somebody and nobody can be asked. */
  isKnown(): Promise<boolean>;
  /** Makes a session under this name. */
  join(name: string): Promise<SessionOutcome>;
  /** For the client of a member who is known, or who has joined. */
  session(): Pick<RoomClientOptions, "session" | "onSession" | "renewSession">;
};

/** That of a page that the browser keeps a cookie for. */
export const cookieEntrance: Entrance = {
  isKnown: async () => readStored("name") !== undefined && (await hasSession().catch(() => true)),
  join: (name) => createSession(name),
  session: () => ({ session: { kind: "cookie" }, renewSession: renewCookie }),
};

/** The server sets the cookie; there is no token for this script to hold. */
async function renewCookie(): Promise<undefined> {
  const outcome = await createSession(readStored("name"));
  if (outcome.kind !== "ready") throw new Error(outcome.kind === "refused" ? outcome.message : "unreachable");
}

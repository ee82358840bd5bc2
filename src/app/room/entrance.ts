// How one gets into a room: who one is already, and how one becomes somebody.

import type { RoomClientOptions } from "../../client/room-client.ts";
import type { SessionOutcome } from "../shared/new-session.ts";
import { createSession, hasSession } from "../shared/session.ts";
import { readStored } from "../shared/stored.ts";

export type Entrance = {
  /**
   * Whether one can go in without being asked for a name; `false` at once for somebody who was never here. True where
   * one was somebody and nobody can be asked.
   */
  isKnown(): false | Promise<boolean>;
  /** Makes a session under this name. */
  join(name: string): Promise<SessionOutcome>;
  /** For the client of a member who is known, or who has joined. */
  session(): Pick<RoomClientOptions, "session" | "onSession" | "renewSession">;
};

/** That of a page that the browser keeps a cookie for. */
export const cookieEntrance: Entrance = {
  isKnown: () => readStored("name") !== undefined && hasSession().catch(() => true),
  join,
  session: () => ({ session: { kind: "cookie" }, renewSession: renewCookie }),
};

/** Somebody whom Cloudflare Access lets in is a member already, and gets no session of ours. */
async function join(name: string | undefined): Promise<SessionOutcome> {
  const outcome = await createSession(name);
  if (outcome.kind !== "refused") return outcome;
  const member = await whoAmI().catch(() => undefined);
  return member === undefined ? outcome : { kind: "ready", member, token: "" };
}

/** The server sets the cookie; there is no token for this script to hold. */
async function renewCookie(): Promise<undefined> {
  const outcome = await join(readStored("name"));
  if (outcome.kind !== "ready") throw new Error(outcome.kind === "refused" ? outcome.message : "unreachable");
}

async function whoAmI() {
  return (await import("../shared/new-session.ts")).whoAmI();
}

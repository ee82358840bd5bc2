// Whether this page is somebody to the server, and how it becomes somebody.

import { askAs, type Credentials } from "./credentials.ts";
import type { SessionOutcome } from "./new-session.ts";

/** A server that has not answered by then is out of reach: whoever was here before goes on without it. */
const PATIENCE_MS = 6000;

const COOKIE: Credentials = { kind: "cookie" };

/** Whether the session still holds. Throws where the server cannot be reached. */
export async function hasSession(credentials = COOKIE): Promise<boolean> {
  const response = await fetch("/api/session", { ...askAs(credentials), signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.status === 401) return false;
  if (!response.ok) throw new Error(`unable to ask for the session; HTTP ${response.status}`);
  return true;
}

/**
 * Makes a guest session under this name, or under one that the server chooses; renews the one of the credentials. Where a
 * page that has a cookie must pass the challenge first, it goes there and this never settles.
 */
export async function createSession(
  name: string | undefined,
  credentials = COOKIE,
  challenge?: string,
): Promise<SessionOutcome> {
  const module = await import("./new-session.ts").catch(() => undefined);
  return module === undefined ? { kind: "unreachable" } : module.askForSession(name, credentials, challenge);
}

// Who this page is to the server: by a cookie that scripts cannot read, or by a token that it holds itself.

import type { Author } from "../../protocol/schemas.ts";

export type Credentials =
  | { readonly kind: "cookie" }
  /** No cookie is sent, and none is taken. Without a token one is nobody yet. */
  | { readonly kind: "token"; readonly token: string | undefined };

const COOKIE: Credentials = { kind: "cookie" };

/** Whether the session still holds. Throws where the server cannot be reached. */
export async function hasSession(credentials = COOKIE): Promise<boolean> {
  const response = await fetch("/api/session", askAs(credentials));
  if (response.status === 401) return false;
  if (!response.ok) throw new Error(`unable to ask for the session; HTTP ${response.status}`);
  return true;
}

export type SessionOutcome =
  | { readonly kind: "ready"; readonly member: Author; readonly token: string }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable" };

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

/** How a request bears them. */
export function askAs(credentials: Credentials): { headers: Record<string, string>; credentials: RequestCredentials } {
  const accept = "application/json";
  if (credentials.kind === "cookie") return { headers: { accept }, credentials: "same-origin" };
  const { token } = credentials;
  return {
    headers: token === undefined ? { accept } : { accept, authorization: `Bearer ${token}` },
    credentials: "omit",
  };
}

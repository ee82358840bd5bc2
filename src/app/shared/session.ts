// Who this browser is to the server: a guest session in a cookie that scripts cannot read.

import * as v from "valibot";
import { problemSchema, sessionResponseSchema } from "../../protocol/http.ts";
import type { Author } from "../../protocol/schemas.ts";

/** Whether the browser has a session that still holds. Throws where the server cannot be reached. */
export async function hasSession(): Promise<boolean> {
  const response = await fetch("/api/session", { headers: { accept: "application/json" } });
  if (!response.ok && response.status !== 401)
    throw new Error(`unable to ask for the session; HTTP ${response.status}`);
  return response.ok;
}

export type SessionOutcome =
  | { readonly kind: "ready"; readonly member: Author }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable" };

/** Makes a guest session under this name, or under one that the server chooses. */
export async function createSession(name: string | undefined): Promise<SessionOutcome> {
  try {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ name }),
    });
    const body: unknown = await response.json();
    if (response.ok) return { kind: "ready", member: v.parse(sessionResponseSchema, body).member };
    const problem = v.safeParse(problemSchema, body);
    return problem.success ? { kind: "refused", message: problem.output.detail } : { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

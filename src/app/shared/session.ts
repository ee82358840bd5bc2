// Who this page is to the server: by a cookie that scripts cannot read, or by a token that it holds itself.

import * as v from "valibot";
import { problemSchema, sessionResponseSchema, whoAmISchema } from "../../protocol/http.ts";
import type { Author } from "../../protocol/schemas.ts";
import { challengeAddress } from "../challenge/return-path.ts";
import { writeStored } from "./stored.ts";
import { takenFragment } from "./taken-fragment.ts";

export type Credentials =
  | { readonly kind: "cookie" }
  /** No cookie is sent, and none is taken. Without a token one is nobody yet. */
  | { readonly kind: "token"; readonly token: string | undefined };

const COOKIE: Credentials = { kind: "cookie" };

/** Whether the session still holds. Throws where the server cannot be reached. */
export async function hasSession(credentials = COOKIE): Promise<boolean> {
  return (await whoAmI(credentials)) !== undefined;
}

/** Who one is; undefined without a session. Throws where the server cannot be reached. */
export async function whoAmI(credentials = COOKIE): Promise<Author | undefined> {
  const response = await fetch("/api/session", given(credentials));
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Error(`unable to ask for the session; HTTP ${response.status}`);
  return v.parse(whoAmISchema, await response.json()).member;
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
  try {
    const init = given(credentials);
    const headers = { ...init.headers, "content-type": "application/json" };
    const body = JSON.stringify({ name, challenge });
    const response = await fetch("/api/session", { ...init, method: "POST", headers, body });
    const answer: unknown = await response.json();
    if (response.ok) {
      const { member, token } = v.parse(sessionResponseSchema, answer);
      return { kind: "ready", member, token };
    }
    const problem = v.safeParse(problemSchema, answer);
    const page = problem.success ? problem.output.challenge : undefined;
    // In a frame of another site there would be no way back.
    if (page !== undefined && challenge === undefined && credentials.kind === "cookie" && window === window.top) {
      writeStored("name", name);
      return await goToChallenge(page);
    }
    return problem.success ? { kind: "refused", message: problem.output.detail } : { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

async function goToChallenge(page: string): Promise<never> {
  location.assign(challengeAddress(page, location.pathname + location.search + takenFragment()));
  return new Promise(() => {});
}

function given(credentials: Credentials): { headers: Record<string, string>; credentials: RequestCredentials } {
  const accept = "application/json";
  if (credentials.kind === "cookie") return { headers: { accept }, credentials: "same-origin" };
  const { token } = credentials;
  return {
    headers: token === undefined ? { accept } : { accept, authorization: `Bearer ${token}` },
    credentials: "omit",
  };
}

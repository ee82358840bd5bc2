// Makes a session and reads who one is: fetched once somebody wants to be somebody, as the schemas come with it.

import * as v from "valibot";
import { problemSchema, sessionResponseSchema, whoAmISchema } from "../../protocol/http.ts";
import type { Author } from "../../protocol/schemas.ts";
import { challengeAddress } from "../challenge/return-path.ts";
import { askAs, type Credentials } from "./credentials.ts";
import { writeStored } from "./stored.ts";
import { takenFragment } from "./taken-fragment.ts";

export type SessionOutcome =
  | { readonly kind: "ready"; readonly member: Author; readonly token: string }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "unreachable" };

/** Who the cookie says one is; undefined without a session. Throws where the server cannot be reached. */
export async function whoAmI(): Promise<Author | undefined> {
  const response = await fetch("/api/session", askAs({ kind: "cookie" }));
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Error(`unable to ask for the session; HTTP ${response.status}`);
  return v.parse(whoAmISchema, await response.json()).member;
}

export async function askForSession(
  name: string | undefined,
  credentials: Credentials,
  challenge?: string,
): Promise<SessionOutcome> {
  try {
    const init = askAs(credentials);
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
    if (!problem.success) return { kind: "unreachable" };
    return { kind: "refused", code: problem.output.code, message: problem.output.detail };
  } catch {
    return { kind: "unreachable" };
  }
}

async function goToChallenge(page: string): Promise<never> {
  location.assign(challengeAddress(page, location.pathname + location.search + takenFragment()));
  return new Promise(() => {});
}

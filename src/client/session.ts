// Who the client is to the server: the token in use, where the browser does not hold it, and how to get a new one.

import * as v from "valibot";
import { problemSchema, sessionResponseSchema } from "../protocol/http.ts";
import { BEARER_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from "../protocol/version.ts";
import type { Environment } from "./environment.ts";
import type { Renewal } from "./link.ts";

export type Session =
  /** The browser holds it; same origin only. */
  | { readonly kind: "cookie" }
  /** The caller keeps it, and is told of a new one. */
  | { readonly kind: "token"; readonly token: string }
  /** Enters as a new guest, and stays that guest as long as the client lives. */
  | { readonly kind: "none"; readonly name?: string };

export type SessionToken = { readonly token: string; readonly expiresAt: number };

/** What a request carries to say who it comes from. */
export type Authority = {
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
};

export type SessionOptions = {
  readonly origin: string;
  readonly session: Session;
  readonly environment: Pick<Environment, "fetch">;
  readonly onSession: ((session: SessionToken) => void) | undefined;
  readonly renewSession: (() => Promise<string | undefined>) | undefined;
};

export type Sessions = {
  readonly protocols: string[];
  /** The name that a new guest asks for, where no token says who it is. */
  readonly guestName: string | undefined;
  /** The member that the token names, read without checking it; undefined where there is no readable token. */
  readonly presumedMember: string | undefined;
  /** What says who one is: a token, the browser's cookie, or nothing before one is a guest. */
  readonly carries: "token" | "cookie" | "nothing";
  /** The part of a request that says it. */
  readonly authority: Authority;
  /** The server's own word: from `welcome`, a `session` frame, or the answer that made a guest. */
  use(session: SessionToken): void;
  renew(): Promise<Renewal>;
};

export function createSessions({ origin, session, environment, onSession, renewSession }: SessionOptions): Sessions {
  let token = session.kind === "token" ? session.token : undefined;

  async function renew(): Promise<Renewal> {
    if (renewSession !== undefined) {
      try {
        token = await renewSession();
        return { kind: "renewed" };
      } catch (error) {
        return { kind: "unrenewed", reason: error instanceof Error ? error.message : "no session" };
      }
    }
    try {
      return await renewByPost();
    } catch {
      return { kind: "unrenewed", reason: "connection lost" };
    }
  }

  /** Renews a guest's session. Only guests can be: for others the caller gives `renewSession`. */
  async function renewByPost(): Promise<Renewal> {
    const response = await environment.fetch(`${origin}/api/session`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: "{}",
      credentials: token === undefined ? "same-origin" : "omit",
    });
    const body: unknown = await response.json();
    if (response.ok) {
      const renewed = v.parse(sessionResponseSchema, body);
      // A cookie was set with the answer; the token in it is not to be kept by a page that has a cookie.
      if (session.kind === "cookie") token = undefined;
      else use(renewed);
      return { kind: "renewed" };
    }
    const problem = v.safeParse(problemSchema, body);
    const reason = problem.success ? problem.output.code : `status ${response.status}`;
    const retryAfterMs = problem.success ? problem.output.retryAfterMs : undefined;
    if (response.status === 429 || response.status >= 500) {
      return { kind: "unrenewed", reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    if (session.kind === "none" && token !== undefined) {
      token = undefined;
      return { kind: "renewed" };
    }
    return { kind: "unrenewable", reason };
  }

  function use(given: SessionToken): void {
    token = given.token;
    onSession?.({ token: given.token, expiresAt: given.expiresAt });
  }

  return {
    get carries() {
      if (token !== undefined) return "token";
      return session.kind === "none" ? "nothing" : "cookie";
    },
    get authority(): Authority {
      if (token !== undefined) return { headers: { authorization: `Bearer ${token}` }, credentials: "omit" };
      return { headers: {}, credentials: session.kind === "none" ? "omit" : "same-origin" };
    },
    get protocols() {
      return token === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, BEARER_SUBPROTOCOL_PREFIX + token];
    },
    get guestName() {
      return session.kind === "none" && token === undefined ? session.name : undefined;
    },
    get presumedMember() {
      return token === undefined ? undefined : parseSubject(token);
    },
    use,
    renew,
  };
}

const claimsSchema = v.looseObject({ sub: v.string() });

/** The `sub` of a JWT. Nothing is decided by it but whose unsent messages to show before the server has answered. */
function parseSubject(token: string): string | undefined {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims = v.safeParse(claimsSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return claims.success ? claims.output.sub : undefined;
  } catch {
    return undefined;
  }
}

// The entrypoints of the Worker that a room asks: it holds no keys itself.

import type { Principal } from "../rules/entry.ts";
import type { Reply } from "../rules/reply.ts";
import type { RenewedSession, SessionToRenew } from "../rules/session-renewal.ts";

/** Gives whose a token is in a room, or why it is refused. Rejects where the Worker cannot answer. */
export type VerifyToken = (token: string, room: string) => Promise<Reply<Principal>>;

/** Gives a newer token, or undefined for a session that was signed out. Rejects where the Worker cannot answer. */
export type RenewSession = (session: SessionToRenew) => Promise<RenewedSession | undefined>;

type Verifier = { verify: VerifyToken; renew: RenewSession };

/** `ctx.exports` knows every class that the Worker exports, as a binding to itself without a name in wrangler.toml. */
export function verifierOf(context: DurableObjectState): VerifyToken {
  return (token, room) => find(context).verify(token, room);
}

export function renewerOf(context: DurableObjectState): RenewSession {
  return (session) => find(context).renew(session);
}

function find(context: DurableObjectState): Verifier {
  const verifier: unknown = Reflect.get(context.exports, "TokenVerifier");
  if (!isVerifier(verifier)) throw new Error("the Worker exports no TokenVerifier");
  return verifier;
}

/** Stubs answer to any name, so there is nothing more to look at. */
function isVerifier(value: unknown): value is Verifier {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}

// Ways in for a page that gets no cookie, since it is in a frame on another site's page: a token held by the page itself.

import type { Entrance } from "../room/entrance.ts";
import { createSession, hasSession } from "../shared/session.ts";
import { readStored, writeStored } from "../shared/stored.ts";

/** A guest of their own making, remembered as long as this browser lets a frame remember anything. */
export function createGuestEntrance(): Entrance {
  let token = readStored("guest-token");
  const keep = (next: string) => {
    token = next;
    writeStored("guest-token", next);
  };
  return {
    isKnown: () => token !== undefined && hasSession({ kind: "token", token }).catch(() => true),
    async join(name) {
      let outcome = await createSession(name, { kind: "token", token });
      // One that can no longer be renewed: a new guest.
      if (outcome.kind === "refused" && token !== undefined)
        outcome = await createSession(name, { kind: "token", token: undefined });
      if (outcome.kind === "ready") keep(outcome.token);
      return outcome;
    },
    session: () => ({
      session: token === undefined ? { kind: "none" } : { kind: "token", token },
      onSession: (renewed) => keep(renewed.token),
    }),
  };
}

/** Somebody whom the host's page vouches for. What they are called is in the token; nothing of it is kept. */
export function createTokenEntrance(token: string): Entrance {
  return {
    isKnown: async () => true,
    join: (name) => createSession(name, { kind: "token", token }),
    session: () => ({ session: { kind: "token", token } }),
  };
}

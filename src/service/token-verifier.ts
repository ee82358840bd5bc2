// What a room asks the Worker that it is part of: whose a token is, and a newer one. Reached from inside alone, by the loopback of exports.

import { WorkerEntrypoint } from "cloudflare:workers";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Principal } from "../rules/entry.ts";
import { refused, type Reply } from "../rules/reply.ts";
import { type RenewedSession, type SessionToRenew, sessionToRenewSchema } from "../rules/session-renewal.ts";
import { principalOfToken } from "../edge/identity.ts";
import { renewSession } from "../edge/renew-session.ts";

export class TokenVerifier extends WorkerEntrypoint<Env> {
  /** A newer token for a guest whose connection was let in by one; undefined where that was signed out since. */
  async renew(session: SessionToRenew): Promise<RenewedSession | undefined> {
    return renewSession(this.env, v.parse(sessionToRenewSchema, session), Date.now());
  }

  /** The principal that the token stands for in the room, or why it is refused. */
  async verify(token: string, room: string): Promise<Reply<Principal>> {
    try {
      return { kind: "ok", value: await principalOfToken(this.env, token, room) };
    } catch (error) {
      if (error instanceof ChatError) return refused(error);
      throw error;
    }
  }
}

// What a room asks the Worker that it is part of: whose a token is. Reached from inside alone, by the loopback of exports.

import { WorkerEntrypoint } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Principal } from "../rules/entry.ts";
import { refused, type Reply } from "../rules/reply.ts";
import { principalOfToken } from "../edge/identity.ts";

export class TokenVerifier extends WorkerEntrypoint<Env> {
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

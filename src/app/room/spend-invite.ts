// Enters a room's membership by the secret of an invite, before the room itself is entered.

import { ChatError } from "../../protocol/errors.ts";
import { askServer } from "../shared/ask-server.ts";

const RETRY_MS = 3000;

export type InviteOutcome = "accepted" | "refused";

/**
 * Resolves once the server has decided: an invite that nobody answered for is offered again and again, until `isOver`.
 * `refused`: wrong, used, expired, or not for this member.
 */
export async function spendInvite(room: string, invite: string, isOver: () => boolean): Promise<InviteOutcome> {
  for (;;) {
    try {
      await askServer("POST", `/api/rooms/${room}/join`, { invite });
      return "accepted";
    } catch (error) {
      if (isOver() || (error instanceof ChatError && isFinal(error))) return "refused";
      const waitMs = error instanceof ChatError ? (error.retryAfterMs ?? RETRY_MS) : RETRY_MS;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function isFinal({ code }: ChatError): boolean {
  return code !== "rate_limited" && code !== "overloaded" && code !== "internal";
}

// An owner names who is asked before something is said, and takes that back.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type Hook, hookRequestSchema } from "../protocol/http.ts";
import type { Principal } from "../rules/entry.ts";
import { isAtLeast } from "../rules/permissions.ts";
import { parseWebhookAddress } from "../rules/webhook-address.ts";
import type { StoredHook } from "../storage/publish-hook.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import { actorIn } from "./standing.ts";
import { newWebhookSecret } from "./webhook-signature.ts";

export type HookDraft = v.InferOutput<typeof hookRequestSchema>;

type Host = {
  readonly room: RoomContext;
  readonly admission: Admission;
  readonly hook: StoredHook;
  /** The deployment lets webhooks go anywhere, for tests. */
  readonly isAnywhereAllowed: boolean;
};

/** Every method throws `forbidden` for others than owners. */
export class HookKeeping {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Gives the secret, a new one each time. Throws `invalid` for an address that is not public https. */
  put(name: string, principal: Principal, given: HookDraft): string {
    const { room, hook, isAnywhereAllowed } = this.#host;
    this.#requireOwner(name, principal, "set hook");
    const { url, timeoutMs, onFailure } = v.parse(hookRequestSchema, given);
    const address = parseWebhookAddress(url, isAnywhereAllowed);
    if (address.kind === "refused") throw new ChatError("invalid", `unable to set hook; url: ${address.reason}`);
    if (!room.log.exists)
      throw new ChatError("invalid", "unable to set hook; nobody made this room, and nothing happened in it");
    const secret = newWebhookSecret();
    const now = room.now();
    hook.put({ url: address.url, secret, timeoutMs, onFailure, by: principal.id, madeAt: now });
    room.audit.add(
      actorIn(room, principal),
      { action: "set hook", target: `${new URL(address.url).host} ${onFailure}` },
      now,
    );
    return secret;
  }

  /** Without the secret. Throws `not_found` where there is none. */
  get(name: string, principal: Principal): Hook {
    this.#requireOwner(name, principal, "read hook");
    const { current } = this.#host.hook;
    if (current === undefined) throw new ChatError("not_found", "unable to read hook; the room has none");
    const { secret: _secret, ...shown } = current;
    return shown;
  }

  remove(name: string, principal: Principal): void {
    const { room, hook } = this.#host;
    this.#requireOwner(name, principal, "remove hook");
    if (!hook.remove()) throw new ChatError("not_found", "unable to remove hook; the room has none");
    room.audit.add(actorIn(room, principal), { action: "remove hook" }, room.now());
  }

  #requireOwner(name: string, principal: Principal, operation: string): void {
    if (!isAtLeast(this.#host.admission.roleOf(name, principal, operation), "owner"))
      throw new ChatError("forbidden", `unable to ${operation}; only the room's owners may`);
  }
}

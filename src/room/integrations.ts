// What an owner connects a room to: webhooks that its events go to, bots that speak in it.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type Bot, botRequestSchema, type Webhook, webhookRequestSchema } from "../protocol/http.ts";
import { BOTS_MAX, WEBHOOKS_MAX } from "../protocol/limits.ts";
import type { Principal } from "../rules/entry.ts";
import { BOT_PREFIX, isAtLeast } from "../rules/permissions.ts";
import { parseWebhookAddress } from "../rules/webhook-address.ts";
import type { Bots } from "../storage/bots.ts";
import type { Webhooks } from "../storage/webhooks.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import { actorIn } from "./standing.ts";
import { newWebhookSecret } from "./webhook-signature.ts";

/** A bot as it comes to the edge. `viaUrl`: its secret stood in the address. */
export type BotAsking = { readonly id: string; readonly digest: string; readonly viaUrl: boolean };

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** The edge made the id and the secret, of which only the digest comes here. */
const botDraftSchema = v.object({ ...botRequestSchema.entries, id: idSchema, digest: idSchema });
export type BotDraft = v.InferOutput<typeof botDraftSchema>;
const webhookDraftSchema = v.object({ ...webhookRequestSchema.entries, id: idSchema });
export type WebhookDraft = v.InferOutput<typeof webhookDraftSchema>;

type Host = {
  readonly room: RoomContext;
  readonly admission: Admission;
  readonly webhooks: Webhooks;
  readonly bots: Bots;
  /** The deployment lets webhooks go anywhere, for tests. */
  readonly isAnywhereAllowed: boolean;
};

/** Every method but `speaker` is for owners, and throws `forbidden` for others. */
export class Integrations {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Gives the secret. Throws `invalid` for an address that is not public https, `too_large` past five. */
  addWebhook(name: string, principal: Principal, given: WebhookDraft): string {
    const { room, webhooks, isAnywhereAllowed } = this.#host;
    this.#requireOwner(name, principal, "make webhook");
    const draft = v.parse(webhookDraftSchema, given);
    const address = parseWebhookAddress(draft.url, isAnywhereAllowed);
    if (address.kind === "refused") throw new ChatError("invalid", `unable to make webhook; url: ${address.reason}`);
    this.#requireLog("make webhook");
    if (webhooks.list().length >= WEBHOOKS_MAX)
      throw new ChatError("too_large", `unable to make webhook; a room has at most ${WEBHOOKS_MAX}`);
    const secret = newWebhookSecret();
    webhooks.add({ ...draft, url: address.url, room: name, secret, by: principal.id }, room.now());
    this.#record(principal, "make webhook", new URL(address.url).host);
    return secret;
  }

  listWebhooks(name: string, principal: Principal): Webhook[] {
    this.#requireOwner(name, principal, "list webhooks");
    return this.#host.webhooks.list();
  }

  removeWebhook(name: string, principal: Principal, id: string): void {
    this.#requireOwner(name, principal, "remove webhook");
    const url = this.#host.webhooks.remove(id);
    if (url === undefined) throw notFound("remove webhook");
    this.#record(principal, "remove webhook", new URL(url).host);
  }

  addBot(name: string, principal: Principal, given: BotDraft): void {
    const { room, bots } = this.#host;
    this.#requireOwner(name, principal, "make bot");
    const draft = v.parse(botDraftSchema, given);
    this.#requireLog("make bot");
    if (bots.list().length >= BOTS_MAX)
      throw new ChatError("too_large", `unable to make bot; a room has at most ${BOTS_MAX}`);
    bots.add({ ...draft, by: principal.id }, room.now());
    this.#record(principal, "make bot", BOT_PREFIX + draft.id);
  }

  listBots(name: string, principal: Principal): Bot[] {
    this.#requireOwner(name, principal, "list bots");
    return this.#host.bots.list();
  }

  /** Gives whether the secret may stand in the address. */
  rotateBot(name: string, principal: Principal, id: string, digest: string): { inUrl: boolean } {
    this.#requireOwner(name, principal, "rotate secret");
    const rotated = this.#host.bots.rotate(id, v.parse(idSchema, digest));
    if (rotated === undefined) throw notFound("rotate secret");
    this.#record(principal, "rotate bot", BOT_PREFIX + id);
    return rotated;
  }

  removeBot(name: string, principal: Principal, id: string): void {
    this.#requireOwner(name, principal, "remove bot");
    if (!this.#host.bots.remove(id)) throw notFound("remove bot");
    this.#record(principal, "remove bot", BOT_PREFIX + id);
  }

  /** The member that a bot speaks as. Throws `unauthenticated` for a wrong id or secret alike, `banned` where it is. */
  speaker(name: string, id: string, digest: string, viaUrl: boolean): Member {
    const { bots, admission } = this.#host;
    const botName = bots.find(id, digest, viaUrl);
    if (botName === undefined)
      throw new ChatError("unauthenticated", "unable to send message; the secret is not valid");
    const member = { id: BOT_PREFIX + id, name: botName, role: "member" as const, tokenName: botName, room: name };
    admission.refuseBanned(member.id);
    return member;
  }

  #requireOwner(name: string, principal: Principal, operation: string): void {
    if (!isAtLeast(this.#host.admission.roleOf(name, principal, operation), "owner"))
      throw new ChatError("forbidden", `unable to ${operation}; only the room's owners may`);
  }

  /** Of a webhook the host alone: the rest of its address may be a secret. */
  #record(principal: Principal, action: string, target: string): void {
    const { room } = this.#host;
    room.audit.add(actorIn(room, principal), { action, target }, room.now());
  }

  /** A token may claim to own a room in which nothing happened yet: nothing is stored for it. */
  #requireLog(operation: string): void {
    if (!this.#host.room.log.exists)
      throw new ChatError("invalid", `unable to ${operation}; nobody made this room, and nothing happened in it`);
  }
}

function notFound(operation: string): ChatError {
  return new ChatError("not_found", `unable to ${operation}; there is none of this id`);
}

// Delivers events to webhooks: each in order, at least once, tried again by alarm.

import { formatCursor } from "../protocol/cursor.ts";
import { afterFailure } from "../rules/webhook-retry.ts";
import { encodeEvent } from "../storage/event-log.ts";
import type { LiveWebhook, Webhooks } from "../storage/webhooks.ts";
import type { RoomContext } from "./context.ts";
import { HOUSE } from "./house.ts";
import { signWebhook } from "./webhook-signature.ts";

/** One that has not answered by then has failed. */
const ANSWER_MS = 10_000;
/** Events to one webhook in one alarm; the rest by the next. Where it got is stored once, so so many may come again. */
const BATCH = 50;
/** The answer by which a receiver wants no more of it. */
const GONE = 410;

/** `switchedOff` is told of the host of one that was given up. */
export type WebhookHost = {
  readonly room: RoomContext;
  readonly webhooks: Webhooks;
  readonly switchedOff: (room: string, host: string) => Promise<void>;
};

export class WebhookDeliverer {
  readonly #host: WebhookHost;
  /** One alarm may ring while the last one still delivers. */
  #isRunning = false;

  constructor(host: WebhookHost) {
    this.#host = host;
  }

  /** There are webhooks that want to be told. */
  get hasAny(): boolean {
    return this.#host.webhooks.hasLive;
  }

  /** Gives when to be called next; undefined where there is nothing more to deliver. */
  async run(): Promise<number | undefined> {
    const { webhooks, room } = this.#host;
    if (this.#isRunning || !webhooks.hasLive) return undefined;
    this.#isRunning = true;
    try {
      await Promise.all(webhooks.live().map((webhook) => this.#deliver(webhook)));
    } finally {
      this.#isRunning = false;
    }
    const due = webhooks.live().filter(({ seq }) => seq < room.log.head);
    return due.length === 0 ? undefined : Math.max(room.now(), Math.min(...due.map(({ nextAt }) => nextAt)));
  }

  async #deliver(webhook: LiveWebhook): Promise<void> {
    const { webhooks, room } = this.#host;
    if (webhook.nextAt > room.now()) return;
    let { seq } = webhook;
    let failure: { readonly isGone: boolean } | undefined;
    for (const event of room.log.eventsAfter(seq, BATCH)) {
      if (webhook.kinds.has(event.kind)) {
        const body = `{"room":${JSON.stringify(webhook.room)},"event":${encodeEvent(event)}}`;
        failure = await post(webhook, formatCursor({ epoch: room.log.epoch, seq: event.seq }), body, room.now());
        if (failure !== undefined) break;
      }
      seq = event.seq;
    }
    const hasMoved = seq > webhook.seq;
    if (hasMoved) webhooks.delivered(webhook.id, seq);
    if (failure === undefined) return;
    await this.#failed(hasMoved ? { ...webhook, attempts: 0, failingSince: 0 } : webhook, failure.isGone);
  }

  async #failed(webhook: LiveWebhook, isGone: boolean): Promise<void> {
    const { webhooks, room } = this.#host;
    const now = room.now();
    const verdict = afterFailure(webhook.attempts, webhook.failingSince, isGone, now, Math.random());
    if (verdict.kind === "try_again") {
      return webhooks.failed(webhook.id, webhook.failingSince === 0 ? now : webhook.failingSince, verdict.at);
    }
    const { host } = new URL(webhook.url);
    webhooks.switchOff(webhook.id, now);
    room.audit.add(HOUSE, { action: "switch off webhook", target: host }, now);
    await this.#host.switchedOff(webhook.room, host);
  }
}

/** Gives how it failed, if it did. A redirect is a failure: where it leads was never checked. */
async function post(
  webhook: LiveWebhook,
  id: string,
  body: string,
  now: number,
): Promise<{ readonly isGone: boolean } | undefined> {
  const timestamp = Math.floor(now / 1000);
  // Not AbortSignal.timeout: its timer would hold the object awake after the answer has come.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_MS);
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "Hubbub-Webhook/1",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": await signWebhook(webhook.secret, `${id}.${timestamp}.${body}`),
      },
      body,
      signal: patience.signal,
    });
    await response.body?.cancel();
    return response.ok ? undefined : { isGone: response.status === GONE };
  } catch {
    return { isGone: false };
  } finally {
    clearTimeout(timer);
  }
}

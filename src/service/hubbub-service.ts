// What another Worker of the same account may ask of rooms, through a service binding.

import { WorkerEntrypoint } from "cloudflare:workers";
import * as v from "valibot";
import { logFault } from "../edge/log.ts";
import { parseRoomName } from "../edge/room-name.ts";
import { askRoom } from "../edge/room-object.ts";
import { sendMessage, type Sent } from "../edge/send-message.ts";
import { openBridge } from "../edge/streams/open-bridge.ts";
import type { Env } from "../env.ts";
import { refusal } from "../protocol/codec.ts";
import { historyRangeSchema } from "../protocol/commands/history.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Members } from "../protocol/frames/welcome.ts";
import { type MessagesPage, messagesPageSchema, type postMessageSchema } from "../protocol/http.ts";
import { refused, type Reply } from "../rules/reply.ts";
import { anonymous, type Caller, knownCaller, requireCaller } from "./caller.ts";
import { frameLines } from "./frame-lines.ts";

/** What is no cursor is not honoured, like everywhere: the stream begins with a snapshot. */
const sinceSchema = v.optional(v.string("must be a string"));

/** The fields of a `send`. Without an `id`, each call is a message of its own. */
export type Message = v.InferInput<typeof postMessageSchema>;
/** At most one of `before` and `after`, both exclusive. */
export type Range = v.InferInput<typeof historyRangeSchema>;

/**
 * The binding is trusted: a caller is who it says it is. `caller` is `{id, name}`, or `{token}` to ask as that member;
 * absent, the binding's `props` stand for it.
 *
 * A refusal is an answer, `{kind: "refused", code, message, retryAfterMs?}`. What is thrown is a call that got lost, of
 * which nobody knows whether it was done: it is to be made again, with the same `id`.
 */
export class HubbubService extends WorkerEntrypoint<Env, unknown> {
  /** Sends a message, once for each `id`. Needs a caller. Refuses as the command `send` does. */
  async publish(room: string, message: Message, caller?: Caller): Promise<Reply<Sent>> {
    return this.#answer("send message", room, async (operation) => {
      const known = await knownCaller(this.env, room, operation, caller, this.ctx.props);
      return sendMessage(this.env, room, requireCaller(known, operation).principal, message);
    });
  }

  /** Messages as they stand now, oldest first; the newest 50 without a range. At most 10 such calls, then 1 a second. */
  async history(room: string, range?: Range, caller?: Caller): Promise<Reply<MessagesPage>> {
    return this.#answer("read messages", room, async (operation) => {
      const parsed = v.safeParse(historyRangeSchema, range ?? {});
      if (!parsed.success) throw refusal(`unable to ${operation}`, parsed.issues[0]);
      const { principal } = await this.#reader(room, operation, caller);
      const page = await askRoom<string>(this.env, room, (object) =>
        object.messages(room, parsed.output, { principal }),
      );
      return v.parse(messagesPageSchema, JSON.parse(page));
    });
  }

  /** Who is here: at most 100 by name, and how many. */
  async members(room: string, caller?: Caller): Promise<Reply<Members>> {
    return this.#answer("list members", room, async (operation) => {
      const { principal } = await this.#reader(room, operation, caller);
      return askRoom<Members>(this.env, room, (object) => object.members(room, { principal }));
    });
  }

  /**
   * The room's frames (contract 5), one JSON line each, after the cursor `since` or from now; a `pong` every 15 s where
   * there is nothing else. Whoever reads it cancels it. It ends after a line `error`, which says why, or after
   * `reconnect`: come back with the cursor of the last event. Without a `token` the reader is in no roster.
   */
  async subscribe(room: string, since?: string, caller?: Caller): Promise<ReadableStream<Uint8Array>> {
    const entered = await this.#answer("subscribe to room", room, async (operation) => {
      const place = v.safeParse(sinceSchema, since ?? undefined);
      if (!place.success) throw refusal(`unable to ${operation}; since`, place.issues[0]);
      const reader = await this.#reader(room, operation, caller);
      return openBridge(this.env, { room, mode: "frames", ...reader, since: place.output });
    });
    return frameLines(entered);
  }

  async #reader(room: string, operation: string, caller: unknown) {
    return (await knownCaller(this.env, room, operation, caller, this.ctx.props)) ?? anonymous();
  }

  async #answer<T>(operation: string, room: unknown, give: (operation: string) => Promise<T>): Promise<Reply<T>> {
    try {
      parseRoomName(typeof room === "string" ? room : undefined, operation);
      return { kind: "ok", value: await give(operation) };
    } catch (error) {
      if (error instanceof ChatError) return refused(error);
      logFault(error, { method: operation, route: "HubbubService" });
      return refused(new ChatError("internal", `unable to ${operation}; the server is at fault`));
    }
  }
}

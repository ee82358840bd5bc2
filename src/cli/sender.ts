// Says things one after the other and tells what became of each; how many are under way can be waited for.

import { ChatError, isErrorCode } from "../protocol/errors.ts";
import type { RoomClient } from "../client/room-client.ts";
import type { Content, PendingStatus, RoomState } from "../client/state.ts";

export type Sender = {
  /** Messages that the room does not have yet. */
  readonly waiting: number;
  /** Settles with the message's seq when the room has it (undefined where the log began anew meanwhile); rejects with a ChatError. */
  send(content: Content): Promise<number | undefined>;
  /** Settles once fewer than `count` are waiting. */
  below(count: number): Promise<void>;
  /** Whatever waits is given up with this error. */
  fail(error: ChatError): void;
};

type Waiting = { readonly resolve: (seq: number | undefined) => void; readonly reject: (error: ChatError) => void };

/** Discards what the room refuses: its author is told, and it would only be in the way. */
export function createSender(client: RoomClient): Sender {
  const waiting = new Map<string, Waiting>();
  const lowered = new Set<() => void>();

  client.subscribe(look);

  function look(state: RoomState): void {
    if (waiting.size === 0) return;
    const pending = new Map<string, PendingStatus>();
    for (let index = state.timeline.length - 1; index >= 0; index--) {
      const item = state.timeline[index];
      if (item?.kind !== "pending") break;
      pending.set(item.pending.id, item.pending.status);
    }
    for (const [id, { resolve, reject }] of waiting) {
      const status = pending.get(id);
      if (status === undefined) {
        waiting.delete(id);
        resolve(seqOf(state, id));
      } else if (status.kind === "failed") {
        waiting.delete(id);
        client.discard(id);
        reject(new ChatError(isErrorCode(status.code) ? status.code : "internal", status.message));
      }
    }
    for (const run of lowered) run();
  }

  return {
    get waiting() {
      return waiting.size;
    },
    send(content) {
      const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
      waiting.set(client.send(content), { resolve, reject });
      look(client.state);
      return promise;
    },
    async below(count) {
      while (waiting.size >= count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        lowered.add(resolve);
        await promise;
        lowered.delete(resolve);
      }
    },
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      for (const run of lowered) run();
    },
  };
}

function seqOf(state: RoomState, id: string): number | undefined {
  const item = state.timeline.findLast((each) => each.kind === "message" && each.message.id === id);
  return item?.kind === "message" ? item.message.seq : undefined;
}

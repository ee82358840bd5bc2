// Commands that somebody waits for (history, and whatever changes something but is not said): asked again under the same id until there is an answer.

import { encodeCommand } from "../protocol/codec.ts";
import type { DurableCommand } from "../protocol/commands.ts";
import { ChatError, isErrorCode } from "../protocol/errors.ts";
import type { AckFrame } from "../protocol/frames/ack.ts";
import type { ErrorFrame } from "../protocol/frames/error.ts";
import type { HistoryFrame } from "../protocol/frames/history.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";

/** Without an answer for this long it is asked again. */
const REPEAT_MS = 12_000;

/** Which messages to ask for, as `history` takes it. */
export type HistoryAskRange = {
  readonly before?: number;
  readonly after?: number;
  readonly at?: number;
  readonly thread?: number;
  readonly limit: number;
};

export type HistoryAsk = HistoryAskRange & { readonly type: "history"; readonly id: string };
type Answer = HistoryFrame | AckFrame;
type Request = {
  readonly command: HistoryAsk | DurableCommand;
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: ChatError) => void;
  readonly dueAtMs: number;
};

export type Requests = {
  /** Gives undefined where the answer has lost its meaning; rejects with the refusal. */
  ask(command: HistoryAsk | DurableCommand): Promise<Answer | undefined>;
  online(): void;
  offline(): void;
  /** True where somebody waited for it. */
  answered(answer: Answer): boolean;
  refused(error: ErrorFrame): boolean;
  /** The log is another one: pages of the old one are not wanted. */
  forgetHistory(): void;
  /** There will be no answers. Those of which `isDone` is true have what they asked for all the same. */
  fail(error: ChatError, isDone?: (command: HistoryAsk | DurableCommand) => boolean): void;
};

export function createRequests(environment: Environment, transmit: (text: string) => boolean): Requests {
  const waiting = new Map<string, Request>();
  let isOnline = false;
  const alarm = createAlarm(environment, run);

  /** Sends what is due. */
  function run(): void {
    if (!isOnline) return;
    const nowMs = environment.now();
    for (const [id, request] of waiting) {
      if (request.dueAtMs > nowMs) continue;
      waiting.set(id, { ...request, dueAtMs: nowMs + REPEAT_MS });
      transmit(encodeCommand(request.command));
    }
    arm();
  }

  function arm(): void {
    const due = [...waiting.values()].map(({ dueAtMs }) => dueAtMs);
    alarm.set(isOnline && due.length > 0 ? Math.min(...due) : undefined);
  }

  function take(id: string): Request | undefined {
    const request = waiting.get(id);
    waiting.delete(id);
    arm();
    return request;
  }

  return {
    ask(command) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
      waiting.set(command.id, { command, resolve, reject, dueAtMs: 0 });
      run();
      return promise;
    },
    online() {
      isOnline = true;
      for (const [id, request] of waiting) waiting.set(id, { ...request, dueAtMs: 0 });
      run();
    },
    offline() {
      isOnline = false;
      alarm.set(undefined);
    },
    answered(answer) {
      const request = take(answer.id);
      request?.resolve(answer);
      return request !== undefined;
    },
    refused(error) {
      const request = error.id === undefined ? undefined : waiting.get(error.id);
      if (request === undefined) return false;
      if (error.code === "rate_limited" && request.command.type === "history") {
        // Scrolling fast runs into the limit of looks; the page comes a little later.
        waiting.set(request.command.id, { ...request, dueAtMs: environment.now() + (error.retryAfterMs ?? 1000) });
        arm();
        return true;
      }
      take(request.command.id)?.reject(chatError(error));
      return true;
    },
    forgetHistory() {
      for (const [id, { command }] of waiting) if (command.type === "history") take(id)?.resolve(undefined);
    },
    fail(error, isDone = () => false) {
      for (const [id, { command }] of waiting) {
        const request = take(id);
        if (isDone(command)) request?.resolve(undefined);
        else request?.reject(error);
      }
    },
  };
}

function chatError({ code, message, retryAfterMs }: ErrorFrame): ChatError {
  return new ChatError(
    isErrorCode(code) ? code : "internal",
    message,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

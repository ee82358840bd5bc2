// What a client tells without waiting for an answer, no more often than it is worth: that one writes, how far one has read.

import { encodeCommand } from "../protocol/codec.ts";
import { TYPING_REPEAT_MS } from "../protocol/limits.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";

type Transmit = (text: string) => boolean;

export type Typist = {
  typing(on: boolean): void;
  /** Saying something ends writing without a word. So does being offline. */
  ended(): void;
};

export function createTypist(environment: Pick<Environment, "now">, transmit: Transmit): Typist {
  let toldMs: number | undefined;
  return {
    typing(on) {
      const nowMs = environment.now();
      if (on && toldMs !== undefined && nowMs - toldMs < TYPING_REPEAT_MS) return;
      if (!on && toldMs === undefined) return;
      const isTold = transmit(encodeCommand({ type: "typing", on }));
      toldMs = on && isTold ? nowMs : undefined;
    },
    ended() {
      toldMs = undefined;
    },
  };
}

/** Reading a page of messages moves the mark many times; the server hears of it once in a while. */
const READ_EVERY_MS = 2000;

export type Reader = {
  /** The highest known, of all devices. */
  readonly upTo: number;
  mark(seq: number): void;
  /** The server knows: another device told it. */
  told(upTo: number): void;
  /** `fresh`: the log is another one, and old marks mean nothing. */
  welcomed(upTo: number, fresh: boolean): void;
};

export function createReader(environment: Environment, transmit: Transmit): Reader {
  let upTo = 0;
  let toldUpTo = 0;
  let nextMs = 0;
  const alarm = createAlarm(environment, tell);

  function tell(): void {
    if (upTo <= toldUpTo) return;
    const nowMs = environment.now();
    if (nowMs < nextMs) return alarm.set(nextMs);
    if (!transmit(encodeCommand({ type: "read", upTo }))) return;
    toldUpTo = upTo;
    nextMs = nowMs + READ_EVERY_MS;
  }

  return {
    get upTo() {
      return upTo;
    },
    mark(seq) {
      upTo = Math.max(upTo, seq);
      tell();
    },
    told(serverUpTo) {
      upTo = Math.max(upTo, serverUpTo);
      toldUpTo = Math.max(toldUpTo, serverUpTo);
    },
    welcomed(serverUpTo, fresh) {
      upTo = fresh ? serverUpTo : Math.max(upTo, serverUpTo);
      toldUpTo = serverUpTo;
      tell();
    },
  };
}

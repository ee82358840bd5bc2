// How far one has read in threads, as all one's devices told: the highest of each, told to the room once in a while.

import { encodeCommand } from "../protocol/codec.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";
import { merged, type ThreadReads } from "./merged-reads.ts";

const TELL_EVERY_MS = 2000;

export type ThreadReader = {
  mark(root: number, seq: number): void;
  /** A `threads` frame: another device told it, or the room remembers. */
  told(threads: Readonly<Record<string, number>>): void;
  /** `fresh`: the log is another one, or one is somebody else. What the room remembers comes right after it. */
  welcomed(fresh: boolean): void;
};

export function createThreadReader(
  environment: Environment,
  transmit: (text: string) => boolean,
  onChange: (reads: ThreadReads) => void,
): ThreadReader {
  let reads: ThreadReads = new Map();
  /** What the room knows. */
  let known: ThreadReads = new Map();
  let nextMs = 0;
  const alarm = createAlarm(environment, tell);

  function tell(): void {
    const owed = [...reads].filter(([root, upTo]) => upTo > (known.get(root) ?? 0));
    if (owed.length === 0) return;
    const nowMs = environment.now();
    if (nowMs < nextMs) return alarm.set(nextMs);
    for (const [thread, upTo] of owed) {
      if (!transmit(encodeCommand({ type: "readThread", thread, upTo }))) return;
      known = merged(known, [[thread, upTo]]);
    }
    nextMs = nowMs + TELL_EVERY_MS;
  }

  function take(told: readonly (readonly [number, number])[]): void {
    const after = merged(reads, told);
    if (after === reads) return;
    reads = after;
    onChange(reads);
  }

  return {
    mark(root, seq) {
      take([[root, seq]]);
      tell();
    },
    told(threads) {
      const told = Object.entries(threads).map(([root, upTo]) => [Number(root), upTo] as const);
      known = merged(known, told);
      take(told);
    },
    welcomed(fresh) {
      known = new Map();
      if (fresh && reads.size > 0) {
        reads = new Map();
        onChange(reads);
      }
      if (reads.size === 0) return;
      nextMs = environment.now() + TELL_EVERY_MS;
      alarm.set(nextMs);
    },
  };
}

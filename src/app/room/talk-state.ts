// What one is about to do with what was said: which message is aimed at, answered, or followed in a thread.

import { signal } from "@preact/signals";
import type { RoomClient } from "../../client/room-client.ts";
import { THREAD_READS_MAX } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { readStored, writeStored } from "../shared/stored.ts";

/** What the next message answers. `thread`: in whose composer. */
export type Answered = {
  readonly seq: number;
  readonly name: string;
  readonly text: string;
  readonly thread: number | undefined;
};

export type TalkPanel =
  | { readonly kind: "thread"; readonly root: number; readonly seq?: number }
  | { readonly kind: "threads" }
  | { readonly kind: "pins" }
  /** `typed`: what is searched for at once. */
  | { readonly kind: "find"; readonly typed?: string }
  | { readonly kind: "reactors"; readonly seq: number }
  | { readonly kind: "voters"; readonly seq: number }
  | { readonly kind: "edits"; readonly seq: number };

/** A message that was quoted and is not held: as it stood when it was asked for, or that it is not to be had. */
export type Quoted = Message | "asked" | "missing";

export class TalkState {
  /** To be brought into view; a new object each time. */
  readonly aim = signal<{ readonly seq: number } | undefined>(undefined);
  /** What was aimed at could not be found. */
  readonly isLost = signal(false);
  readonly answered = signal<Answered | undefined>(undefined);
  readonly panel = signal<TalkPanel | undefined>(undefined);
  readonly quoted = signal<ReadonlyMap<number, Quoted>>(new Map());
  /** How far one has read on this device in threads that one follows, by their roots. */
  readonly threadsRead: { readonly value: ReadonlyMap<number, number> };
  readonly #threadsRead;
  readonly #room: string;
  #asking: Promise<void> = Promise.resolve();

  constructor(room: string) {
    this.#room = room;
    this.#threadsRead = signal<ReadonlyMap<number, number>>(parseReads(readStored(`threads.${room}`)));
    this.threadsRead = this.#threadsRead;
  }

  show(seq: number): void {
    this.isLost.value = false;
    this.aim.value = { seq };
  }

  /** Asks for a message that is quoted, one after the other: pages of history must not wait behind quotes. */
  askForQuoted(client: RoomClient, seq: number): void {
    if (this.quoted.value.has(seq)) return;
    const put = (found: Quoted): void => void (this.quoted.value = new Map([...this.quoted.value, [seq, found]]));
    put("asked");
    this.#asking = this.#asking.then(async () => {
      const found = await client.message(seq).catch(() => undefined);
      put(found ?? "missing");
    });
  }

  /** From now on one follows the thread. */
  readThread(root: number, seq: number): void {
    const read = this.#threadsRead.value;
    if ((read.get(root) ?? 0) >= seq) return;
    const others = [...read].filter(([other]) => other !== root);
    this.#threadsRead.value = new Map([...others, [root, seq] as const].slice(-THREAD_READS_MAX));
    writeStored(`threads.${this.#room}`, JSON.stringify([...this.#threadsRead.value]));
  }
}

/** What an older or a newer version wrote, or somebody by hand, is nothing. */
function parseReads(stored: string | undefined): Map<number, number> {
  try {
    const rows: unknown = JSON.parse(stored ?? "[]");
    if (!Array.isArray(rows)) return new Map();
    return new Map(
      rows.flatMap((row: unknown): [number, number][] => {
        const [root, seq]: unknown[] = Array.isArray(row) ? row : [];
        return typeof root === "number" && typeof seq === "number" ? [[root, seq]] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

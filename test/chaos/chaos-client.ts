// chaos-client.ts: what the run asks of a client, whatever it is made of.

import type { ClientHistory } from "./history.ts";
import type { Proxy } from "./proxy.ts";

/** Where a client is to be at the end. */
export type Place = { readonly epoch: string; readonly head: number };

export type ChaosClient = {
  readonly name: string;
  readonly member: string;
  readonly kind: "raw" | "sdk";
  readonly proxy: Proxy;
  /** Connections that were welcomed, beyond the first. */
  readonly reconnects: number;
  start(): void;
  say(text: string): void;
  rename(name: string): void;
  /** Makes something of a message that it knows of. */
  change(): void;
  /** Leaves; `comeBack` undoes it. */
  vanish(): void;
  comeBack(): void;
  /** Reads nothing for a while, though the connection lives. */
  stopReading(ms: number): void;
  /** Weather is fair: whoever waits may try at once. */
  hurry(): void;
  /** What is missing until it has caught up, in words; undefined where nothing is. */
  lacks(place: Place): string | undefined;
  /** Ends it and gives what it wrote down: one history, or one for each of its lives. */
  finish(): readonly ClientHistory[];
};

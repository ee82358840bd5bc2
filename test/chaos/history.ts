// history.ts: what a client of a chaos run writes down, in the order in which it happened to it.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import type { RoomEvent } from "../../src/protocol/events.ts";
import type { Message, Mine } from "../../src/protocol/message.ts";
import type { MyVotes } from "../../src/protocol/poll.ts";

export type Entry =
  /** It asked for this, or wrote it down to be sent. The same command may be asked often. */
  | { readonly kind: "asked"; readonly command: DurableCommand }
  | { readonly kind: "acknowledged"; readonly id: string; readonly seq: number; readonly at: number }
  | { readonly kind: "refused"; readonly id: string; readonly code: string }
  /** A connection began; `since` is the cursor that it gave. */
  | { readonly kind: "connected"; readonly since: string | undefined }
  /** It sent `resume` on the open connection. */
  | { readonly kind: "resumed"; readonly since: string }
  | { readonly kind: "welcomed"; readonly welcome: Welcomed }
  /** It told that nobody is at its device, or that somebody is again. */
  | { readonly kind: "idled"; readonly on: boolean }
  /** One `events` frame. */
  | { readonly kind: "saw"; readonly events: readonly RoomEvent[]; readonly epoch?: string }
  | { readonly kind: "disconnected" }
  /** It was stopped: of what it asked for only messages are kept, to be sent when it goes on. */
  | { readonly kind: "stopped" };

export type Welcomed = {
  readonly epoch: string;
  readonly head: number;
  readonly recovered: boolean;
  /** Members who are shown to be at none of their devices. */
  readonly idle?: readonly string[];
  /** A poll's answer holds so many events at most: `head` is where it ends, and the room may stand further on. */
  readonly isPartial?: true;
  readonly snapshot?: { readonly messages: readonly Message[]; readonly more: boolean };
  /** One's own reactions, with the snapshot. */
  readonly mine?: Mine;
  /** One's own votes, there with `mine`. */
  readonly myVotes?: MyVotes | undefined;
};

/** What a client that keeps a timeline shows of the room. */
export type Shown = {
  readonly messages: readonly Message[];
  /** Where it says itself that messages may be missing, both ends exclusive. */
  readonly gaps: readonly { readonly after: number; readonly before: number }[];
  /** Written and not yet in the room. Those that the room refused are not among them. */
  readonly pendingIds: readonly string[];
};

export type ClientHistory = {
  /** Names the client in violations. */
  readonly client: string;
  /** The member's id; several clients may be one member's. */
  readonly member: string;
  readonly entries: readonly Entry[];
  /**
   * `caught up`: there to the end, so that all must have reached it. `handed over`: another client of the member went on
   * with what it had not sent yet. `gone`: left for good.
   */
  readonly end: "caught up" | "handed over" | "gone";
  readonly shown?: Shown;
};

/** The room after all faults, as somebody reads it who was never there. */
export type Final = {
  readonly epoch: string;
  readonly head: number;
  /** From `0:0`. */
  readonly log: readonly RoomEvent[];
  /** All pages of `GET /api/rooms/{room}/messages`, oldest first. */
  readonly messages: readonly Message[];
};

export type Evidence = { readonly clients: readonly ClientHistory[]; readonly final: Final };

/** Collects one client's history. */
export class Recorder {
  readonly client: string;
  readonly member: string;
  readonly #entries: Entry[] = [];

  constructor(client: string, member: string) {
    this.client = client;
    this.member = member;
  }

  record(entry: Entry): void {
    this.#entries.push(entry);
  }

  count(kind: Entry["kind"]): number {
    return this.#entries.filter((entry) => entry.kind === kind).length;
  }

  finish(end: ClientHistory["end"], shown?: Shown): ClientHistory {
    const history = { client: this.client, member: this.member, entries: [...this.#entries], end };
    return shown === undefined ? history : { ...history, shown };
  }
}

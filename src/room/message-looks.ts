// Looks closer at messages, from outside of a connection: earlier texts, who reacted and voted, what is pinned.

import type { EditsRange, PinsRange, ReactionsRange, VotesRange } from "../protocol/message-looks.ts";
import type { Asker } from "../rules/entry.ts";
import type { MessageHistory } from "../storage/message-history.ts";
import type { Admission } from "./admission.ts";
import { findPoll, findTarget } from "./commands/target.ts";
import type { RoomContext } from "./context.ts";
import { type Limiter, payerOf } from "./limiter.ts";

type Host = {
  readonly room: RoomContext;
  readonly admission: Admission;
  readonly limiter: Limiter;
  readonly history: MessageHistory;
};

/** Every method gives JSON, throws what `Admission` refuses, and counts for the asker's rate of looks. */
export class MessageLooks {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** As a `PinsPage`: the newest pin first. */
  pins(name: string, { limit }: PinsRange, asker: Asker): string {
    const { room, history } = this.#host;
    this.#look(name, asker, "list pins");
    const { seqs, more } = history.pins(limit);
    const page = room.messages.inOrder(seqs);
    const you = asker.principal?.id;
    const mine = you === undefined ? {} : room.reactions.mineOn(you, seqs);
    const myVotes = you === undefined ? undefined : room.votes.mineOn(you, seqs);
    const own = JSON.stringify({ mine, myVotes, more: more || page.more });
    return `{"messages":[${page.messages.join(",")}],${own.slice(1)}`;
  }

  /** As an `EditsPage`. Throws `not_found` for what is no message, or has no content any more. */
  edits(name: string, seq: number, range: EditsRange, asker: Asker): string {
    this.#look(name, asker, "read edits");
    findTarget(this.#host.room, seq, "read edits");
    return JSON.stringify(this.#host.history.edits(seq, range));
  }

  /** As a `ReactionsPage`. Throws `not_found` as `edits` does. */
  reactions(name: string, seq: number, range: ReactionsRange, asker: Asker): string {
    this.#look(name, asker, "read reactions");
    findTarget(this.#host.room, seq, "read reactions");
    return JSON.stringify(this.#host.history.reactors(seq, range));
  }

  /** As a `VotesPage`. Throws `not_found` as `edits` does, and `invalid` for what is no poll. */
  votes(name: string, seq: number, range: VotesRange, asker: Asker): string {
    this.#look(name, asker, "read votes");
    findPoll(this.#host.room, seq, "read votes");
    return JSON.stringify(this.#host.history.voters(seq, range));
  }

  #look(name: string, asker: Asker, operation: string): void {
    const { room, admission, limiter } = this.#host;
    admission.roleOf(name, asker.principal, operation);
    const payer = payerOf(asker);
    if (payer !== undefined) limiter.take("lookup", payer, room.now());
  }
}

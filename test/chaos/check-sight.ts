// check-sight.ts: what one client saw is what the log has at the end, and what it did not see it was told of.

import { NO_EPOCH } from "../../src/protocol/cursor.ts";
import { isEditedEvent, isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";
import { RESUME_BYTES, WELCOME_LIMITS } from "../../src/protocol/limits.ts";
import type { Message } from "../../src/protocol/message.ts";
import { parseSince, suits } from "./check-order.ts";
import { commandOf, describeEvent, isErased } from "./event.ts";
import { canonical, canonicalMessage, canonicalMine, foldMessages, foldMine, foldMyVotes } from "./fold.ts";
import type { ClientHistory, Final, Shown, Welcomed } from "./history.ts";
import { erasedOf, isNameless, nameless, type Restored } from "./restore.ts";
import { range, type Violation } from "./violation.ts";

export function* checkSight(history: ClientHistory, final: Final, restored: Restored): Iterable<Violation> {
  const { client, member, entries, end, shown } = history;
  const sight = new Sight(client, final, restored);
  let asked: (string | undefined)[] = [];
  for (const entry of entries) {
    if (entry.kind === "connected") asked = [entry.since];
    else if (entry.kind === "resumed") asked.push(entry.since);
    else if (entry.kind === "welcomed") {
      const since = asked.shift();
      sight.welcomed(since, entry.welcome);
      yield* checkGivenUp(client, since, entry.welcome, final);
      yield* checkSnapshot(client, member, entry.welcome, final, restored);
    } else if (entry.kind === "saw") yield* sight.saw(entry.events, entry.epoch);
  }
  if (end !== "caught up") return;
  yield* sight.missing(final.head);
  if (shown !== undefined) yield* checkShown(client, shown, restored);
}

/** The seqs that a client saw, or was told that it would not see. */
class Sight {
  readonly #client: string;
  readonly #finalEpoch: string;
  /** As it was before removals, and as it is. */
  readonly #log: ReadonlyMap<number, RoomEvent>;
  readonly #final: ReadonlyMap<number, RoomEvent>;
  readonly #removals: ReadonlyMap<number, number>;
  readonly #known = new Set<number>();
  readonly #made = new Map<string, number>();
  /** Everything up to here was never promised: it is where the client began. */
  #from: number | undefined;
  #epoch = NO_EPOCH;
  /** Of the last welcome: what comes up to here is replayed, as it stood then. */
  #replayedTo = 0;
  /** What removed something may come with the next part of the replay. */
  #isPartial = false;

  constructor(client: string, final: Final, { log, removals }: Restored) {
    this.#client = client;
    this.#finalEpoch = final.epoch;
    this.#log = new Map(log.map((event) => [event.seq, event]));
    this.#final = new Map(final.log.map((event) => [event.seq, event]));
    this.#removals = removals;
  }

  welcomed(since: string | undefined, { epoch, head, recovered, isPartial }: Welcomed): void {
    this.#epoch = epoch;
    this.#isPartial = isPartial === true;
    this.#replayedTo = head;
    const cursor = parseSince(since);
    // A cursor is the client's own word that it has seen everything up to it: only the first one is taken on trust.
    this.#from ??= recovered && cursor !== undefined ? cursor.seq : head;
    if (recovered) return;
    // It was told that what is between its cursor and the head does not come; without a cursor it did not ask for it.
    const seen = cursor?.epoch === epoch ? cursor.seq : 0;
    for (let seq = seen + 1; seq <= head; seq += 1) this.#known.add(seq);
  }

  *saw(events: readonly RoomEvent[], epoch: string | undefined): Iterable<Violation> {
    this.#epoch = epoch ?? this.#epoch;
    if (this.#epoch !== this.#finalEpoch) {
      yield {
        rule: "R2-1",
        text: `${this.#client} saw ${describeEvents(events)} of the log ${this.#epoch}, and the log at the end is ${this.#finalEpoch}`,
      };
      return;
    }
    for (const event of events) {
      this.#known.add(event.seq);
      const left = this.#final.get(event.seq);
      const stored = isErased(event) || isNameless(event) ? left : this.#log.get(event.seq);
      // Removed first and erased with its author later: one name, then none.
      const isLessNow = left !== undefined && isNameless(left) && !isNameless(event);
      if (stored === undefined) {
        yield {
          rule: "R2-1",
          text: `${this.#client} saw seq ${event.seq}, ${describeEvent(event)}, which the log at the end does not have`,
        };
      } else if (isLessNow && isErased(event) ? !isSameBut(stored, event) : canonical(stored) !== canonical(event)) {
        yield {
          rule: "R2-2",
          text: `${this.#client} saw seq ${event.seq} as ${canonical(event)}, the log has ${canonical(stored)}`,
        };
      }
      yield* this.#erased(event);
      const command = commandOf(event);
      if (command === undefined) continue;
      const before = this.#made.get(command.key) ?? event.seq;
      if (before !== event.seq) {
        yield {
          rule: "R2-3",
          text: `${this.#client} saw ${describeEvent(event)} twice: as seq ${before} and as seq ${event.seq}`,
        };
      }
      this.#made.set(command.key, event.seq);
    }
  }

  /** What is replayed has no content once it is removed, and all of it before that. */
  *#erased(event: RoomEvent): Iterable<Violation> {
    if (!isMessageEvent(event) && !isEditedEvent(event)) return;
    const removal = this.#removals.get(erasedOf(event)) ?? Infinity;
    const isGone = event.seq <= this.#replayedTo && removal <= this.#replayedTo;
    if (isErased(event) === isGone || (isErased(event) && this.#isPartial && removal > event.seq)) return;
    yield {
      rule: "R2-6",
      text: isGone
        ? `${this.#client} was given the content of seq ${event.seq} again, which seq ${removal} had removed`
        : `${this.#client} saw seq ${event.seq} without its content, before any removal`,
    };
  }

  *missing(head: number): Iterable<Violation> {
    if (this.#from === undefined) {
      yield { rule: "R2-4", text: `${this.#client} was there to the end and never welcomed` };
      return;
    }
    for (let seq = this.#from + 1; seq <= head; seq += 1) {
      if (this.#known.has(seq)) continue;
      const first = seq;
      while (seq < head && !this.#known.has(seq + 1)) seq += 1;
      const lost = this.#log.get(first);
      const what = lost === undefined ? "" : ` (first ${describeEvent(lost)})`;
      yield {
        rule: "R2-4",
        text: `${this.#client} was there to the end; ${range(first, seq)} neither seen nor announced as lost${what}`,
      };
    }
  }
}

/** The same but for the name of whoever was erased since. */
function isSameBut(stored: RoomEvent, event: RoomEvent): boolean {
  return canonical(nameless(stored)) === canonical(nameless(event));
}

/** A cursor is honoured unless it is malformed, of another log, above the head or too far back; 0:0 always (contract 3.1). */
function* checkGivenUp(
  client: string,
  since: string | undefined,
  welcome: Welcomed,
  final: Final,
): Iterable<Violation> {
  const cursor = parseSince(since);
  if (welcome.recovered || cursor === undefined || !suits(cursor, welcome) || welcome.epoch !== final.epoch) return;
  const missed = final.log.filter(({ seq }) => seq > cursor.seq && seq <= welcome.head);
  if (welcome.head - cursor.seq > WELCOME_LIMITS.resumeEvents) return;
  // Bytes are counted in some way of the server's own; near the limit either answer is right.
  if (missed.reduce((sum, event) => sum + JSON.stringify(event).length, 0) > RESUME_BYTES / 2) return;
  yield {
    rule: "R2-4",
    text: `${client} came with ${since ?? ""}, ${missed.length} behind the head, and was not recovered`,
  };
}

function* checkSnapshot(
  client: string,
  member: string,
  { epoch, head, snapshot, mine, myVotes }: Welcomed,
  final: Final,
  { log, unknown }: Restored,
): Iterable<Violation> {
  if (snapshot === undefined || (epoch !== final.epoch && epoch !== NO_EPOCH)) return;
  const all = epoch === NO_EPOCH ? [] : foldMessages(log, head);
  const newest = all.slice(all.length - snapshot.messages.length);
  // How a message stood whose content nobody saw, nobody can tell.
  const told = (message: Message) => (unknown.has(message.seq) ? `${message.seq}` : canonicalMessage(message));
  const asTold = snapshot.messages.map(told).join();
  if (snapshot.messages.length > all.length || newest.map(told).join() !== asTold) {
    yield {
      rule: "R5.2",
      text: `${client} got a snapshot at head ${head} that is not the newest messages of the log: seqs ${snapshot.messages.map(({ seq }) => seq).join(" ")}`,
    };
  } else if (snapshot.more !== all.length > snapshot.messages.length) {
    yield {
      rule: "R5.2",
      text: `${client} got a snapshot at head ${head} that says more: ${snapshot.more}, with ${all.length} messages in the log`,
    };
  }
  const upTo = epoch === NO_EPOCH ? 0 : head;
  const own = canonicalMine(foldMine(log, member, snapshot.messages, upTo));
  if (mine !== undefined && canonicalMine(mine) !== own) {
    yield {
      rule: "R5.2",
      text: `${client} was told at head ${head} that its reactions are ${canonicalMine(mine)}, the log comes to ${own}`,
    };
  }
  const votes = canonical(foldMyVotes(log, member, snapshot.messages, upTo) ?? {});
  if (mine !== undefined && canonical(myVotes ?? {}) !== votes) {
    yield {
      rule: "R5.2",
      text: `${client} was told at head ${head} that its votes are ${canonical(myVotes ?? {})}, the log comes to ${votes}`,
    };
  }
}

/**
 * A timeline shows each message of its stretch once, in order; names are shown as they are now, replies not counted.
 */
function* checkShown(client: string, shown: Shown, { log }: Restored): Iterable<Violation> {
  const plain = ({ replies: _replies, lastReply: _last, by, ...message }: Message): string =>
    canonicalMessage({ ...message, by: { id: by.id, name: "" } });
  const expected = new Map(foldMessages(log).map((message) => [message.seq, plain(message)]));
  const first = shown.messages[0]?.seq;
  let last = 0;
  for (const message of shown.messages) {
    if (message.seq <= last) yield { rule: "R2-2", text: `${client} shows seq ${message.seq} after seq ${last}` };
    last = message.seq;
    if (expected.get(message.seq) !== plain(message)) {
      yield {
        rule: "R2-2",
        text: `${client} shows seq ${message.seq} as ${plain(message)}, the log has ${expected.get(message.seq) ?? "no such message"}`,
      };
    }
    expected.delete(message.seq);
  }
  for (const seq of expected.keys()) {
    const isInGap = shown.gaps.some(({ after, before }) => seq > after && seq < before);
    if (!isInGap && (first === undefined || seq > first)) {
      yield { rule: "R2-4", text: `${client} shows neither seq ${seq} nor a gap where it belongs` };
    }
  }
  for (const id of shown.pendingIds) yield { rule: "R4", text: `${client} still shows ${id} as pending` };
}

function describeEvents(events: readonly RoomEvent[]): string {
  const first = events[0];
  return first === undefined ? "nothing" : `seq ${first.seq}, ${describeEvent(first)},`;
}

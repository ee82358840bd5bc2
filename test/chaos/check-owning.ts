// check-owning.ts: what a room's owner does to it at once: handing it on, removing all that somebody said, listing a word; and erasing.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import {
  isEditedEvent,
  isErasure,
  isMemberEvent,
  isMessageEvent,
  isRemovedEvent,
  type RoomEvent,
} from "../../src/protocol/events.ts";
import { authorOf, describeEvent, isErased, isOfPurge } from "./event.ts";
import type { ClientHistory, Final } from "./history.ts";
import type { Restored } from "./restore.ts";
import type { Violation } from "./violation.ts";
import { isListed, masked, LISTED, type Wording, wordingOf } from "./wordings.ts";

export function* checkOwning(clients: readonly ClientHistory[], final: Final, restored: Restored): Iterable<Violation> {
  const purges = askedOf(clients, "purge");
  yield* checkHandingOn(final.log);
  yield* checkPurges(purges, final.log);
  yield* checkErasures(final.log);
  yield* checkWordings(askedOf(clients, "words"), restored.log);
}

type Asked<T extends DurableCommand["type"]> = {
  readonly command: Extract<DurableCommand, { type: T }>;
  readonly member: string;
  /** When it was done, by the server's clock; absent where nobody was told. */
  readonly at: number | undefined;
};

function askedOf<T extends DurableCommand["type"]>(clients: readonly ClientHistory[], type: T): Asked<T>[] {
  const asked = new Map<string, Omit<Asked<T>, "command"> & { readonly command: DurableCommand }>();
  for (const { member, entries } of clients) {
    for (const entry of entries) {
      if (entry.kind === "asked") {
        const key = `${member} ${entry.command.id}`;
        asked.set(key, { command: entry.command, member, at: asked.get(key)?.at });
      } else if (entry.kind === "acknowledged") {
        const key = `${member} ${entry.id}`;
        const before = asked.get(key);
        if (before !== undefined) asked.set(key, { ...before, at: entry.at });
      }
    }
  }
  return [...asked.values()].flatMap(({ command, ...more }) => (isOf(command, type) ? [{ command, ...more }] : []));
}

function isOf<T extends DurableCommand["type"]>(
  command: DurableCommand,
  type: T,
): command is Extract<DurableCommand, { type: T }> {
  return command.type === type;
}

/** By two events, next to each other. */
function* checkHandingOn(log: readonly RoomEvent[]): Iterable<Violation> {
  const isHalf = (event: RoomEvent | undefined, role: string) =>
    event !== undefined && isMemberEvent(event) && event.transfer === true && event.role === role ? event : undefined;
  for (const [index, event] of log.entries()) {
    const [first, second] = [isHalf(event, "owner"), isHalf(event, "moderator")];
    const other = first === undefined ? isHalf(log[index - 1], "owner") : isHalf(log[index + 1], "moderator");
    if (first === undefined && second === undefined) continue;
    if (other?.by.id !== authorOf(event)?.by.id)
      yield { rule: "R10-23", text: `seq ${event.seq} hands the room on, and what belongs next to it is not there` };
  }
}

/** All that was said before it, each message once, and nothing that nobody asked to remove. */
function* checkPurges(purges: readonly Asked<"purge">[], log: readonly RoomEvent[]): Iterable<Violation> {
  const removed = new Set(log.flatMap((event) => (isRemovedEvent(event) ? [event.message] : [])));
  const erasures = log.filter(isErasure);
  const messages = new Map(log.flatMap((event) => (isMessageEvent(event) ? [[event.seq, event]] : [])));
  for (const { command, member: by, at } of purges) {
    if (at === undefined) continue;
    const { member: whose, sinceAt = 0 } = command;
    for (const event of log) {
      if (!isMessageEvent(event) || event.by.id !== whose || event.at >= at || event.at < sinceAt) continue;
      if (removed.has(event.seq)) continue;
      // Newest first: one that was erased before its turn came, or before anybody asked, needs no removal.
      const { seq } = event;
      const erasedBy = erasures.find((erasure) => erasure.member.id === whose && erasure.seq > seq)?.seq;
      const isPassed = log.some(
        (other) =>
          isOfPurge(other) &&
          isRemovedEvent(other) &&
          other.at >= at &&
          other.message < seq &&
          messages.get(other.message)?.by.id === whose &&
          other.seq < (erasedBy ?? 0),
      );
      if (erasedBy !== undefined && !isPassed) continue;
      yield { rule: "R10-29", text: `${by} had everything by ${whose} removed, and seq ${event.seq} is still there` };
    }
  }
  for (const event of log) {
    if (!isRemovedEvent(event) || !isOfPurge(event)) continue;
    const message = messages.get(event.message);
    const isAsked = purges.some(
      ({ command, member, at }) =>
        member === event.by.id &&
        command.member === message?.by.id &&
        message.at >= (command.sinceAt ?? 0) &&
        message.at <= (at ?? Infinity),
    );
    if (!isAsked) yield { rule: "R10-29", text: `nobody asked for seq ${event.seq}, ${describeEvent(event)}` };
  }
}

/** Of whoever was erased no text and no name is left of before. */
function* checkErasures(log: readonly RoomEvent[]): Iterable<Violation> {
  for (const erasure of log) {
    if (!isErasure(erasure)) continue;
    for (const event of log) {
      const author = authorOf(event);
      if (event.seq >= erasure.seq || author?.by.id !== erasure.member.id) continue;
      const hasText = (isMessageEvent(event) || isEditedEvent(event)) && !isErased(event);
      if (hasText || author.by.name !== "")
        yield {
          rule: "R2-9",
          text: `seq ${erasure.seq} erased ${erasure.member.id}, and seq ${event.seq} still has ${hasText ? "its text" : "their name"}`,
        };
    }
  }
}

/** Strictly between two lists the first is in force; within the millisecond of one, either. */
function* checkWordings(asked: readonly Asked<"words">[], log: readonly RoomEvent[]): Iterable<Violation> {
  const lists = asked
    .flatMap(({ command, at }) => (at === undefined ? [] : [{ at, wording: wordingOf(command) }]))
    .toSorted((a, b) => a.at - b.at);
  for (const event of log) {
    const text = isMessageEvent(event) || isEditedEvent(event) ? event.text : undefined;
    if (text === undefined || lists.some(({ at }) => at === event.at)) continue;
    const wording: Wording = lists.findLast(({ at }) => at < event.at)?.wording;
    if (wording !== undefined && isListed(text))
      yield { rule: "R10-28", text: `seq ${event.seq} says a word that was listed then: ${text}` };
    if (wording !== "mask" && text.includes(masked(LISTED)))
      yield { rule: "R10-28", text: `seq ${event.seq} has stars for a word that was not masked then: ${text}` };
  }
}

// checker.ts: judges what clients wrote down against the promises of contract 2. It knows the contract and no server.

import { isErasure, isMemberEvent } from "../../src/protocol/events.ts";
import { checkChanges } from "./check-changes.ts";
import { checkCommands } from "./check-commands.ts";
import { checkIdle } from "./check-idle.ts";
import { checkModeration } from "./check-moderation.ts";
import { checkOrder } from "./check-order.ts";
import { checkOwning } from "./check-owning.ts";
import { checkSight } from "./check-sight.ts";
import { authorOf, commandOf, describeEvent } from "./event.ts";
import { canonical, canonicalMessage, foldMessages } from "./fold.ts";
import type { Evidence, Final } from "./history.ts";
import { restore } from "./restore.ts";
import type { Violation } from "./violation.ts";

/** Every violation that the evidence shows; none for a right history. */
export function checkHistories(evidence: Evidence): Violation[] {
  const { clients, final } = evidence;
  const restored = restore(evidence);
  return [
    ...checkLog(final),
    ...checkNames(final),
    ...checkMessages(final),
    ...checkChanges(restored),
    ...clients.flatMap((client) => [...checkOrder(client)]),
    ...clients.flatMap((client) => [...checkSight(client, final, restored)]),
    ...clients.flatMap((client) => [...checkModeration(client, final)]),
    ...checkIdle(clients),
    ...checkCommands(clients, restored.log),
    ...checkOwning(clients, final, restored),
  ];
}

/** How many facts the evidence holds that were held against each other, for the report. */
export function countChecks({ clients, final }: Evidence): number {
  const entries = clients.flatMap((client) => client.entries);
  const seen = entries.reduce((sum, entry) => sum + (entry.kind === "saw" ? entry.events.length : 1), 0);
  return seen + final.log.length + final.messages.length;
}

function* checkLog({ head, log }: Final): Iterable<Violation> {
  const made = new Map<string, number>();
  let due = 1;
  for (const event of log) {
    if (event.seq !== due) yield { rule: "R2-2", text: `the log has seq ${event.seq} where ${due} was due` };
    due = event.seq + 1;
    const command = commandOf(event);
    if (command === undefined) continue;
    const before = made.get(command.key);
    if (before !== undefined) {
      yield {
        rule: "R2-3",
        text: `one command made two events: ${describeEvent(event)} is seq ${before} and seq ${event.seq}`,
      };
    }
    made.set(command.key, event.seq);
  }
  if (head !== due - 1)
    yield { rule: "R2-2", text: `the room says that its head is ${head}, but its log ends with ${due - 1}` };
}

function* checkNames({ log }: Final): Iterable<Violation> {
  const names = new Map<string, string>();
  for (const event of log) {
    const author = authorOf(event);
    if (author === undefined) continue;
    const { id, name } = author.by;
    const known = names.get(id) ?? name;
    if (known !== name) {
      yield {
        rule: "R5.1",
        text: `seq ${event.seq}, ${describeEvent(event)}, is by "${name}", whose name was "${known}" then`,
      };
    }
    names.set(id, name);
    if (isMemberEvent(event) && event.action === "rename") names.set(event.member.id, event.member.name);
    // From here on they are called as their token says, which the log does not tell.
    if (isErasure(event)) names.delete(event.member.id);
  }
}

function* checkMessages({ log, messages }: Final): Iterable<Violation> {
  const expected = new Map(foldMessages(log).map((message) => [message.seq, canonicalMessage(message)]));
  let last = 0;
  for (const message of messages) {
    const wanted = expected.get(message.seq);
    if (message.seq <= last) yield { rule: "R5.2", text: `history gives seq ${message.seq} after seq ${last}` };
    last = message.seq;
    if (wanted === undefined) {
      yield { rule: "R5.2", text: `history has seq ${message.seq}, which is no message of the log` };
    } else if (wanted !== canonicalMessage(message)) {
      yield {
        rule: "R5.2",
        text: `history has seq ${message.seq} as ${canonical(message)}, the log comes to ${wanted}`,
      };
    }
    expected.delete(message.seq);
  }
  for (const seq of expected.keys())
    yield { rule: "R5.2", text: `history lacks seq ${seq}, which is a message of the log` };
}

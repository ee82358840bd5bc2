// check-commands.ts: each command came to one event or to none, and its answers say which.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import { isMemberEvent, isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";
import { commandKey, commandOf, describeEvent } from "./event.ts";
import { canonical } from "./fold.ts";
import type { ClientHistory, Final } from "./history.ts";
import type { Violation } from "./violation.ts";

type Ack = { readonly seq: number; readonly at: number };

export function* checkCommands(clients: readonly ClientHistory[], final: Final): Iterable<Violation> {
  const log = new Map(final.log.map((event) => [event.seq, event]));
  const events = new Map(
    final.log.flatMap((event) => {
      const command = commandOf(event);
      return command === undefined ? [] : [[command.key, event] as const];
    }),
  );
  const asked = new Map<string, Set<string>>();
  const answered = new Set<string>();
  const acks = new Map<string, Ack>();

  for (const { client, member, entries } of clients) {
    /** What this client itself asked under an id. */
    const own = new Map<string, Set<string>>();
    for (const entry of entries) {
      if (entry.kind === "asked") {
        const content = contentOfCommand(entry.command);
        remember(own, entry.command.id, content);
        remember(asked, commandKey(member, entry.command.id), content);
      } else if (entry.kind === "acknowledged") {
        const key = commandKey(member, entry.id);
        answered.add(key);
        yield* checkAck(client, member, entry, own.get(entry.id), events.get(key), log.get(entry.seq));
        // A repeat of what changed nothing is decided anew.
        const before = acks.get(key);
        if (events.has(key) && entry.seq !== 0) {
          if (before !== undefined && (before.seq !== entry.seq || before.at !== entry.at)) {
            yield {
              rule: "R2-3",
              text: `${client} got two different acks for ${entry.id}: ${canonical(before)} and ${canonical({ seq: entry.seq, at: entry.at })}`,
            };
          }
          acks.set(key, { seq: entry.seq, at: entry.at });
        }
      } else if (entry.kind === "refused") {
        const key = commandKey(member, entry.id);
        answered.add(key);
        if (entry.code === "id_conflict") yield* checkConflict(client, entry.id, own.get(entry.id), events.get(key));
      }
    }
  }
  yield* checkUnasked(final.log, asked);
  yield* checkUnanswered(clients, events, answered);
}

function* checkAck(
  client: string,
  member: string,
  { id, seq }: Ack & { readonly id: string },
  asked: ReadonlySet<string> | undefined,
  made: RoomEvent | undefined,
  there: RoomEvent | undefined,
): Iterable<Violation> {
  if (asked === undefined) {
    yield { rule: "R2-3", text: `${client} got an ack for ${id}, which it never asked for` };
    return;
  }
  if (made !== undefined && made.seq === seq) {
    if (!asked.has(contentOfEvent(made))) {
      yield {
        rule: "R2-3",
        text: `${client} got an ack for ${id}, and the log has other content under it: ${canonical(made)}`,
      };
    }
    return;
  }
  const changedNothing =
    [...asked].some((content) => content.startsWith(RENAME)) && isUnchanged(member, seq, asked, there);
  if (changedNothing) return;
  if (made !== undefined) {
    yield { rule: "R2-1", text: `${client} got an ack for ${id} with seq ${seq}, but its event is seq ${made.seq}` };
  } else {
    const instead = there === undefined ? "which the log does not have" : `which is ${describeEvent(there)}`;
    yield { rule: "R2-1", text: `${client} got an ack for ${id} with seq ${seq}, ${instead}: acknowledged and lost` };
  }
}

/** The ack of what changes nothing has the seq of the event that made it so, or 0 (contract 4). */
function isUnchanged(member: string, seq: number, asked: ReadonlySet<string>, there: RoomEvent | undefined): boolean {
  if (seq === 0) return true;
  return there !== undefined && commandOf(there)?.member === member && asked.has(contentOfEvent(there));
}

function* checkConflict(
  client: string,
  id: string,
  asked: ReadonlySet<string> | undefined,
  made: RoomEvent | undefined,
): Iterable<Violation> {
  if (made === undefined) {
    yield { rule: "R2-3", text: `${client} was refused ${id} with id_conflict, and nothing in the log has that id` };
  } else if (asked === undefined || [...asked].every((content) => content === contentOfEvent(made))) {
    yield {
      rule: "R2-3",
      text: `${client} was refused ${id} with id_conflict, though it asked for just what the log has`,
    };
  }
}

/** Nothing comes from nowhere: every event is what its member asked for. */
function* checkUnasked(
  log: readonly RoomEvent[],
  asked: ReadonlyMap<string, ReadonlySet<string>>,
): Iterable<Violation> {
  for (const event of log) {
    const command = commandOf(event);
    if (command === undefined) continue;
    const contents = asked.get(command.key);
    if (contents === undefined) {
      yield { rule: "R2-3", text: `nobody asked for seq ${event.seq}, ${describeEvent(event)}` };
    } else if (!contents.has(contentOfEvent(event))) {
      yield {
        rule: "R2-2",
        text: `seq ${event.seq} is not what was asked for: the log has ${contentOfEvent(event)}, asked was ${[...contents].join(" or ")}`,
      };
    }
  }
}

function* checkUnanswered(
  clients: readonly ClientHistory[],
  events: ReadonlyMap<string, RoomEvent>,
  answered: ReadonlySet<string>,
): Iterable<Violation> {
  const told = new Set<string>();
  for (const { client, member, entries, end } of clients) {
    if (end === "gone") continue;
    for (const entry of entries) {
      if (entry.kind !== "asked") continue;
      const key = commandKey(member, entry.command.id);
      if (events.has(key) || answered.has(key) || told.has(key)) continue;
      told.add(key);
      yield {
        rule: "R4",
        text: `${client} asked for ${entry.command.id} and was there to the end: it is neither in the log nor refused`,
      };
    }
  }
}

const RENAME = "rename ";

/** What a command says beside its id, as the event that it makes would say it. */
function contentOfCommand(command: DurableCommand): string {
  switch (command.type) {
    case "send": {
      const { type: _type, id: _id, ...content } = command;
      return `message ${canonical(content)}`;
    }
    case "rename":
      return `${RENAME}${canonical(command.name)}`;
  }
}

function contentOfEvent(event: RoomEvent): string {
  if (isMessageEvent(event)) {
    const { seq: _seq, at: _at, kind: _kind, by: _by, id: _id, ...content } = event;
    return `message ${canonical(content)}`;
  }
  if (isMemberEvent(event))
    return event.action === "rename" ? `${RENAME}${canonical(event.member.name)}` : event.action;
  return event.kind;
}

function remember(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

// check-commands.ts: each command came to one event or to none, and its answers say which.

import type { DurableCommand } from "../../src/protocol/commands.ts";
import { isEditedEvent, isErasure, isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";
import {
  authorOf,
  commandBehind,
  commandKey,
  commandOf,
  contentOf,
  describeEvent,
  isErased,
  isMadeBy,
  placeOf,
} from "./event.ts";
import { canonical } from "./fold.ts";
import type { ClientHistory } from "./history.ts";
import type { Violation } from "./violation.ts";
import { masked } from "./wordings.ts";

type Ack = { readonly seq: number; readonly at: number };
type Asked = readonly DurableCommand[];

/** `log` has the contents that removals took out of it, as far as somebody saw them. */
export function* checkCommands(clients: readonly ClientHistory[], log: readonly RoomEvent[]): Iterable<Violation> {
  const bySeq = new Map(log.map((event) => [event.seq, event]));
  const events = new Map(
    log.flatMap((event) => {
      const command = commandOf(event);
      return command === undefined ? [] : [[command.key, event] as const];
    }),
  );
  const erased = new Set(log.flatMap((event) => (isErasure(event) ? [event.member.id] : [])));
  /** Removing what was erased with its author changes nothing, and no removal made it so. */
  const wasErased = ({ message }: { readonly message: number }) => {
    const target = bySeq.get(message);
    return target !== undefined && erased.has(authorOf(target)?.by.id ?? "");
  };
  const asked = new Map<string, Asked>();
  const answered = new Set<string>();
  const acks = new Map<string, Ack>();

  for (const { client, member, entries } of clients) {
    /** What this client itself asked under an id. */
    const own = new Map<string, Asked>();
    for (const entry of entries) {
      if (entry.kind === "asked") {
        remember(own, entry.command.id, entry.command);
        remember(asked, commandKey(member, entry.command.id), entry.command);
      } else if (entry.kind === "acknowledged") {
        const key = commandKey(member, entry.id);
        answered.add(key);
        const made = events.get(key);
        const commands = own.get(entry.id);
        if (entry.seq === 0 && commands?.some((one) => one.type === "remove" && wasErased(one)) === true) continue;
        yield* checkAck(client, member, entry, commands, made, bySeq.get(entry.seq));
        // A repeat of what changed nothing is decided anew.
        const before = acks.get(key);
        if (made?.seq === entry.seq) {
          if (before !== undefined && before.at !== entry.at) {
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
  yield* checkUnasked(log, asked);
  yield* checkUnanswered(clients, events, answered);
}

function* checkAck(
  client: string,
  member: string,
  { id, seq }: Ack & { readonly id: string },
  asked: Asked | undefined,
  made: RoomEvent | undefined,
  there: RoomEvent | undefined,
): Iterable<Violation> {
  if (asked === undefined) {
    yield { rule: "R2-3", text: `${client} got an ack for ${id}, which it never asked for` };
    return;
  }
  if (made !== undefined && made.seq === seq) {
    if (!asked.some((command) => isMadeBy(made, command) || isRepeatOfErased(made, command))) {
      yield {
        rule: "R2-3",
        text: `${client} got an ack for ${id}, and the log has other content under it: ${canonical(made)}`,
      };
    }
    return;
  }
  if (asked.some((command) => madeItSo(member, seq, command, there))) return;
  if (made !== undefined) {
    yield { rule: "R2-1", text: `${client} got an ack for ${id} with seq ${seq}, but its event is seq ${made.seq}` };
  } else {
    const instead = there === undefined ? "which the log does not have" : `which is ${describeEvent(there)}`;
    yield { rule: "R2-1", text: `${client} got an ack for ${id} with seq ${seq}, ${instead}: acknowledged and lost` };
  }
}

/** Commands that make no event, and those of which nobody remembers which event made it so. */
const SEQLESS: ReadonlySet<DurableCommand["type"]> = new Set([
  "rename",
  "moderate",
  "configure",
  "leave",
  "erase",
  "words",
  "purge",
]);

/** The ack of what changes nothing has the seq of the event that made it so, or 0 (contract 4). */
function madeItSo(member: string, seq: number, command: DurableCommand, there: RoomEvent | undefined): boolean {
  if (SEQLESS.has(command.type) && seq === 0) return true;
  if ((command.type === "react" || command.type === "pin") && !command.on) return seq === 0;
  if (command.type === "vote" && command.options.length === 0) return seq === 0;
  if (there === undefined) return false;
  // Whoever removed, pinned or closed it, it is so; what one says, and one's reactions and votes, one makes so oneself.
  const isOwn = command.type !== "remove" && command.type !== "pin" && command.type !== "close";
  if (isOwn && commandOf(there)?.member !== member) return false;
  if (command.type !== "edit") return isMadeBy(there, command);
  const texts = [command.text, masked(command.text)];
  if (isMessageEvent(there))
    return there.seq === command.message && (isErased(there) || texts.includes(there.text ?? ""));
  return isEditedEvent(there) && isMadeBy(there, command);
}

/** Once an event was erased, whoever repeats a command of its place is told that it was done (contract 2). */
function isRepeatOfErased(made: RoomEvent, command: DurableCommand): boolean {
  const behind = commandBehind(made);
  const mayBeErased = isMessageEvent(made) || isEditedEvent(made);
  return mayBeErased && behind !== undefined && placeOf(behind) === placeOf(command);
}

function* checkConflict(
  client: string,
  id: string,
  asked: Asked | undefined,
  made: RoomEvent | undefined,
): Iterable<Violation> {
  if (made === undefined) {
    yield { rule: "R2-3", text: `${client} was refused ${id} with id_conflict, and nothing in the log has that id` };
  } else if (asked === undefined || (!isErased(made) && asked.every((command) => isMadeBy(made, command)))) {
    yield {
      rule: "R2-3",
      text: `${client} was refused ${id} with id_conflict, though it asked for just what the log has`,
    };
  }
}

/** Nothing comes from nowhere: every event is what its member asked for. */
function* checkUnasked(log: readonly RoomEvent[], asked: ReadonlyMap<string, Asked>): Iterable<Violation> {
  for (const event of log) {
    const command = commandOf(event);
    if (command === undefined) continue;
    const commands = asked.get(command.key);
    if (commands === undefined) {
      yield { rule: "R2-3", text: `nobody asked for seq ${event.seq}, ${describeEvent(event)}` };
    } else if (!commands.some((one) => isMadeBy(event, one))) {
      yield {
        rule: "R2-2",
        text: `seq ${event.seq} is not what was asked for: the log has ${canonical(event)}, asked was ${commands.map(contentOf).join(" or ")}`,
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
    const stoppedAt = entries.findLastIndex(({ kind }) => kind === "stopped");
    for (const [at, entry] of entries.entries()) {
      if (entry.kind !== "asked") continue;
      // A program that ends or is stopped keeps the messages that it has not sent yet, and nothing else.
      if ((end === "handed over" || at < stoppedAt) && entry.command.type !== "send") continue;
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

/** Each content once: the same command is asked often. */
function remember(map: Map<string, Asked>, key: string, command: DurableCommand): void {
  const before = map.get(key) ?? [];
  if (!before.some((one) => contentOf(one) === contentOf(command))) map.set(key, [...before, command]);
}

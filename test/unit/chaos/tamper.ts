// tamper.ts: ways to make a right history wrong, and what the checker finds in it.

import type { RoomEvent } from "../../../src/protocol/events.ts";
import type { Message } from "../../../src/protocol/message.ts";
import { checkHistories } from "../../chaos/checker.ts";
import type { ClientHistory, Entry, Evidence } from "../../chaos/history.ts";

/** The rules that are found broken, and the words for it. */
export function found(evidence: Evidence): string[] {
  return checkHistories(evidence).map(({ rule, text }) => `${rule}: ${text}`);
}

/** Something that became of the same message later, so that the change may be made again. */
export function isLaterOnSame(event: RoomEvent, spot: RoomEvent): boolean {
  return event.seq > spot.seq && "message" in event && "message" in spot && event.message === spot.message;
}

export function eventOf({ final }: Evidence, seq: number): RoomEvent {
  const event = final.log[seq - 1];
  if (event === undefined) throw new Error(`there is no seq ${seq}`);
  return event;
}

/** One more event, which everybody sees. */
export function append({ clients, final }: Evidence, event: RoomEvent): Evidence {
  const last = { ...event, seq: final.head + 1 };
  const saw: Entry = { kind: "saw", events: [last] };
  return {
    clients: clients.map((client) => ({ ...client, entries: [...client.entries, saw] })),
    final: { ...final, head: last.seq, log: [...final.log, last] },
  };
}

/** History gives one message otherwise. */
export function changeMessage(
  { clients, final }: Evidence,
  seq: number,
  change: (message: Message) => Message,
): Evidence {
  const messages = final.messages.map((message) => (message.seq === seq ? change(message) : message));
  return { clients, final: { ...final, messages } };
}

/** A welcome that recovers nothing tells that what is up to its head may be missing: then nothing is lost silently. */
export function isAnnounced({ clients }: Evidence, { client, seq }: { client: number; seq: number }): boolean {
  const entries = clients[client]?.entries ?? [];
  return entries.some((entry) => entry.kind === "welcomed" && !entry.welcome.recovered && entry.welcome.head >= seq);
}

export function changeClient(
  { clients, final }: Evidence,
  index: number,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Evidence {
  return {
    clients: clients.map((client, at) => (at === index ? { ...client, entries: change(client.entries) } : client)),
    final,
  };
}

export function changeEverywhere(
  { clients, final }: Evidence,
  seq: number,
  change: (event: RoomEvent) => RoomEvent,
): Evidence {
  const log = final.log.map((event) => (event.seq === seq ? change(event) : event));
  const entriesOf = ({ entries }: ClientHistory) => entries.map((entry) => changeEvent(entry, seq, change));
  return { clients: clients.map((client) => ({ ...client, entries: entriesOf(client) })), final: { ...final, log } };
}

export function changeEvent(entry: Entry, seq: number, change: (event: RoomEvent) => RoomEvent): Entry {
  if (entry.kind !== "saw") return entry;
  return { ...entry, events: entry.events.map((event) => (event.seq === seq ? change(event) : event)) };
}

export function withoutEvents(entries: readonly Entry[], seq: number): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind !== "saw") return [entry];
    const events = entry.events.filter((event) => event.seq !== seq);
    return events.length === 0 ? [] : [{ ...entry, events }];
  });
}

export function swap(entries: readonly Entry[], first: number, second: number): Entry[] {
  const all = entries.flatMap((entry) => (entry.kind === "saw" ? entry.events : []));
  const event = (seq: number) => all.find((seen) => seen.seq === seq);
  const other = new Map([
    [first, event(second)],
    [second, event(first)],
  ]);
  return entries.map((entry) =>
    entry.kind === "saw" ? { ...entry, events: entry.events.map((seen) => other.get(seen.seq) ?? seen) } : entry,
  );
}

export function cutLog({ clients, final }: Evidence, head: number): Evidence {
  const log = final.log.slice(0, head);
  return { clients, final: { ...final, head, log, messages: final.messages.filter(({ seq }) => seq <= head) } };
}

/** The room forgot that it knew the command of seq 1, and everybody sees its second event. */
export function doubleCommand(evidence: Evidence): Evidence {
  return append(evidence, eventOf(evidence, 1));
}

export function ask(id: string): Entry {
  return { kind: "asked", command: { type: "send", id, text: "?" } };
}

export function isSight(entry: Entry, seq: number): boolean {
  return entry.kind === "saw" && entry.events.some((event) => event.seq === seq);
}

/** What each client saw; followed where the next seq came on the same connection. */
export function sights({ clients }: Evidence): { client: number; seq: number; isFollowed: boolean }[] {
  return clients.flatMap(({ entries }, client) => {
    const seqs = entries.flatMap((entry) => (entry.kind === "saw" ? entry.events.map(({ seq }) => seq) : [0]));
    return seqs.flatMap((seq, at) => (seq === 0 ? [] : [{ client, seq, isFollowed: seqs[at + 1] === seq + 1 }]));
  });
}

export function acks({ clients }: Evidence): { client: number; at: number }[] {
  return clients.flatMap(({ entries }, client) =>
    entries.flatMap((entry, at) => (entry.kind === "acknowledged" && entry.seq > 0 ? [{ client, at }] : [])),
  );
}

export function pickFrom<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

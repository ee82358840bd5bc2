// Time and what it does to a room: older events, alarms that are due, and what is counted while they ring.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { Member } from "../../support/person.ts";
import { enter, newId, roomObject } from "./enter.ts";

export const DAY_MS = 24 * 3600_000;

export async function historyOf(person: Member) {
  const answer = await person.ask({ type: "history", id: newId() });
  if (answer.type !== "history") throw new Error(JSON.stringify(answer));
  return answer.messages;
}

/** All events, as somebody replays them who was never here. */
export async function replay(room: string): Promise<unknown[]> {
  const late = await enter(room, "Late", { since: "0:0" });
  const events = await late.events(late.welcome.head);
  await late.leave();
  return events;
}

/** Lets the room believe that all that happened up to a seq happened so much earlier. The room is put to sleep for it. */
export async function age(room: string, byMs: number, upTo = Number.MAX_SAFE_INTEGER): Promise<void> {
  await runInDurableObject(roomObject(room), (_, { storage }) => {
    storage.sql.exec("UPDATE events SET at = at - ? WHERE seq <= ?", byMs, upTo);
    storage.sql.exec("UPDATE search_mark SET purge_at = max(1, purge_at - ?) WHERE purge_at > 0", byMs);
  });
  await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
}

export async function alarmAt(room: string): Promise<number | null> {
  return runInDurableObject(roomObject(room), (_, { storage }) => storage.getAlarm());
}

export async function rows(room: string): Promise<number> {
  return roomObject(room).rowsWritten();
}

/** Rings until the alarm lies a minute ahead, as the platform would. Gives how often. */
export async function ring(room: string): Promise<number> {
  for (let rings = 0; ; rings += 1) {
    const at = await alarmAt(room);
    if (at === null || at > Date.now() + 60_000) return rings;
    await runDurableObjectAlarm(roomObject(room));
  }
}

export async function search(room: string, q: string): Promise<string> {
  const reply = await roomObject(room).search(room, { q, limit: 10 }, {});
  if (reply.kind === "refused") throw new Error(reply.message);
  return reply.value;
}

/** So many messages straight into the log, as many turns would have put there. */
export async function fill(room: string, count: number, member = "g_Alice"): Promise<void> {
  await runInDurableObject(roomObject(room), (_, { storage }) => {
    storage.sql.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       INSERT INTO events (seq, at, kind, member, name, id, thread, body)
       SELECT i + (SELECT max(seq) FROM events), ?2, 'message', ?3, 'Alice', 'f' || i, NULL, json_object('text', 'filled word' || i) FROM n`,
      count,
      Date.now(),
      member,
    );
  });
  await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
}

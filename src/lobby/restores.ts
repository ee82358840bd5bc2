// The restores of rooms: what an operator asked for, until the room has a new epoch, and for a while what came of it.

import type { Author } from "../protocol/schemas.ts";
import type { Database } from "../storage/database.ts";

/** A room that goes back to how it was at `at`; from `opensAt` on, and before anybody is let in. */
export type RestoreNote = {
  /** Counts all restores: a room takes none that is older than one it has been through. */
  readonly place: number;
  readonly room: string;
  readonly at: number;
  readonly opensAt: number;
  /** The operator who asked for it. */
  readonly by: Author;
};

export type RestoreWish = { readonly room: string; readonly id: string; readonly at: number; readonly by: Author };

export const RESTORE_OUTCOMES = ["restored", "failed"] as const;
export type RestoreOutcome = (typeof RESTORE_OUTCOMES)[number];

export type RestoreAsked =
  | { readonly kind: "under_way"; readonly note: RestoreNote }
  | { readonly kind: "ended"; readonly outcome: RestoreOutcome }
  /** The id was for another time, or another restore of the room is not done yet. */
  | { readonly kind: "conflict" };

/** Twice as long as an isolate goes without asking the Lobby: by then each one knows that the room is shut. */
const HOLD_MS = 60_000;
/** How long a repeat of a restore that is done is known as one. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

type Row = {
  place: number;
  room: string;
  id: string;
  at: number;
  opens_at: number;
  outcome: string | null;
  by_member: string;
  by_name: string;
};

/** Once for each id: asking again tells how it stands. */
export function askRestore(database: Database, wish: RestoreWish, now: number): RestoreAsked {
  const known = findRestore(database, wish);
  if (known !== undefined) return known;
  const { room, id, at, by } = wish;
  const opensAt = now + HOLD_MS;
  database.exec("DELETE FROM restores WHERE outcome IS NOT NULL AND opens_at < ?", now - KEPT_MS);
  const [row] = database.exec<Row>(
    "INSERT INTO restores (room, id, at, opens_at, by_member, by_name) VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
    room,
    id,
    at,
    opensAt,
    by.id,
    by.name,
  );
  if (row === undefined) throw new Error("unable to restore room; its note was not kept");
  return { kind: "under_way", note: toNote(row) };
}

/** How it stands; undefined where it can be asked for. */
export function findRestore(database: Database, { room, id, at }: RestoreWish): RestoreAsked | undefined {
  const known = database.exec<Row>("SELECT * FROM restores WHERE room = ? AND (id = ? OR outcome IS NULL)", room, id);
  const same = known.find((row) => row.id === id);
  if (same === undefined) return known.length > 0 ? { kind: "conflict" } : undefined;
  if (same.at !== at) return { kind: "conflict" };
  if (same.outcome === null) return { kind: "under_way", note: toNote(same) };
  return { kind: "ended", outcome: same.outcome === "failed" ? "failed" : "restored" };
}

/** The first word about it stands. */
export function endRestore(database: Database, place: number, outcome: RestoreOutcome): void {
  database.exec("UPDATE restores SET outcome = ?, by_name = '' WHERE place = ? AND outcome IS NULL", outcome, place);
}

export function restoresUnderWay(database: Database): RestoreNote[] {
  return database.exec<Row>("SELECT * FROM restores WHERE outcome IS NULL").map(toNote);
}

function toNote({ place, room, at, opens_at: opensAt, by_member: id, by_name: name }: Row): RestoreNote {
  return { place, room, at, opensAt, by: { id, name } };
}

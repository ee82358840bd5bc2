// The sessions that were signed out, kept for as long as a token of theirs could be of use.

import type { Database } from "../storage/database.ts";

/** What came after a place in the list, and the place of its newest entry. */
export type SignedOut = { readonly sessions: readonly string[]; readonly last: number };

/** Signing out twice changes nothing. Entries past their time go with the next one that comes. */
export function addSignedOut(database: Database, session: string, until: number, now: number): void {
  database.exec("DELETE FROM signed_out WHERE until <= ?", now);
  database.exec(
    "INSERT INTO signed_out (session, until) VALUES (?, ?) ON CONFLICT (session) DO NOTHING",
    session,
    until,
  );
}

export function signedOutAfter(database: Database, place: number): SignedOut {
  const rows = database.exec<{ place: number; session: string }>(
    "SELECT place, session FROM signed_out WHERE place > ? ORDER BY place",
    place,
  );
  return { sessions: rows.map((row) => row.session), last: rows.at(-1)?.place ?? place };
}

export function signedOutAmong(database: Database, sessions: readonly string[]): string[] {
  return database
    .exec<{
      session: string;
    }>("SELECT session FROM signed_out WHERE session IN (SELECT value FROM json_each(?))", JSON.stringify(sessions))
    .map(({ session }) => session);
}

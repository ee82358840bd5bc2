// Links of operators that were used: remembered until they would be of no use anyway.

import type { Database } from "../storage/database.ts";

/** True for whoever comes first with the nonce. */
export function spendLink(database: Database, nonce: string, until: number, now: number): boolean {
  database.exec("DELETE FROM spent_links WHERE until <= ?", now);
  return (
    database.exec<{ nonce: string }>(
      "INSERT INTO spent_links (nonce, until) VALUES (?, ?) ON CONFLICT (nonce) DO NOTHING RETURNING nonce",
      nonce,
      until,
    ).length > 0
  );
}

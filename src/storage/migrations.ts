// The schema of a room, as the list of steps that made it. Add at the end; never change what has been released.

import type { Migration } from "./database.ts";

export const migrations: readonly Migration[] = [
  {
    id: 1,
    statements: [
      // One row: the epoch that names this log.
      "CREATE TABLE log (epoch TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT",
      // `name` is the author's at the time; `body` is JSON of the kind's own fields.
      `CREATE TABLE events (
         seq INTEGER PRIMARY KEY,
         at INTEGER NOT NULL,
         kind TEXT NOT NULL,
         member TEXT NOT NULL,
         name TEXT NOT NULL,
         id TEXT NOT NULL,
         thread INTEGER,
         body TEXT NOT NULL
       ) STRICT`,
      // Exactly once: a member's command makes one event, for as long as the log exists (contract 2.3).
      "CREATE UNIQUE INDEX events_by_command ON events (member, id)",
      // Partial, so that a message outside of threads writes two rows, not three.
      "CREATE INDEX events_by_thread ON events (thread, seq) WHERE thread IS NOT NULL",
      // Names chosen in this room. `token_name` is what the token said then: a rename outranks it until it changes.
      "CREATE TABLE names (member TEXT PRIMARY KEY, name TEXT NOT NULL, token_name TEXT NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE TABLE reads (member TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    ],
  },
];

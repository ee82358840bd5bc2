// The schema of the Lobby, as the list of steps that made it. Add at the end; never change what has been released.

import type { Migration } from "../storage/database.ts";

export const migrations: readonly Migration[] = [
  {
    id: 1,
    statements: [
      // One row: what guest tokens are signed with where the deployment sets no AUTH_SECRET.
      "CREATE TABLE signing_secret (secret TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT",
      // AUTOINCREMENT: a place is never given twice, so that whoever asks for what came after one misses nothing.
      `CREATE TABLE signed_out (
         place INTEGER PRIMARY KEY AUTOINCREMENT,
         session TEXT NOT NULL UNIQUE,
         until INTEGER NOT NULL
       ) STRICT`,
    ],
  },
  {
    id: 2,
    statements: [
      // Without an index by activity: at most 1,000 rows, which are held in memory, and each telling writes one row alone.
      `CREATE TABLE public_rooms (
         name TEXT PRIMARY KEY,
         title TEXT NOT NULL,
         topic TEXT NOT NULL,
         members INTEGER NOT NULL,
         active_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
  {
    id: 3,
    statements: [
      // Few rows, each for 10 minutes: no index beside the key.
      `CREATE TABLE device_codes (
         digest TEXT PRIMARY KEY,
         member TEXT NOT NULL,
         name TEXT NOT NULL,
         session TEXT NOT NULL,
         made_at INTEGER NOT NULL,
         until INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      "CREATE TABLE spent_links (nonce TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    ],
  },
  {
    id: 4,
    statements: [
      // AUTOINCREMENT: a place is never given twice, and by it a room knows an older restore. `outcome`: NULL while under way.
      `CREATE TABLE restores (
         place INTEGER PRIMARY KEY AUTOINCREMENT,
         room TEXT NOT NULL,
         id TEXT NOT NULL,
         at INTEGER NOT NULL,
         opens_at INTEGER NOT NULL,
         outcome TEXT
       ) STRICT`,
    ],
  },
  {
    id: 5,
    statements: [
      // The operator who asked: for the room's audit record. The name goes once the restore is over.
      "ALTER TABLE restores ADD COLUMN by_member TEXT NOT NULL DEFAULT ''",
      "ALTER TABLE restores ADD COLUMN by_name TEXT NOT NULL DEFAULT ''",
    ],
  },
  {
    id: 6,
    statements: [
      // One row, so that keeping what any number of rooms told writes one.
      "CREATE TABLE tallies (place INTEGER PRIMARY KEY CHECK (place = 1), state TEXT NOT NULL) STRICT",
    ],
  },
];

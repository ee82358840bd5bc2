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
  {
    id: 2,
    statements: [
      // What later events made of a message; a message that nothing happened to has no row. `edits` is JSON of seqs.
      `CREATE TABLE changes (
         message INTEGER PRIMARY KEY,
         text TEXT,
         edited_at INTEGER,
         edits TEXT,
         removed_at INTEGER,
         removed_seq INTEGER,
         pinned_seq INTEGER
       ) STRICT`,
      // Who has which reaction on what; `seq` is that of the event that put it there.
      `CREATE TABLE reactions (
         message INTEGER NOT NULL,
         emoji TEXT NOT NULL,
         member TEXT NOT NULL,
         seq INTEGER NOT NULL,
         PRIMARY KEY (message, emoji, member)
       ) STRICT, WITHOUT ROWID`,
      // Settings that were ever set, each as JSON.
      "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
      // What moderation and membership made of a member. Times are milliseconds; for ever is the largest safe integer.
      `CREATE TABLE standings (
         member TEXT PRIMARY KEY,
         role TEXT,
         banned_until INTEGER NOT NULL DEFAULT 0,
         muted_until INTEGER NOT NULL DEFAULT 0
       ) STRICT, WITHOUT ROWID`,
      // One row: the values as JSON, so that storing them is one row however many there are.
      "CREATE TABLE kept_values (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT",
    ],
  },
  {
    id: 3,
    statements: [
      // Ways in for whoever holds the secret, of which only the SHA-256 is kept.
      `CREATE TABLE invites (
         id TEXT PRIMARY KEY,
         digest TEXT NOT NULL UNIQUE,
         role TEXT NOT NULL,
         uses_left INTEGER NOT NULL,
         expires_at INTEGER NOT NULL,
         made_by TEXT NOT NULL,
         made_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      // Where the events of this room go. `seq` is the last one delivered or passed over; times are 0 for none.
      `CREATE TABLE webhooks (
         id TEXT PRIMARY KEY,
         room TEXT NOT NULL,
         url TEXT NOT NULL,
         secret TEXT NOT NULL,
         kinds TEXT NOT NULL,
         made_by TEXT NOT NULL,
         made_at INTEGER NOT NULL,
         seq INTEGER NOT NULL,
         attempts INTEGER NOT NULL DEFAULT 0,
         failing_since INTEGER NOT NULL DEFAULT 0,
         next_at INTEGER NOT NULL DEFAULT 0,
         switched_off_at INTEGER NOT NULL DEFAULT 0
       ) STRICT, WITHOUT ROWID`,
      // Who may speak here by a secret, of which only the SHA-256 is kept.
      `CREATE TABLE bots (
         id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         digest TEXT NOT NULL,
         in_url INTEGER NOT NULL,
         made_by TEXT NOT NULL,
         made_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
  {
    id: 4,
    statements: [
      // Words of messages, by their seq. Filled when somebody searches, up to `mark`: a message writes nothing here.
      `CREATE VIRTUAL TABLE message_words USING fts5(
         text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
       )`,
      "CREATE TABLE search_mark (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT",
    ],
  },
  {
    id: 5,
    statements: [
      // The network that a guest who spoke came from, as a keyed hash; forgotten after two days.
      `CREATE TABLE guest_networks (
         member TEXT PRIMARY KEY,
         network TEXT NOT NULL,
         at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      // Guests made since then may not come from there; `member` is whose ban it is.
      `CREATE TABLE network_bans (
         network TEXT NOT NULL,
         member TEXT NOT NULL,
         since INTEGER NOT NULL,
         until INTEGER NOT NULL,
         PRIMARY KEY (network, member)
       ) STRICT, WITHOUT ROWID`,
      // Commands that made no event, and those whose event says something else than they did; 'content' is a digest.
      `CREATE TABLE deeds (
         member TEXT NOT NULL,
         id TEXT NOT NULL,
         content TEXT NOT NULL,
         at INTEGER NOT NULL,
         PRIMARY KEY (member, id)
       ) STRICT, WITHOUT ROWID`,
      // What members told the moderators of. AUTOINCREMENT: a number is never given twice.
      `CREATE TABLE reports (
         report INTEGER PRIMARY KEY AUTOINCREMENT,
         at INTEGER NOT NULL,
         member TEXT NOT NULL,
         name TEXT NOT NULL,
         message INTEGER NOT NULL,
         author TEXT NOT NULL,
         author_name TEXT NOT NULL,
         reason TEXT,
         resolved_at INTEGER,
         resolved_by TEXT,
         resolved_name TEXT,
         outcome TEXT
       ) STRICT`,
      // What moderators did, without what anybody said. Rows are added and never changed.
      `CREATE TABLE audit (
         entry INTEGER PRIMARY KEY AUTOINCREMENT,
         at INTEGER NOT NULL,
         member TEXT NOT NULL,
         name TEXT NOT NULL,
         action TEXT NOT NULL,
         target TEXT,
         reason TEXT
       ) STRICT`,
      // One row: the words that the room does not want, as a JSON list, and what becomes of them.
      "CREATE TABLE listed_words (id INTEGER PRIMARY KEY CHECK (id = 1), action TEXT NOT NULL, words TEXT NOT NULL) STRICT",
      // One row: who is asked before something is said, and what it means where there is no answer.
      `CREATE TABLE publish_hook (
         id INTEGER PRIMARY KEY CHECK (id = 1),
         url TEXT NOT NULL,
         secret TEXT NOT NULL,
         timeout_ms INTEGER NOT NULL,
         on_failure TEXT NOT NULL,
         made_by TEXT NOT NULL,
         made_at INTEGER NOT NULL
       ) STRICT`,
      // Removals under way: from the newest message down to 'since_at', with 'next_seq' the next to look at.
      `CREATE TABLE purges (
         purge INTEGER PRIMARY KEY AUTOINCREMENT,
         room TEXT NOT NULL,
         by_member TEXT NOT NULL,
         by_name TEXT NOT NULL,
         member TEXT NOT NULL,
         since_at INTEGER NOT NULL,
         reason TEXT,
         next_seq INTEGER NOT NULL
       ) STRICT`,
    ],
  },
  {
    id: 6,
    statements: [
      // One row: messages up to `seq` were erased by their age; no others are before `next_at`.
      "CREATE TABLE retention (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, next_at INTEGER NOT NULL) STRICT",
      // Members of whom something before `up_to` is still to be erased.
      "CREATE TABLE erasures (member TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      // Events about a member, by whomever: they hold a name. Partial, so that a message writes nothing here.
      `CREATE INDEX events_about ON events (json_extract(body, '$.member.id')) WHERE kind = 'member'`,
      // When what deleted words left in the pages of the index is to go; 0 where nothing is left.
      "ALTER TABLE search_mark ADD COLUMN purge_at INTEGER NOT NULL DEFAULT 0",
    ],
  },
  {
    id: 7,
    statements: [
      // Who chose what in which poll: a bit for each option. `seq` is that of the event of the vote.
      `CREATE TABLE votes (
         message INTEGER NOT NULL,
         member TEXT NOT NULL,
         choices INTEGER NOT NULL,
         seq INTEGER NOT NULL,
         PRIMARY KEY (message, member)
       ) STRICT, WITHOUT ROWID`,
      "ALTER TABLE changes ADD COLUMN closed_at INTEGER",
      "ALTER TABLE changes ADD COLUMN closed_seq INTEGER",
    ],
  },
];

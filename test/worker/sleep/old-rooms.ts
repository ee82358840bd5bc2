// old-rooms.ts: rooms as the code of each earlier schema made them, in the SQL of their time. Add one with each migration.

type Sql = DurableObjectStorage["sql"];

export const EPOCH = "0123456789abcdef0123456789abcdef";

/** Four events of a room: three messages, of which one is in a thread, and a rename. */
function schema1(sql: Sql): void {
  sql.exec("CREATE TABLE migrations (id INTEGER PRIMARY KEY) STRICT");
  sql.exec("CREATE TABLE log (epoch TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT");
  sql.exec(`CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, member TEXT NOT NULL,
                  name TEXT NOT NULL, id TEXT NOT NULL, thread INTEGER, body TEXT NOT NULL) STRICT`);
  sql.exec("CREATE UNIQUE INDEX events_by_command ON events (member, id)");
  sql.exec("CREATE INDEX events_by_thread ON events (thread, seq) WHERE thread IS NOT NULL");
  sql.exec(
    "CREATE TABLE names (member TEXT PRIMARY KEY, name TEXT NOT NULL, token_name TEXT NOT NULL) STRICT, WITHOUT ROWID",
  );
  sql.exec("CREATE TABLE reads (member TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  sql.exec("INSERT INTO migrations (id) VALUES (1)");
  sql.exec("INSERT INTO log (epoch, made_at) VALUES (?, 1000)", EPOCH);
  const insert = "INSERT INTO events (seq, at, kind, member, name, id, thread, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  sql.exec(insert, 1, 1001, "message", "g_Alice", "Alice", "a1", null, '{"text":"one"}');
  sql.exec(insert, 2, 1002, "message", "g_Bob", "Bob", "b1", 1, '{"text":"in its thread","thread":1}');
  sql.exec(
    insert,
    3,
    1003,
    "member",
    "g_Alice",
    "Alice",
    "a2",
    null,
    '{"member":{"id":"g_Alice","name":"Ada"},"action":"rename"}',
  );
  sql.exec(insert, 4, 1004, "message", "g_Alice", "Ada", "a3", null, '{"text":"four"}');
  sql.exec("INSERT INTO names (member, name, token_name) VALUES ('g_Alice', 'Ada', 'Alice')");
  sql.exec("INSERT INTO reads (member, up_to) VALUES ('g_Bob', 3)");
}

/** The same, and what may be remembered beside the log: a pin, a reaction, a setting, a mute, a value. */
function schema2(sql: Sql): void {
  schema1(sql);
  sql.exec(`CREATE TABLE changes (message INTEGER PRIMARY KEY, text TEXT, edited_at INTEGER, edits TEXT,
              removed_at INTEGER, removed_seq INTEGER, pinned_seq INTEGER) STRICT`);
  sql.exec(`CREATE TABLE reactions (message INTEGER NOT NULL, emoji TEXT NOT NULL, member TEXT NOT NULL,
              seq INTEGER NOT NULL, PRIMARY KEY (message, emoji, member)) STRICT, WITHOUT ROWID`);
  sql.exec("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID");
  sql.exec(`CREATE TABLE standings (member TEXT PRIMARY KEY, role TEXT, banned_until INTEGER NOT NULL DEFAULT 0,
              muted_until INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`);
  sql.exec("CREATE TABLE kept_values (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT");
  sql.exec("INSERT INTO migrations (id) VALUES (2)");
  sql.exec("INSERT INTO changes (message, pinned_seq) VALUES (1, 3)");
  sql.exec("INSERT INTO reactions (message, emoji, member, seq) VALUES (1, '👍', 'g_Bob', 3)");
  sql.exec(`INSERT INTO settings (key, value) VALUES ('title', '"Then"')`);
  sql.exec("INSERT INTO standings (member, role, muted_until) VALUES ('g_Cy', 'moderator', 9007199254740991)");
  sql.exec(`INSERT INTO kept_values (id, body)
              VALUES (1, '[["score",{"value":7,"at":1004,"by":{"id":"g_Bob","name":"Bob"}}]]')`);
}

/** The same, and an invite; no webhook and no bot. */
function schema3(sql: Sql): void {
  schema2(sql);
  sql.exec(`CREATE TABLE invites (id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
              uses_left INTEGER NOT NULL, expires_at INTEGER NOT NULL, made_by TEXT NOT NULL,
              made_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
  sql.exec(`CREATE TABLE webhooks (id TEXT PRIMARY KEY, room TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
              kinds TEXT NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL, seq INTEGER NOT NULL,
              attempts INTEGER NOT NULL DEFAULT 0, failing_since INTEGER NOT NULL DEFAULT 0,
              next_at INTEGER NOT NULL DEFAULT 0, switched_off_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`);
  sql.exec(`CREATE TABLE bots (id TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, in_url INTEGER NOT NULL,
              made_by TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
  sql.exec("INSERT INTO migrations (id) VALUES (3)");
  sql.exec(`INSERT INTO invites (id, digest, role, uses_left, expires_at, made_by, made_at)
              VALUES ('i1', 'd1', 'member', 1, 9007199254740991, 'g_Cy', 1004)`);
}

/** The same, and nothing that anybody has searched for yet. */
function schema4(sql: Sql): void {
  schema3(sql);
  sql.exec(`CREATE VIRTUAL TABLE message_words USING fts5(
              text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")`);
  sql.exec("CREATE TABLE search_mark (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT");
  sql.exec("INSERT INTO migrations (id) VALUES (4)");
}

/** The same, and what guards a room: nothing of it in use. */
function schema5(sql: Sql): void {
  schema4(sql);
  sql.exec(`CREATE TABLE guest_networks (
              member TEXT PRIMARY KEY,
              network TEXT NOT NULL,
              at INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID`);
  sql.exec(`CREATE TABLE network_bans (
              network TEXT NOT NULL,
              member TEXT NOT NULL,
              since INTEGER NOT NULL,
              until INTEGER NOT NULL,
              PRIMARY KEY (network, member)
              ) STRICT, WITHOUT ROWID`);
  sql.exec(`CREATE TABLE deeds (
              member TEXT NOT NULL,
              id TEXT NOT NULL,
              content TEXT NOT NULL,
              at INTEGER NOT NULL,
              PRIMARY KEY (member, id)
              ) STRICT, WITHOUT ROWID`);
  sql.exec(`CREATE TABLE reports (
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
              ) STRICT`);
  sql.exec(`CREATE TABLE audit (
              entry INTEGER PRIMARY KEY AUTOINCREMENT,
              at INTEGER NOT NULL,
              member TEXT NOT NULL,
              name TEXT NOT NULL,
              action TEXT NOT NULL,
              target TEXT,
              reason TEXT
              ) STRICT`);
  sql.exec(
    "CREATE TABLE listed_words (id INTEGER PRIMARY KEY CHECK (id = 1), action TEXT NOT NULL, words TEXT NOT NULL) STRICT",
  );
  sql.exec(`CREATE TABLE publish_hook (
              id INTEGER PRIMARY KEY CHECK (id = 1),
              url TEXT NOT NULL,
              secret TEXT NOT NULL,
              timeout_ms INTEGER NOT NULL,
              on_failure TEXT NOT NULL,
              made_by TEXT NOT NULL,
              made_at INTEGER NOT NULL
              ) STRICT`);
  sql.exec(`CREATE TABLE purges (
              purge INTEGER PRIMARY KEY AUTOINCREMENT,
              room TEXT NOT NULL,
              by_member TEXT NOT NULL,
              by_name TEXT NOT NULL,
              member TEXT NOT NULL,
              since_at INTEGER NOT NULL,
              reason TEXT,
              next_seq INTEGER NOT NULL
              ) STRICT`);
  sql.exec("INSERT INTO migrations (id) VALUES (5)");
}

/** The same, and nothing that was ever erased. */
function schema6(sql: Sql): void {
  schema5(sql);
  sql.exec(
    "CREATE TABLE retention (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, next_at INTEGER NOT NULL) STRICT",
  );
  sql.exec("CREATE TABLE erasures (member TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  sql.exec("CREATE INDEX events_about ON events (json_extract(body, '$.member.id')) WHERE kind = 'member'");
  sql.exec("ALTER TABLE search_mark ADD COLUMN purge_at INTEGER NOT NULL DEFAULT 0");
  sql.exec("INSERT INTO migrations (id) VALUES (6)");
}

/** The same, and nothing that anybody voted in. */
function schema7(sql: Sql): void {
  schema6(sql);
  sql.exec(`CREATE TABLE votes (
              message INTEGER NOT NULL,
              member TEXT NOT NULL,
              choices INTEGER NOT NULL,
              seq INTEGER NOT NULL,
              PRIMARY KEY (message, member)
              ) STRICT, WITHOUT ROWID`);
  sql.exec("ALTER TABLE changes ADD COLUMN closed_at INTEGER");
  sql.exec("ALTER TABLE changes ADD COLUMN closed_seq INTEGER");
  sql.exec("INSERT INTO migrations (id) VALUES (7)");
}

/** By the id of the newest migration. */
export const oldRooms: ReadonlyMap<number, (sql: Sql) => void> = new Map([
  [1, schema1],
  [2, schema2],
  [3, schema3],
  [4, schema4],
  [5, schema5],
  [6, schema6],
  [7, schema7],
]);

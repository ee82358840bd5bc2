// old-rooms.ts: rooms as the code of each earlier schema made them, in the SQL of their time. Add one with each migration.

type Sql = DurableObjectStorage["sql"];

export const EPOCH = "0123456789abcdef0123456789abcdef";

/** Four events of a room: three messages, of which one is in a thread, and a rename; by the id of the newest migration. */
export const oldRooms: ReadonlyMap<number, (sql: Sql) => void> = new Map([
  [
    1,
    (sql) => {
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
      const insert =
        "INSERT INTO events (seq, at, kind, member, name, id, thread, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
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
    },
  ],
]);

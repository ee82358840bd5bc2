// Every number that both sides share, once, each with its source.
//
// "contract" is docs/protocol.md. Sizes are bytes, durations milliseconds, unless the name says otherwise.

const KiB = 1024;
const MiB = 1024 * KiB;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Told to every client in `welcome.limits` (contract 3.1). `reconnectSpreadMs` is the value for a small room. */
export const WELCOME_LIMITS = {
  /** Longest message text, in code points (contract 4). */
  textChars: 8000,
  /** Longest frame a client may send (contract 4). OWASP advises 64 KiB; 8000 code points escaped need more. */
  frameBytes: 128 * KiB,
  /** Longest `data` or `value`, as JSON in UTF-8 (contract 4). */
  dataBytes: 4 * KiB,
  /** Durable commands a member may send at once, then per second (contract 6). */
  burst: 20,
  perSecond: 5,
  /** Typing, signals and read positions a connection may send at once, then per second (contract 6). */
  signalBurst: 60,
  signalsPerSecond: 30,
  /** How many events behind the head a cursor may be and still resume (contract 2.4). */
  resumeEvents: 10_000,
  /** A client pings after this many received bytes (contract 3.2). */
  ackBytes: 256 * KiB,
  /** Clients spread their first reconnect over this time. A large room tells a longer one. */
  reconnectSpreadMs: 1000,
} as const;

/** Most bytes of missed events that a cursor resumes over (contract 2.4). */
export const RESUME_BYTES = 4 * MiB;
/** No frame the server sends is larger (contract 5). */
export const SERVER_FRAME_BYTES = 512 * KiB;
/** Bytes sent to a socket since its last ping or command before it is cut with 4408 (contract 3.2). */
export const UNREAD_BYTES = 4 * MiB;

/** Messages in a snapshot at most (contract 3.1). */
export const SNAPSHOT_MESSAGES = 50;
/** Messages a `history` answers (contract 4). */
export const HISTORY_DEFAULT = 50;
export const HISTORY_MAX = 100;
/** History, search and resume a member may ask at once, then per second (contract 6). */
export const LOOKUP_BURST = 10;
export const LOOKUPS_PER_SECOND = 1;

/** Connections a member may open at once, then per second (contract 6). */
export const JOIN_BURST = 40;
export const JOINS_PER_SECOND = 10;
/** A network prefix may do so much as this many members together (contract 6): an office, and one abuser in it. */
export const NETWORK_SHARE = 20;
/** Connections of one member in a room (contract 6). */
export const MEMBER_SOCKETS_MAX = 50;
/** A guest whose identity is younger than this says something once in the longer time in a room that nobody made (contract 10). */
export const YOUNG_GUEST_MS = 60 * MINUTE;
export const YOUNG_GUEST_SLOW_MS = SECOND;
/** How long the ban of a guest keeps new guests of their network away, and how long a guest's network is remembered. */
export const NETWORK_BAN_MS = DAY;
export const NETWORK_KEPT_MS = 2 * DAY;

/** A client pings at least this often (contract 3.2). */
export const PING_EVERY_MS = 25 * SECOND;
/** A ping without an answer for this long means a dead connection (contract 3.2). */
export const PONG_TIMEOUT_MS = 10 * SECOND;
/** A client whose cursor stays below a told head for this long asks to resume (contract 3.2). */
export const HEAD_LAG_MS = 5 * SECOND;

/** A comment on an event stream this often (contract 9.1). */
export const STREAM_COMMENT_MS = 15 * SECOND;
/** Events that a poll is answered at most; how long it waits if not told otherwise, and at most (contract 9.2). */
export const POLL_EVENTS_MAX = 500;
export const POLL_WAIT_MS = 25 * SECOND;
export const POLL_WAIT_MAX_MS = 55 * SECOND;

/** A typist repeats `typing` this often; the receiver forgets it after the longer time (contract 4). */
export const TYPING_REPEAT_MS = 3 * SECOND;
export const TYPING_EXPIRES_MS = 6 * SECOND;
/** How long a member who lost the last connection stays listed (issue: 5–10 s is the field's habit). */
export const LEAVE_GRACE_MS = 8 * SECOND;
/** Members listed in `welcome` and `presence` (contract 3.1); beyond it `complete` is false and only `count` is exact. */
export const MEMBER_LIST_MAX = 100;

/** Code points of a display name (contract 1). */
export const NAME_CHARS = 64;
/** Code points of a room's title and topic. */
export const TITLE_CHARS = 80;
export const TOPIC_CHARS = 300;
/** Code points of a reason given with a removal or a moderation. */
export const REASON_CHARS = 300;
/** Longest slow mode: 6 hours, as in Discord. */
export const SLOW_MODE_MAX_MS = 6 * 60 * MINUTE;
/** Longest retention: ten years. */
export const RETENTION_DAYS_MAX = 3650;
/** Retention of rooms that nobody made. */
export const OPEN_ROOM_RETENTION_DAYS = 30;
/** Bytes of one reaction, and different ones on a message (contract 4). */
export const EMOJI_BYTES = 32;
export const REACTIONS_MAX = 20;
/** Options of a poll, code points of each, and of its question (contract 4). */
export const POLL_OPTIONS_MIN = 2;
export const POLL_OPTIONS_MAX = 10;
export const POLL_OPTION_CHARS = 80;
export const POLL_QUESTION_CHARS = 300;
/** Values a room holds, and their bytes as JSON with their keys (contract 13). */
export const VALUE_KEYS_MAX = 256;
export const VALUES_BYTES = 64 * KiB;
/** Up to so many members everybody is told how far the others have read (contract 5). */
export const READS_MEMBERS_MAX = 20;
/** Of so many threads of a member it is kept how far they have read (contract 4). */
export const THREAD_READS_MAX = 50;
/** An invite lives this long where its maker names no time, and at most (contract 10). */
export const INVITE_MS = 7 * DAY;
export const INVITE_MAX_MS = 365 * DAY;
/** How often an invite may be used at most, and how many a room has at once. */
export const INVITE_USES_MAX = 10_000;
export const INVITES_MAX = 100;
/** Longest search. */
export const QUERY_CHARS = 200;
/** Webhooks and bots of a room. */
export const WEBHOOKS_MAX = 5;
export const BOTS_MAX = 20;
/** Reports that wait in a room, and of one member; resolved ones that are kept. */
export const REPORTS_MAX = 500;
export const REPORTS_PER_MEMBER_MAX = 20;
/** Words that a room lists, and code points of each. */
export const LISTED_WORDS_MAX = 500;
export const LISTED_WORD_CHARS = 64;
/** How far back a room can be taken: as long as the platform keeps older states. */
export const RESTORE_DAYS = 30;
/** Entries of the audit record, or reports, in one answer. */
export const RECORDS_DEFAULT = 50;
export const RECORDS_MAX = 100;
/** How long a hook has to answer before something is said, if not told otherwise, and at least and at most. */
export const HOOK_MS = SECOND;
export const HOOK_MIN_MS = 100;
export const HOOK_MAX_MS = 5 * SECOND;
/** Members whom a message mentions. */
export const MENTIONS_MAX = 20;
/** Attachments of a message (contract 4). */
export const ATTACHMENTS_MAX = 10;

/** A guest's session lives this long, and is renewed once a third of it has passed. */
export const SESSION_MS = 90 * DAY;
export const SESSION_RENEW_AFTER_MS = SESSION_MS / 3;
/** A guest's expired token is still renewed for this long (contract 11). */
export const SESSION_GRACE_MS = 90 * DAY;
/** A ticket opens one room for this long (contract 3). */
export const TICKET_MS = 60 * SECOND;
/** A code that takes a guest's identity to another device is of use for this long (contract 9). */
export const DEVICE_CODE_MS = 10 * MINUTE;
/** A link that makes a session an operator's is of use for this long, and the session is one for the longer time. */
export const OPERATOR_LINK_MS = 10 * MINUTE;
export const OPERATOR_MS = 30 * DAY;
/** Codes and links made or tried, per network prefix and minute. */
export const HANDOVERS_PER_MINUTE = 10;
/** New guests per network prefix and minute (contract 6). */
export const GUESTS_PER_MINUTE = 10;
/** New rooms per network prefix and hour (contract 10). */
export const ROOMS_PER_HOUR = 10;
/** Public rooms that a list of them names (contract 9). */
export const ROOM_LIST_MAX = 100;

/** Rooms whose unread one request counts, and such requests per member and minute (contract 9). */
export const UNREAD_ROOMS_MAX = 20;
export const UNREAD_PER_MINUTE = 20;

/** Plain-mode sockets in a room (contract 8). */
export const PLAIN_SOCKETS_MAX = 100;
/** Longest body of a request that holds no command. */
export const BODY_BYTES = 64 * KiB;
/** Longest body that holds a command: as long as a frame, since 8000 code points escaped are 96,000 bytes (contract 4). */
export const COMMAND_BODY_BYTES = WELCOME_LIMITS.frameBytes;

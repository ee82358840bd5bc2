// limit-words.ts: what docs/protocol.md says about each limit. Types see that none is missing.

import type * as limits from "../../src/protocol/limits.ts";
import type { WELCOME_LIMITS } from "../../src/protocol/limits.ts";

export const WELCOME_LIMIT_WORDS: Readonly<Record<keyof typeof WELCOME_LIMITS, string>> = {
  textChars: "code points of a text",
  frameBytes: "bytes of a frame from a client, in UTF-8",
  dataBytes: "bytes of `data` as JSON, in UTF-8",
  burst: "durable commands of a member at once",
  perSecond: "and then per second",
  signalBurst: "typing, signals, puts and reads of a connection at once",
  signalsPerSecond: "and then per second",
  resumeEvents: "events that a cursor may be behind the head and still resume",
  ackBytes: "received bytes after which a client pings",
  reconnectSpreadMs: "milliseconds over which clients spread their first reconnect",
};

/** In the order of the table. `ms` are shown as seconds, minutes or days, `bytes` as KiB or MiB. */
export const LIMIT_WORDS: Readonly<
  Record<
    Exclude<keyof typeof limits, "WELCOME_LIMITS">,
    { readonly unit: "count" | "ms" | "bytes"; readonly words: string }
  >
> = {
  RESUME_BYTES: { unit: "bytes", words: "missed events that a cursor resumes over" },
  SERVER_FRAME_BYTES: { unit: "bytes", words: "largest frame from the server" },
  UNREAD_BYTES: { unit: "bytes", words: "sent to a socket since its last ping or command before it is cut" },
  COMMAND_BODY_BYTES: { unit: "bytes", words: "largest body of a request that holds a command" },
  BODY_BYTES: { unit: "bytes", words: "largest body of any other request" },
  SNAPSHOT_MESSAGES: { unit: "count", words: "messages in a snapshot" },
  HISTORY_DEFAULT: { unit: "count", words: "messages that `history` gives if not told otherwise" },
  HISTORY_MAX: { unit: "count", words: "messages that `history` gives at most" },
  LOOKUP_BURST: { unit: "count", words: "`history` and `resume` of a member at once" },
  LOOKUPS_PER_SECOND: { unit: "count", words: "and then per second" },
  MEMBER_LIST_MAX: { unit: "count", words: "members that `members.list`, `joined` and `list` hold" },
  PLAIN_SOCKETS_MAX: { unit: "count", words: "plain-mode sockets in a room" },
  NAME_CHARS: { unit: "count", words: "code points of a display name" },
  MENTIONS_MAX: { unit: "count", words: "members whom a message mentions" },
  ATTACHMENTS_MAX: { unit: "count", words: "attachments of a message" },
  TITLE_CHARS: { unit: "count", words: "code points of a room's title" },
  TOPIC_CHARS: { unit: "count", words: "code points of a room's topic" },
  REASON_CHARS: { unit: "count", words: "code points of a `reason`" },
  SLOW_MODE_MAX_MS: { unit: "ms", words: "longest slow mode" },
  RETENTION_DAYS_MAX: { unit: "count", words: "most `retentionDays`" },
  EMOJI_BYTES: { unit: "count", words: "bytes of one reaction" },
  REACTIONS_MAX: { unit: "count", words: "different reactions on a message" },
  VALUE_KEYS_MAX: { unit: "count", words: "keys of values in a room" },
  VALUES_BYTES: { unit: "bytes", words: "values of a room as JSON, with their keys" },
  READS_MEMBERS_MAX: { unit: "count", words: "members up to whom everybody is told how far the others have read" },
  INVITE_USES_MAX: { unit: "count", words: "most uses of an invite" },
  INVITES_MAX: { unit: "count", words: "invites of a room at once" },
  QUERY_CHARS: { unit: "count", words: "UTF-16 units of a search" },
  WEBHOOKS_MAX: { unit: "count", words: "webhooks of a room" },
  BOTS_MAX: { unit: "count", words: "bots of a room" },
  GUESTS_PER_MINUTE: { unit: "count", words: "new guests per network prefix and minute" },
  ROOMS_PER_HOUR: { unit: "count", words: "new rooms per network prefix and hour" },
  ROOM_LIST_MAX: { unit: "count", words: "public rooms in a list of them" },
  PING_EVERY_MS: { unit: "ms", words: "a client pings at least this often" },
  STREAM_COMMENT_MS: { unit: "ms", words: "a comment on an event stream" },
  POLL_EVENTS_MAX: { unit: "count", words: "events that a poll is answered at most" },
  POLL_WAIT_MS: { unit: "ms", words: "a poll waits if not told otherwise" },
  POLL_WAIT_MAX_MS: { unit: "ms", words: "a poll waits at most" },
  PONG_TIMEOUT_MS: { unit: "ms", words: "without an answer for so long, a connection is dead" },
  HEAD_LAG_MS: { unit: "ms", words: "a client that is below a told head for so long resumes" },
  TYPING_REPEAT_MS: { unit: "ms", words: "a typist repeats `typing`" },
  TYPING_EXPIRES_MS: { unit: "ms", words: "a receiver forgets a typist" },
  LEAVE_GRACE_MS: { unit: "ms", words: "a member without a connection is still here" },
  SESSION_MS: { unit: "ms", words: "life of a guest's token" },
  SESSION_RENEW_AFTER_MS: { unit: "ms", words: "age at which a token is renewed" },
  SESSION_GRACE_MS: { unit: "ms", words: "time after its end in which a token can be renewed" },
  TICKET_MS: { unit: "ms", words: "life of a ticket" },
  INVITE_MS: { unit: "ms", words: "life of an invite if not told otherwise" },
  INVITE_MAX_MS: { unit: "ms", words: "life of an invite at most" },
};

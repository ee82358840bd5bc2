// words.ts: what docs/protocol.md says about each field, limit, error and close code. Types and tests see that none is missing.

import type * as limits from "../../src/protocol/limits.ts";
import type { WELCOME_LIMITS } from "../../src/protocol/limits.ts";
import type { CLOSE, CloseAdvice } from "../../src/protocol/close-codes.ts";
import type { CommandType } from "../../src/protocol/commands.ts";
import type { ErrorCode } from "../../src/protocol/errors.ts";
import type { EventKind } from "../../src/protocol/events.ts";
import type { FrameType } from "../../src/protocol/frames.ts";
import type { Words } from "./schema-table.ts";

const ID = "chosen by the client, never used before";
const EVENT_HEAD = {
  seq: "its number in the room",
  at: "when it was stored; never before the event before it",
  by: "who did it, with the name of that time",
  id: "the id of the command that made it",
};

export const COMMAND_WORDS: Readonly<Record<CommandType, { readonly answer: string; readonly fields: Words }>> = {
  send: {
    answer: "`ack`",
    fields: {
      type: "says something in the room",
      id: ID,
      text: "1–8000 code points, kept as they came",
      replyTo: "the message that it answers",
      thread: "the root message of its thread",
      data: "anything that programs want to say beside the text",
      attachments: "addresses of files; nothing is uploaded here",
    },
  },
  rename: {
    answer: "`ack`",
    fields: { type: "changes one's own name in this room", id: ID, name: "the new name" },
  },
  history: {
    answer: "`history`",
    fields: {
      type: "asks for messages",
      id: "comes back in the answer",
      before: "those below it, the newest of them first chosen",
      after: "those above it, the oldest of them first chosen",
      thread: "only those of this thread, without its root",
      limit: "how many at most",
    },
  },
  resume: {
    answer: "`welcome`, then what was missed",
    fields: { type: "asks for everything after a cursor", since: "the cursor" },
  },
  read: {
    answer: "none",
    fields: { type: "tells how far one has read", upTo: "up to and including this seq" },
  },
  typing: {
    answer: "none",
    fields: { type: "tells that one is writing", on: "false: has stopped" },
  },
  signal: {
    answer: "none",
    fields: {
      type: "tells something to whoever listens now",
      name: "what kind of thing it is",
      data: "the thing itself; required, `null` will do",
    },
  },
};

export const FRAME_WORDS: Readonly<Record<FrameType, Words>> = {
  welcome: {
    type: "the first frame, and the answer to `resume`",
    protocol: "1",
    room: "its settings",
    epoch: 'names the log; `"0"` where there is none yet',
    head: "the newest event's seq; 0 where there is none",
    recovered: "the cursor was honoured",
    you: "who one is here; `connection` names this connection alone",
    session: "the token to use from now on",
    values: "reserved (13); empty",
    members: "who is here, oneself too",
    limits: "what this room allows",
    snapshot: "there where `recovered` is false",
    mine: "there with the snapshot: one's own reactions (5.2); empty for now",
  },
  ack: {
    type: "a durable command is done",
    id: "the command's",
    seq: "of the event that it made; 0 where nothing had to change",
    at: "when it was stored",
  },
  error: {
    type: "a command was refused, or the connection is about to close",
    id: "the command's, where it had a right one",
    code: "of section 6",
    message: "what failed and why, for people",
    retryAfterMs: "there where waiting helps",
  },
  events: {
    type: "what happened",
    events: "in `seq` order, without a gap",
    epoch: "there where the log began with these events",
    head: "the newest event's seq; may be there",
  },
  history: {
    type: "the answer to `history`",
    id: "the command's",
    messages: "as they stand now, oldest first",
    mine: "one's own reactions; empty for now",
    more: "there are more in the direction asked for",
  },
  presence: {
    type: "who came and who went",
    count: "members here now",
    joined: "who came",
    left: "member ids of those who went",
    list: "a fresh roster, in place of the one held",
    complete: "the fresh roster holds everybody",
  },
  typing: { type: "who is writing", members: "everybody who is writing now, oneself too" },
  signal: {
    type: "somebody's signal",
    from: "whose",
    name: "as it was sent",
    data: "as it was sent",
  },
  session: {
    type: "a new token; reserved, this server sends none yet",
    token: "in place of the one in use",
    expiresAt: "when it ends",
  },
};

export const EVENT_WORDS: Readonly<Record<EventKind, Words>> = {
  message: {
    ...EVENT_HEAD,
    kind: "somebody said something",
    text: "absent where it was erased",
    replyTo: "as it was sent",
    thread: "as it was sent",
    data: "as it was sent",
    attachments: "as they were sent",
    erased: "reserved: the content is gone",
  },
  member: {
    ...EVENT_HEAD,
    kind: "something about a member changed",
    member: "whom it is about, under the new name",
    action: "`rename` for now",
  },
};

export const OBJECT_WORDS = {
  message: {
    seq: "its number in the room",
    at: "when it was stored",
    by: "its author, with the name of that time",
    id: "the id of the command that made it",
    text: "absent where it was removed or erased",
    replyTo: "as it was sent",
    thread: "as it was sent",
    data: "as it was sent",
    attachments: "as they were sent",
    editedAt: "reserved",
    removedAt: "reserved",
    erased: "reserved",
    reactions: "reserved",
    replies: "how many messages its thread has; absent where none",
    pinned: "reserved",
  },
  attachment: {
    url: "an http or https address",
    name: "for people",
    type: "its media type",
    size: "in bytes",
  },
  roomSettings: {
    name: "the one of the address",
    title: "for people",
    topic: "empty for now",
    visibility: "`public` for the lobby, `unlisted` for all others",
    slowModeMs: "0 for now",
    guests: "true for now",
  },
  members: {
    count: "how many members are here",
    complete: "`list` holds everybody",
    list: "who is here; a sample where they are many",
  },
  snapshot: {
    messages: "the newest, at most 50, oldest first",
    more: "there are older ones",
  },
} as const satisfies Readonly<Record<string, Words>>;

export const WELCOME_LIMIT_WORDS: Readonly<Record<keyof typeof WELCOME_LIMITS, string>> = {
  textChars: "code points of a text",
  frameBytes: "bytes of a frame from a client, in UTF-8",
  dataBytes: "bytes of `data` as JSON, in UTF-8",
  burst: "durable commands of a member at once",
  perSecond: "and then per second",
  signalBurst: "typing, signals and reads of a connection at once",
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
  BODY_BYTES: { unit: "bytes", words: "largest body of a request" },
  SNAPSHOT_MESSAGES: { unit: "count", words: "messages in a snapshot" },
  HISTORY_DEFAULT: { unit: "count", words: "messages that `history` gives if not told otherwise" },
  HISTORY_MAX: { unit: "count", words: "messages that `history` gives at most" },
  LOOKUP_BURST: { unit: "count", words: "`history` and `resume` of a member at once" },
  LOOKUPS_PER_SECOND: { unit: "count", words: "and then per second" },
  MEMBER_LIST_MAX: { unit: "count", words: "members that `members.list`, `joined` and `list` hold" },
  PLAIN_SOCKETS_MAX: { unit: "count", words: "plain-mode sockets in a room" },
  NAME_CHARS: { unit: "count", words: "code points of a display name" },
  ATTACHMENTS_MAX: { unit: "count", words: "attachments of a message" },
  TITLE_CHARS: { unit: "count", words: "code points of a room's title (reserved)" },
  TOPIC_CHARS: { unit: "count", words: "code points of a room's topic (reserved)" },
  GUESTS_PER_MINUTE: { unit: "count", words: "new guests per network prefix and minute" },
  PING_EVERY_MS: { unit: "ms", words: "a client pings at least this often" },
  PONG_TIMEOUT_MS: { unit: "ms", words: "without an answer for so long, a connection is dead" },
  HEAD_LAG_MS: { unit: "ms", words: "a client that is below a told head for so long resumes" },
  TYPING_REPEAT_MS: { unit: "ms", words: "a typist repeats `typing`" },
  TYPING_EXPIRES_MS: { unit: "ms", words: "a receiver forgets a typist" },
  LEAVE_GRACE_MS: { unit: "ms", words: "a member without a connection is still here" },
  SESSION_MS: { unit: "ms", words: "life of a guest's token" },
  SESSION_RENEW_AFTER_MS: { unit: "ms", words: "age at which a token is renewed" },
  SESSION_GRACE_MS: { unit: "ms", words: "time after its end in which a token can be renewed" },
  TICKET_MS: { unit: "ms", words: "life of a ticket" },
};

/** When a code is told, and when it also ends the connection. `reserved`: this server does not use it yet. */
export const ERROR_WORDS: Readonly<Record<ErrorCode, { readonly means: string; readonly closes: string }>> = {
  bad_frame: {
    means: "no JSON object with a string `type`; over HTTP: a body that is no JSON",
    closes: "1003 for a binary frame, else never",
  },
  unknown_type: { means: "a command that this server does not know", closes: "never" },
  invalid: { means: "a field is missing, or not what it must be", closes: "never" },
  too_large: {
    means: "a text, `data`, a list of attachments, a frame or a body over its limit",
    closes: "1009 for a frame, else never",
  },
  unauthenticated: { means: "no session where one is needed, or one that is not valid here", closes: "4401" },
  expired: { means: "the session has ended", closes: "4401" },
  forbidden: { means: "this member, or pages of this origin, may not", closes: "4403 on entering, else never" },
  banned: { means: "reserved", closes: "4403" },
  kicked: { means: "reserved", closes: "4403" },
  muted: { means: "reserved", closes: "never" },
  not_found: { means: "no such message; no such address", closes: "4404 on entering, else never" },
  id_conflict: { means: "the id was used for another command", closes: "never" },
  taken: { means: "reserved", closes: "never" },
  rate_limited: { means: "too much in a short time", closes: "4429 if it goes on, else never" },
  slow_mode: { means: "reserved", closes: "4429 if it goes on, else never" },
  room_full: { means: "no more connections fit", closes: "1013" },
  overloaded: { means: "the room or the signing key cannot be reached now", closes: "1013" },
  internal: { means: "a fault of the server", closes: "1011 on entering, else never" },
};

export const CLOSE_WORDS: Readonly<Record<keyof typeof CLOSE, string>> = {
  asked: "asked for by the client",
  goingAway: "the server is going away",
  binary: "a binary frame",
  lost: "the connection was lost; never sent",
  tooLarge: "a frame over the limit",
  fault: "a fault of the server",
  restart: "the server restarts",
  tryAgain: "full or overloaded",
  notThisProtocol: "not this protocol",
  noSession: "no valid session, or an ended one",
  notAllowed: "not allowed, banned, kicked",
  noSuchRoom: "no such room",
  tooSlow: "too slow to read",
  abuse: "refused too often",
};

export const ADVICE_WORDS: Readonly<Record<CloseAdvice, string>> = {
  return: "comes back with its cursor",
  new_session: "gets a session, then comes back",
  wait: "comes back after `retryAfterMs` of the last `error`",
  stop: "stops",
};

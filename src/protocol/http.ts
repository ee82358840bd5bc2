// Bodies of the HTTP routes (contract 9), shared by the edge and the client.

import * as v from "valibot";
import { sendSchema } from "./commands/send.ts";
import { WORD_ACTIONS } from "./commands/words.ts";
import { EVENT_KINDS, eventSchema } from "./events.ts";
import { roomSettingsSchema, snapshotSchema } from "./frames/welcome.ts";
import { valuesFrameSchema } from "./frames/values.ts";
import {
  HISTORY_DEFAULT,
  HISTORY_MAX,
  HOOK_MAX_MS,
  HOOK_MIN_MS,
  HOOK_MS,
  INVITE_MAX_MS,
  INVITE_MS,
  INVITE_USES_MAX,
  QUERY_CHARS,
  RECORDS_DEFAULT,
  RECORDS_MAX,
  TITLE_CHARS,
  UNREAD_ROOMS_MAX,
} from "./limits.ts";
import { messageSchema, mineSchema } from "./message.ts";
import { myVotesSchema } from "./poll.ts";
import {
  authorSchema,
  commandIdSchema,
  countSchema,
  displayNameSchema,
  headSchema,
  lineSchema,
  reasonSchema,
  roleSchema,
  roomNameSchema,
  seqSchema,
  textSchema,
  timeSchema,
  visibilitySchema,
} from "./schemas.ts";

/** `POST /api/session`. Without a name the server chooses one. */
export const sessionRequestSchema = v.object({
  name: v.optional(displayNameSchema),
  /** What the page of the challenge got from Turnstile, where new guests must pass it. */
  challenge: v.optional(v.pipe(v.string("must be a string"), v.maxLength(2048))),
});

export const sessionResponseSchema = v.looseObject({ token: v.string(), expiresAt: timeSchema, member: authorSchema });
export type SessionResponse = v.InferOutput<typeof sessionResponseSchema>;

/** `GET /api/session`. */
export const whoAmISchema = v.looseObject({
  member: authorSchema,
  expiresAt: timeSchema,
  /** True for whoever operates the deployment. */
  operator: v.optional(v.boolean()),
});
export type WhoAmI = v.InferOutput<typeof whoAmISchema>;

/** `POST /api/session/ticket`. */
export const ticketRequestSchema = v.object({ room: roomNameSchema });
export const ticketResponseSchema = v.looseObject({ ticket: v.string(), expiresAt: timeSchema });
export type TicketResponse = v.InferOutput<typeof ticketResponseSchema>;

/** Also for what only begins with such a name, which people could not tell from it. */
const SECRET_NAME = /^p-[a-z0-9]{26}/;

/** `POST /api/rooms`. Without a name, and for a private room, the server gives one that nobody can guess. */
export const newRoomSchema = v.pipe(
  v.object({
    name: v.optional(
      v.pipe(
        roomNameSchema,
        v.check(
          (name) => !SECRET_NAME.test(name),
          "must be none of those that the server gives: p- and 26 of a–z, 0–9",
        ),
      ),
    ),
    title: v.optional(lineSchema(1, TITLE_CHARS)),
    visibility: v.optional(visibilitySchema, "unlisted"),
  }),
  v.forward(
    v.check(
      (room) => room.visibility !== "private" || room.name === undefined,
      "must be absent: a private room gets one that nobody can guess",
    ),
    ["name"],
  ),
);
export type NewRoom = v.InferOutput<typeof newRoomSchema>;

export const madeRoomSchema = v.looseObject({ name: v.string(), url: v.string() });
export type MadeRoom = v.InferOutput<typeof madeRoomSchema>;

/** `GET /api/rooms`. */
export const publicRoomSchema = v.looseObject({
  name: v.string(),
  title: v.string(),
  topic: v.string(),
  members: v.number(),
  activeAt: timeSchema,
});
export const publicRoomsSchema = v.looseObject({ rooms: v.array(publicRoomSchema) });
export type PublicRooms = v.InferOutput<typeof publicRoomsSchema>;

/** `GET /api/unread`: `rooms` as the list that the query holds. */
export const unreadAskSchema = v.object({
  rooms: v.pipe(
    v.array(roomNameSchema, "must name rooms"),
    v.minLength(1, "must name a room"),
    v.maxLength(UNREAD_ROOMS_MAX, `must be at most ${UNREAD_ROOMS_MAX}`),
  ),
});

/** Where one stands in a room; `unread` is head − readUpTo. */
export const unreadRoomSchema = v.looseObject({
  name: v.string(),
  head: headSchema,
  readUpTo: headSchema,
  unread: headSchema,
});
export const unreadRoomsSchema = v.looseObject({ rooms: v.array(unreadRoomSchema) });
export type UnreadRooms = v.InferOutput<typeof unreadRoomsSchema>;
/** What a room tells the edge of it. */
export type ReadPlace = { readonly head: number; readonly readUpTo: number };

/** `GET /api/rooms/{room}`. */
export const roomInfoSchema = v.looseObject({
  ...roomSettingsSchema.entries,
  epoch: v.string(),
  head: headSchema,
  members: v.number(),
});
export type RoomInfo = v.InferOutput<typeof roomInfoSchema>;

/** `GET /api/rooms/{room}/messages`. */
export const messagesPageSchema = v.looseObject({
  messages: v.array(messageSchema),
  mine: mineSchema,
  myVotes: v.optional(myVotesSchema),
  more: v.boolean(),
  epoch: v.string(),
  head: headSchema,
});
export type MessagesPage = v.InferOutput<typeof messagesPageSchema>;

/** `GET /api/rooms/{room}/values`. */
export const valuesSchema = v.looseObject({ values: valuesFrameSchema.entries.values });
export type Values = v.InferOutput<typeof valuesSchema>;

/** `POST /api/rooms/{room}/messages`: a `send` whose id may stand in `Idempotency-Key` instead. */
export const postMessageSchema = v.object({
  ...sendSchema.entries,
  type: v.optional(v.literal("send")),
  id: v.optional(commandIdSchema),
});

export const postedSchema = v.looseObject({ id: commandIdSchema, seq: headSchema, at: timeSchema });
export type Posted = v.InferOutput<typeof postedSchema>;

/** `POST /api/rooms/{room}/invites`. */
export const inviteRequestSchema = v.object({
  /** Below the maker's own. */
  role: v.optional(roleSchema, "member"),
  uses: v.optional(countSchema(1, INVITE_USES_MAX), 1),
  expiresInMs: v.optional(countSchema(1, INVITE_MAX_MS), INVITE_MS),
});
export type InviteRequest = v.InferOutput<typeof inviteRequestSchema>;

/** What makes an invite gives: the secret is in the fragment of `url`, and nowhere else ever again. */
export type InviteMade = { readonly id: string; readonly url: string };

/** An invite as `GET /api/rooms/{room}/invites` lists it. */
export const inviteSchema = v.looseObject({
  id: v.string(),
  role: v.string(),
  /** How often it may still be used. */
  uses: v.number(),
  expiresAt: timeSchema,
  madeAt: timeSchema,
  /** The maker's member id. */
  by: v.string(),
});
export type Invite = v.InferOutput<typeof inviteSchema>;

/** `POST /api/rooms/{room}/join`: `invite` is the secret of the link. */
export const joinRequestSchema = v.object({ invite: v.pipe(v.string("must be a string"), v.maxLength(100)) });
export const joinedSchema = v.looseObject({ role: v.string() });
export type Joined = v.InferOutput<typeof joinedSchema>;

/** `GET /api/rooms/{room}/poll`. */
export const pollAnswerSchema = v.looseObject({
  events: v.array(eventSchema),
  /** Where to go on from. */
  cursor: v.string(),
  /** `since` was honoured. Otherwise `snapshot` is there. */
  recovered: v.boolean(),
  snapshot: v.optional(snapshotSchema),
  /** There with the snapshot. */
  mine: v.optional(mineSchema),
  myVotes: v.optional(myVotesSchema),
});
export type PollAnswer = v.InferOutput<typeof pollAnswerSchema>;

/** `POST /api/rooms/{room}/webhooks`: where events go, and which. */
export const webhookRequestSchema = v.object({
  url: v.string("must be a string"),
  kinds: v.optional(
    v.pipe(v.array(v.picklist(EVENT_KINDS, "is no kind of event")), v.minLength(1, "must name a kind")),
    ["message"],
  ),
});
/** `secret` is told once; it is in the form of the Standard Webhooks specification. */
export type WebhookMade = { readonly id: string; readonly secret: string };

export const webhookSchema = v.looseObject({
  id: v.string(),
  url: v.string(),
  kinds: v.array(v.string()),
  by: v.string(),
  madeAt: timeSchema,
  /** The seq of the last event that was delivered, or that none of its kinds came after. */
  seq: headSchema,
  /** Deliveries of the next event that failed. */
  attempts: v.number(),
  /** It failed for a day, or its address answered that it is gone. */
  switchedOffAt: v.optional(timeSchema),
});
export type Webhook = v.InferOutput<typeof webhookSchema>;

/** `PUT /api/rooms/{room}/hook`: who is asked before something is said, how long, and what no answer means. */
export const hookRequestSchema = v.object({
  url: v.string("must be a string"),
  timeoutMs: v.optional(countSchema(HOOK_MIN_MS, HOOK_MAX_MS), HOOK_MS),
  /** `open`: what it does not answer in time is said; `closed`: it is refused with `overloaded`. */
  onFailure: v.optional(v.picklist(["open", "closed"], "is neither open nor closed"), "open"),
});
/** `secret` is told once; it is in the form of the Standard Webhooks specification. */
export type HookMade = { readonly secret: string };

export const hookSchema = v.looseObject({
  url: v.string(),
  timeoutMs: v.number(),
  onFailure: v.string(),
  by: v.string(),
  madeAt: timeSchema,
});
export type Hook = v.InferOutput<typeof hookSchema>;

/** What a hook answers. */
export const hookVerdictSchema = v.variant("verdict", [
  v.object({ verdict: v.literal("allow") }),
  v.object({ verdict: v.literal("refuse"), reason: v.optional(reasonSchema) }),
  v.object({ verdict: v.literal("replace"), text: textSchema }),
]);
export type HookVerdict = v.InferOutput<typeof hookVerdictSchema>;

/** `POST /api/rooms/{room}/bots`. `inUrl`: its secret may also stand in the address, for senders that set no header. */
export const botRequestSchema = v.object({ name: displayNameSchema, inUrl: v.optional(v.boolean(), false) });
/** `secret` is told once; `url` is where the bot posts, and holds the secret where that was asked for. */
export type BotMade = { readonly id: string; readonly secret: string; readonly url: string };

export const botSchema = v.looseObject({
  id: v.string(),
  name: v.string(),
  inUrl: v.boolean(),
  by: v.string(),
  madeAt: timeSchema,
});
export type Bot = v.InferOutput<typeof botSchema>;

const querySchema = v.pipe(
  v.string("must be a string"),
  v.check((text) => text.trim() !== "", "must not be empty"),
  v.maxLength(QUERY_CHARS, `must have at most ${QUERY_CHARS} characters`),
);

/** `GET /api/rooms/{room}/search`: what a message must answer to, all of it. */
export const searchRangeSchema = v.pipe(
  v.object({
    /** Words that it must all hold, the last one perhaps only begun. */
    q: v.optional(querySchema),
    /** A member id, or a name that its author had when it was written, whatever its case and accents. */
    from: v.optional(querySchema),
    has: v.optional(v.picklist(["link"], "is nothing that a message can be asked for")),
    /** Said earlier than this. */
    beforeAt: v.optional(timeSchema),
    /** Said then or later. */
    afterAt: v.optional(timeSchema),
    before: v.optional(seqSchema),
    limit: v.optional(countSchema(1, HISTORY_MAX), HISTORY_DEFAULT),
  }),
  v.forward(
    v.check(
      ({ q, from, has, beforeAt, afterAt }) => [q, from, has, beforeAt, afterAt].some((given) => given !== undefined),
      "must be there, or another thing to search by",
    ),
    ["q"],
  ),
);
export type SearchRange = v.InferOutput<typeof searchRangeSchema>;

/** Newest first. */
export const searchPageSchema = v.looseObject({
  messages: v.array(messageSchema),
  more: v.boolean(),
  /** There where the index does not reach the newest messages yet: asked again, more may be found. */
  partial: v.optional(v.boolean()),
});
export type SearchPage = v.InferOutput<typeof searchPageSchema>;

/** `GET …/reports` and `GET …/audit`: newest first, those below `before`. */
export const recordsRangeSchema = v.object({
  before: v.optional(seqSchema),
  limit: v.optional(countSchema(1, RECORDS_MAX), RECORDS_DEFAULT),
});
export type RecordsRange = v.InferOutput<typeof recordsRangeSchema>;

export const shownReportSchema = v.looseObject({
  /** Its number in the queue. */
  report: seqSchema,
  at: timeSchema,
  by: authorSchema,
  message: seqSchema,
  author: authorSchema,
  reason: v.optional(v.string()),
  resolvedAt: v.optional(timeSchema),
  resolvedBy: v.optional(authorSchema),
  outcome: v.optional(v.string()),
});
export type ShownReport = v.InferOutput<typeof shownReportSchema>;
export const reportsSchema = v.looseObject({
  reports: v.array(shownReportSchema),
  waiting: v.number(),
  more: v.boolean(),
});
export type Reports = v.InferOutput<typeof reportsSchema>;

export const auditEntrySchema = v.looseObject({
  /** Its number in the record. */
  entry: seqSchema,
  at: timeSchema,
  by: authorSchema,
  action: v.string(),
  /** A member's id, the seq of a message, or what else it was about. */
  target: v.optional(v.string()),
  reason: v.optional(v.string()),
});
export type AuditEntry = v.InferOutput<typeof auditEntrySchema>;
export const auditSchema = v.looseObject({ entries: v.array(auditEntrySchema), more: v.boolean() });
export type Audit = v.InferOutput<typeof auditSchema>;

/** `POST …/restore`. */
export const restoreRequestSchema = v.object({
  /** Chosen by the caller: the same one again is the same restore. */
  id: commandIdSchema,
  /** The moment to go back to. */
  at: timeSchema,
});

/** `GET …/words`. */
export const wordListSchema = v.object({ action: v.picklist(WORD_ACTIONS), words: v.array(v.string()) });
export type WordList = v.InferOutput<typeof wordListSchema>;

/** RFC 9457 with the contract's `code`. */
export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.string(),
  retryAfterMs: v.optional(v.number()),
  /** Path of the page where somebody passes what is asked of new guests. */
  challenge: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof problemSchema>;

/** `GET /api/health`. */
export type Health = { readonly ok: true; readonly version: string };

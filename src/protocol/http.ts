// Bodies of the HTTP routes (contract 9), shared by the edge and the client.

import * as v from "valibot";
import { sendSchema } from "./commands/send.ts";
import { roomSettingsSchema } from "./frames/welcome.ts";
import { messageSchema, mineSchema } from "./message.ts";
import { authorSchema, commandIdSchema, displayNameSchema, headSchema, roomNameSchema, timeSchema } from "./schemas.ts";

/** `POST /api/session`. Without a name the server chooses one. */
export const sessionRequestSchema = v.object({ name: v.optional(displayNameSchema) });

export const sessionResponseSchema = v.looseObject({ token: v.string(), expiresAt: timeSchema, member: authorSchema });
export type SessionResponse = v.InferOutput<typeof sessionResponseSchema>;

/** `GET /api/session`. */
export const whoAmISchema = v.looseObject({ member: authorSchema, expiresAt: timeSchema });
export type WhoAmI = v.InferOutput<typeof whoAmISchema>;

/** `POST /api/session/ticket`. */
export const ticketRequestSchema = v.object({ room: roomNameSchema });
export const ticketResponseSchema = v.looseObject({ ticket: v.string(), expiresAt: timeSchema });
export type TicketResponse = v.InferOutput<typeof ticketResponseSchema>;

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
  more: v.boolean(),
  epoch: v.string(),
  head: headSchema,
});
export type MessagesPage = v.InferOutput<typeof messagesPageSchema>;

/** `POST /api/rooms/{room}/messages`: a `send` whose id may stand in `Idempotency-Key` instead. */
export const postMessageSchema = v.object({
  ...sendSchema.entries,
  type: v.optional(v.literal("send")),
  id: v.optional(commandIdSchema),
});

export const postedSchema = v.looseObject({ id: commandIdSchema, seq: headSchema, at: timeSchema });
export type Posted = v.InferOutput<typeof postedSchema>;

/** RFC 9457 with the contract's `code`. */
export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.string(),
  retryAfterMs: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof problemSchema>;

/** `GET /api/health`. */
export type Health = { readonly ok: true; readonly version: string };

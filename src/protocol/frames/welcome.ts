// welcome: the first frame of a connection, and the answer to `resume`.

import * as v from "valibot";
import { messageSchema, mineSchema } from "../message.ts";
import { myVotesSchema } from "../poll.ts";
import { headSchema, rosterEntrySchema } from "../schemas.ts";
import { sessionFields } from "./session.ts";

/** A room's settings as everybody sees them. */
export const roomSettingsSchema = v.looseObject({
  name: v.string(),
  title: v.string(),
  topic: v.string(),
  visibility: v.string(),
  slowModeMs: v.number(),
  guests: v.boolean(),
  /** Absent where everybody may write. */
  readOnly: v.optional(v.boolean()),
});
export type RoomSettings = v.InferOutput<typeof roomSettingsSchema>;

export const snapshotSchema = v.looseObject({
  /** The newest, oldest first. */
  messages: v.array(messageSchema),
  /** There are older ones. */
  more: v.boolean(),
});
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

export const membersSchema = v.looseObject({
  count: v.number(),
  /** The list holds everybody. */
  complete: v.boolean(),
  list: v.array(rosterEntrySchema),
});
export type Members = v.InferOutput<typeof membersSchema>;

/** What a client needs to know of limits; a field that an older server does not tell is absent. */
export const limitsSchema = v.looseObject({
  textChars: v.number(),
  frameBytes: v.number(),
  dataBytes: v.number(),
  burst: v.number(),
  perSecond: v.number(),
  signalBurst: v.number(),
  signalsPerSecond: v.number(),
  resumeEvents: v.number(),
  ackBytes: v.number(),
  reconnectSpreadMs: v.number(),
});
export type Limits = v.InferOutput<typeof limitsSchema>;

export const welcomeSchema = v.looseObject({
  type: v.literal("welcome"),
  protocol: v.number(),
  room: roomSettingsSchema,
  epoch: v.string(),
  head: headSchema,
  /** `since` was honoured: what was missed follows. Otherwise `snapshot` is there. */
  recovered: v.boolean(),
  you: v.looseObject({
    id: v.string(),
    name: v.string(),
    role: v.string(),
    /** Names this connection, not the member. */
    connection: v.string(),
    readUpTo: headSchema,
  }),
  /** There where the server made a new guest, or renewed a token that the client keeps itself. */
  session: v.optional(v.looseObject(sessionFields)),
  values: v.record(v.string(), v.unknown()),
  members: membersSchema,
  limits: limitsSchema,
  snapshot: v.optional(snapshotSchema),
  /** One's own reactions to the messages of the snapshot; there with it. */
  mine: v.optional(mineSchema),
  /** One's own votes in the polls of the snapshot; absent where there are none. */
  myVotes: v.optional(myVotesSchema),
});
export type WelcomeFrame = v.InferOutput<typeof welcomeSchema>;

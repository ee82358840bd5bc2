// All frames: what a server sends, one file each in frames/.

import type * as v from "valibot";
import { ackSchema } from "./frames/ack.ts";
import { errorSchema } from "./frames/error.ts";
import { eventsSchema } from "./frames/events.ts";
import { historyFrameSchema } from "./frames/history.ts";
import { presenceSchema } from "./frames/presence.ts";
import { readFrameSchema } from "./frames/read.ts";
import { readsFrameSchema } from "./frames/reads.ts";
import { reconnectSchema } from "./frames/reconnect.ts";
import { reportsFrameSchema } from "./frames/reports.ts";
import { sessionFrameSchema } from "./frames/session.ts";
import { signalFrameSchema } from "./frames/signal.ts";
import { threadsFrameSchema } from "./frames/threads.ts";
import { typingFrameSchema } from "./frames/typing.ts";
import { valuesFrameSchema } from "./frames/values.ts";
import { welcomeSchema } from "./frames/welcome.ts";

export const frameSchemas = {
  welcome: welcomeSchema,
  ack: ackSchema,
  error: errorSchema,
  events: eventsSchema,
  history: historyFrameSchema,
  presence: presenceSchema,
  typing: typingFrameSchema,
  signal: signalFrameSchema,
  values: valuesFrameSchema,
  read: readFrameSchema,
  reads: readsFrameSchema,
  threads: threadsFrameSchema,
  reports: reportsFrameSchema,
  session: sessionFrameSchema,
  reconnect: reconnectSchema,
} as const;

export type FrameType = keyof typeof frameSchemas;
export type FrameOf<T extends FrameType> = v.InferOutput<(typeof frameSchemas)[T]>;
export type Frame = { [T in FrameType]: FrameOf<T> }[FrameType];

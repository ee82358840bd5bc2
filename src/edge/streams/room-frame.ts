// A frame on its way from a room to a reader over HTTP: passed on as it came, and read only for what its way needs.

import * as v from "valibot";
import { errorSchema } from "../../protocol/frames/error.ts";
import { headSchema, seqSchema } from "../../protocol/schemas.ts";

const typeSchema = v.object({ type: v.string() });
const welcomeSchema = v.object({
  epoch: v.string(),
  head: headSchema,
  recovered: v.boolean(),
  limits: v.object({ reconnectSpreadMs: v.number() }),
});
/** Events are not looked into, but for the place of the last. */
const eventsSchema = v.object({ epoch: v.optional(v.string()), events: v.pipe(v.array(v.unknown()), v.minLength(1)) });
const placeSchema = v.object({ seq: seqSchema });

export type WelcomeOnItsWay = { readonly type: "welcome"; readonly text: string } & v.InferOutput<typeof welcomeSchema>;

export type RoomFrame =
  | WelcomeOnItsWay
  | { readonly type: "events"; readonly text: string; readonly epoch: string | undefined; readonly lastSeq: number }
  | { readonly type: "error"; readonly text: string; readonly error: v.InferOutput<typeof errorSchema> }
  | { readonly type: "other"; readonly text: string; readonly name: string };

/** Gives undefined where the text is no frame: only our own rooms send here, so that is a fault. */
export function parseRoomFrame(text: string): RoomFrame | undefined {
  try {
    return readFrame(text, JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readFrame(text: string, value: unknown): RoomFrame {
  const { type } = v.parse(typeSchema, value);
  switch (type) {
    case "welcome":
      return { type, text, ...v.parse(welcomeSchema, value) };
    case "events": {
      const { epoch, events } = v.parse(eventsSchema, value);
      return { type, text, epoch, lastSeq: v.parse(placeSchema, events.at(-1)).seq };
    }
    case "error":
      return { type, text, error: v.parse(errorSchema, value) };
    default:
      return { type: "other", text, name: type };
  }
}

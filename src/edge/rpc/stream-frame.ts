// The frames of a stream: what the room wrote as the message that says it, and the cursor after it.

import { create, fromJson } from "@bufbuild/protobuf";
import { adviseOnClose, CLOSE } from "../../protocol/close-codes.ts";
import type { Cursor } from "../../protocol/cursor.ts";
import { ChatError, type ErrorCode, isErrorCode } from "../../protocol/errors.ts";
import type { Arrival } from "../streams/arrival.ts";
import { refusalIn } from "../streams/refusal-in.ts";
import { ClosingSchema, HeartbeatSchema, type SubscribeResponse, SubscribeResponseSchema } from "./hubbub.v1_pb.ts";
import { frameJson, parseJsonObject } from "./wire-json.ts";

export type StreamFrame = SubscribeResponse["frame"];

/** What came from the room says this; nothing, where the .proto file has no message for it. A refusal is thrown. */
export function frameOf(arrival: Arrival): StreamFrame {
  switch (arrival.kind) {
    case "quiet":
      return { case: "heartbeat", value: create(HeartbeatSchema) };
    case "ended":
      return closing(lossOf(arrival.code, arrival.reason));
    case "frame":
      return frameIn(arrival);
  }
}

function frameIn(arrival: Arrival & { readonly kind: "frame" }): StreamFrame {
  const { frame } = arrival;
  if (frame.type === "error") throw refusalIn(arrival);
  const json = frameJson(frame.type === "other" ? frame.name : frame.type, parseJsonObject(frame.text));
  return fromJson(SubscribeResponseSchema, json, { ignoreUnknownFields: true }).frame;
}

export function closing(reason: string): StreamFrame {
  return { case: "closing", value: create(ClosingSchema, { reason }) };
}

/** Everything up to it has been seen once the frame has. */
export function cursorAfter(cursor: Cursor, frame: StreamFrame): Cursor {
  if (frame.case === "welcome") {
    const { epoch, head, recovered } = frame.value;
    return { epoch, seq: recovered ? cursor.seq : Number(head) };
  }
  if (frame.case === "events") {
    const { epoch = cursor.epoch, events } = frame.value;
    return { epoch, seq: Number(events.at(-1)?.seq ?? cursor.seq) };
  }
  return cursor;
}

/** Why the room's side ended, where the client is to come back. Throws where it is not (contract 7). */
function lossOf(code: number, reason: string): string {
  // What a runtime says of a connection that broke is for nobody to build on.
  if (adviseOnClose(code) === "return") return reason === "" || code === CLOSE.lost ? "lost" : reason;
  throw new ChatError(codeOf(reason), "unable to go on; the room ended the stream");
}

/** A room of a later version may know more codes than this one. */
function codeOf(code: string): ErrorCode {
  return isErrorCode(code) ? code : "internal";
}

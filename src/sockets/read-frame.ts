// What a socket brought, where it may be read at all.

import { CLOSE, type CloseCode } from "../protocol/close-codes.ts";
import { isFrameInSize } from "../protocol/codec.ts";
import { ChatError } from "../protocol/errors.ts";

export type Read =
  | { readonly kind: "text"; readonly text: string }
  /** The connection ends, by the error's own close code where no other is given. */
  | { readonly kind: "fault"; readonly error: ChatError; readonly code?: CloseCode };

export function readFrame(data: string | ArrayBuffer): Read {
  if (typeof data !== "string") {
    const error = new ChatError("bad_frame", "unable to read frame; it is binary");
    return { kind: "fault", error, code: CLOSE.binary };
  }
  if (isFrameInSize(data)) return { kind: "text", text: data };
  return { kind: "fault", error: new ChatError("too_large", "unable to read frame; it is too large") };
}

export function expired(): ChatError {
  return new ChatError("expired", "unable to go on; the session has expired");
}

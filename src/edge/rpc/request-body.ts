// The body of a call, read no further than a call may be long.

import { ConnectError } from "@connectrpc/connect";
import { ChatError } from "../../protocol/errors.ts";
import { COMMAND_BODY_BYTES } from "../../protocol/limits.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { toConnectError } from "./connect-error.ts";

/** Throws `too_large` past the limit, as a ConnectError: Connect reads this by itself, and says anything else as a fault. */
export async function* limitedBody(request: RoutedRequest): AsyncIterable<Uint8Array> {
  if (request.body === null) return;
  let length = 0;
  for await (const chunk of request.body.values()) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) throw new ConnectError("a request body gave something other than bytes");
    length += bytes.byteLength;
    if (length > COMMAND_BODY_BYTES) throw toConnectError(tooLarge(), request);
    yield bytes;
  }
}

function tooLarge(): ChatError {
  return new ChatError("too_large", `unable to read call; it has more than ${COMMAND_BODY_BYTES} bytes`);
}

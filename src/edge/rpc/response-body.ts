// What a call answers as the body of a Response, which tells the call when its reader goes away.

import { Code, ConnectError } from "@connectrpc/connect";

/**
 * Connect's own adapter asks the iterator to throw, which waits for the read that is under way, for as long as the room is
 * silent. This one aborts `gone` at once; the method ends by its signal.
 */
export function responseBody(chunks: AsyncIterable<Uint8Array>, gone: AbortController): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      gone.abort(new ConnectError("the reader went away", Code.Canceled));
    },
  });
}

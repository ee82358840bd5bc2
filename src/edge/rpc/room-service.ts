// hubbub.v1.RoomService over Connect and gRPC-Web. Loaded only when its path is called: nothing else pays for it.

import { createConnectRouter, createContextValues, type HandlerContext } from "@connectrpc/connect";
import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { HttpError } from "../http-error.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { CALL, type Call, callOf } from "./call.ts";
import { closePoll, leave, vote } from "./commands.ts";
import { toConnectError } from "./connect-error.ts";
import { history } from "./history.ts";
import { RoomService } from "./hubbub.v1_pb.ts";
import { publish } from "./publish.ts";
import { limitedBody } from "./request-body.ts";
import { responseBody } from "./response-body.ts";
import { subscribe } from "./subscribe.ts";

const { handlers } = createConnectRouter({ grpc: false }).service(RoomService, {
  publish: unary(publish),
  vote: unary(vote),
  closePoll: unary(closePoll),
  leave: unary(leave),
  history: unary(history),
  subscribe: streaming(subscribe),
});
const handlerOf = new Map(handlers.map((handler) => [handler.requestPath, handler]));

/** Answers one call. What is no call of the service at all is thrown, to be answered as on every route. */
export async function answerRoomService(request: RoutedRequest, env: Env): Promise<Response> {
  const handle = handlerOf.get(new URL(request.url).pathname);
  if (handle === undefined) throw new ChatError("not_found", "unable to answer; the service has no such method");
  const gone = new AbortController();
  const response = await handle({
    httpVersion: "1.1",
    url: request.url,
    method: request.method,
    header: request.headers,
    body: limitedBody(request),
    signal: gone.signal,
    contextValues: createContextValues().set(CALL, { request, env }),
  });
  requireAnswer(response, handle.allowedMethods);
  return new Response(response.body === undefined ? null : responseBody(response.body, gone), {
    status: response.status,
    ...(response.header === undefined ? {} : { headers: response.header }),
  });
}

/** Connect answers what it does not speak with a bare status. */
function requireAnswer(response: UniversalServerResponse, methods: readonly string[]): void {
  if (response.body !== undefined || response.status === 200) return;
  const operation = "unable to call the service";
  if (response.status === 405) {
    const allow = methods.join(", ");
    throw new HttpError(405, "invalid", `${operation}; this method takes ${allow}`, { allow });
  }
  throw new HttpError(response.status, "invalid", `${operation}; it speaks Connect and gRPC-Web, in proto and JSON`);
}

function unary<I, O>(answer: (call: Call, message: I) => Promise<O>) {
  return async (message: I, context: HandlerContext): Promise<O> => {
    const call = callOf(context);
    try {
      return await answer(call, message);
    } catch (error) {
      throw toConnectError(error, call.request);
    }
  };
}

function streaming<I, O>(answer: (call: Call, message: I, signal: AbortSignal) => AsyncIterable<O>) {
  return async function* (message: I, context: HandlerContext): AsyncIterable<O> {
    const call = callOf(context);
    try {
      yield* answer(call, message, context.signal);
    } catch (error) {
      throw toConnectError(error, call.request);
    }
  };
}

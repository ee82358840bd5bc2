// /hubbub.v1.RoomService/{method}: Connect and gRPC-Web, whose code is read only once it is called.

import type { Env } from "../../env.ts";
import type { RoutedRequest } from "../routed-request.ts";

const NATIVE_GRPC = /^application\/grpc(?:$|[+;])/i;
/** google.rpc.Code UNIMPLEMENTED. */
const UNIMPLEMENTED = "12";

export async function callRoomService(request: RoutedRequest, env: Env): Promise<Response> {
  if (NATIVE_GRPC.test(request.headers.get("content-type") ?? "")) return refuseGrpc();
  const { answerRoomService } = await import("../rpc/room-service.ts");
  return answerRoomService(request, env);
}

/** In the one form of answer that needs no trailers, so that a gRPC client says why (gRPC over HTTP/2, Trailers-Only). */
function refuseGrpc(): Response {
  return new Response(null, {
    headers: {
      "content-type": "application/grpc",
      "grpc-status": UNIMPLEMENTED,
      "grpc-message": "unable to answer; a Worker sends no trailers, so speak Connect or gRPC-Web",
    },
  });
}

// The Worker: its objects, and its routes in the order a reader wants.

import { Router } from "itty-router";
import { addApiHeaders } from "./edge/api-headers.ts";
import { asGet, withoutBody } from "./edge/head.ts";
import { refuseForeignOrigin } from "./edge/origin.ts";
import { answerError } from "./edge/problem.ts";
import type { RoutedRequest } from "./edge/routed-request.ts";
import { deleteSession } from "./edge/routes/delete-session.ts";
import { getHealth } from "./edge/routes/get-health.ts";
import { getMembers } from "./edge/routes/get-members.ts";
import { getMessages } from "./edge/routes/get-messages.ts";
import { getRoom } from "./edge/routes/get-room.ts";
import { getSession } from "./edge/routes/get-session.ts";
import { getSocket } from "./edge/routes/get-socket.ts";
import { answerNoRoute } from "./edge/routes/answer-no-route.ts";
import { postMessage } from "./edge/routes/post-message.ts";
import { postSession } from "./edge/routes/post-session.ts";
import { postTicket } from "./edge/routes/post-ticket.ts";
import type { Env } from "./env.ts";

export { Lobby } from "./lobby/lobby.ts";
export { Room } from "./room/room.ts";

const router = Router<RoutedRequest, [Env], Response>({
  before: [refuseForeignOrigin],
  catch: answerError,
  finally: [addApiHeaders],
});

router
  .get("/ws", getSocket)
  .get("/ws/:room", getSocket)
  .get("/api/health", getHealth)
  .post("/api/session", postSession)
  .get("/api/session", getSession)
  .delete("/api/session", deleteSession)
  .post("/api/session/ticket", postTicket)
  .get("/api/rooms/:room", getRoom)
  .get("/api/rooms/:room/messages", getMessages)
  .post("/api/rooms/:room/messages", postMessage)
  .get("/api/rooms/:room/members", getMembers)
  .all("*", (request, env) => answerNoRoute(request, env, router.routes));

/** Not the router itself: it answers to any property, `then` too, and whoever awaits it waits for ever. */
export default {
  fetch: async (request, env) => {
    if (request.method !== "HEAD") return router.fetch(request, env);
    return withoutBody(await router.fetch(asGet(request), env));
  },
} satisfies ExportedHandler<Env>;

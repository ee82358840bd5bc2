// The Worker: its objects, and its routes in the order a reader wants.

import { Router } from "itty-router";
import { addApiHeaders } from "./edge/api-headers.ts";
import { limitAtEdge } from "./edge/edge-limit.ts";
import { asGet, withoutBody } from "./edge/head.ts";
import { logPassage, noteStart } from "./edge/log-passage.ts";
import { refuseForeignOrigin } from "./edge/origin.ts";
import { answerError } from "./edge/problem.ts";
import type { RoutedRequest } from "./edge/routed-request.ts";
import { deleteBot } from "./edge/routes/delete-bot.ts";
import { deleteHook } from "./edge/routes/delete-hook.ts";
import { deleteInvite } from "./edge/routes/delete-invite.ts";
import { deleteRoom } from "./edge/routes/delete-room.ts";
import { deleteSession } from "./edge/routes/delete-session.ts";
import { deleteWebhook } from "./edge/routes/delete-webhook.ts";
import { getAudit } from "./edge/routes/get-audit.ts";
import { getBots } from "./edge/routes/get-bots.ts";
import { getChallenge } from "./edge/routes/get-challenge.ts";
import { getEmbed } from "./edge/routes/get-embed.ts";
import { getEvents } from "./edge/routes/get-events.ts";
import { getExport } from "./edge/routes/get-export.ts";
import { getExportMine } from "./edge/routes/get-export-mine.ts";
import { getHealth } from "./edge/routes/get-health.ts";
import { getHook } from "./edge/routes/get-hook.ts";
import { getInvites } from "./edge/routes/get-invites.ts";
import { getMembers } from "./edge/routes/get-members.ts";
import { getEdits, getPins, getReactions, getVotes } from "./edge/routes/get-message-looks.ts";
import { getMetrics } from "./edge/routes/get-metrics.ts";
import { getMessages } from "./edge/routes/get-messages.ts";
import { getOperatorRooms } from "./edge/routes/get-operator-rooms.ts";
import { getPoll } from "./edge/routes/get-poll.ts";
import { getReports } from "./edge/routes/get-reports.ts";
import { getRoom } from "./edge/routes/get-room.ts";
import { getRooms } from "./edge/routes/get-rooms.ts";
import { getSearch } from "./edge/routes/get-search.ts";
import { getSession } from "./edge/routes/get-session.ts";
import { getSocket } from "./edge/routes/get-socket.ts";
import { getStandings } from "./edge/routes/get-standings.ts";
import { getUnread } from "./edge/routes/get-unread.ts";
import { getValues } from "./edge/routes/get-values.ts";
import { getWebhooks } from "./edge/routes/get-webhooks.ts";
import { getWords } from "./edge/routes/get-words.ts";
import { answerNoRoute } from "./edge/routes/answer-no-route.ts";
import { callRoomService } from "./edge/routes/call-room-service.ts";
import { postCommand } from "./edge/routes/post-command.ts";
import { postBot } from "./edge/routes/post-bot.ts";
import { postBotMessage } from "./edge/routes/post-bot-message.ts";
import { postBotSecret } from "./edge/routes/post-bot-secret.ts";
import { postDevice } from "./edge/routes/post-device.ts";
import { postDeviceClaim } from "./edge/routes/post-device-claim.ts";
import { postInvite } from "./edge/routes/post-invite.ts";
import { postJoin } from "./edge/routes/post-join.ts";
import { postMessage } from "./edge/routes/post-message.ts";
import { postOperator } from "./edge/routes/post-operator.ts";
import { postRestore } from "./edge/routes/post-restore.ts";
import { postRoom } from "./edge/routes/post-room.ts";
import { postSession } from "./edge/routes/post-session.ts";
import { postTicket } from "./edge/routes/post-ticket.ts";
import { postWebhook } from "./edge/routes/post-webhook.ts";
import { putHook } from "./edge/routes/put-hook.ts";
import { putValue } from "./edge/routes/put-value.ts";
import type { Env } from "./env.ts";

export { TokenVerifier } from "./service/token-verifier.ts";
export { Lobby } from "./lobby/lobby.ts";
export { Relay } from "./relay/relay.ts";
export { Room } from "./room/room.ts";
export { HubbubService } from "./service/hubbub-service.ts";

const router = Router<RoutedRequest, [Env], Response>({
  before: [noteStart, refuseForeignOrigin, limitAtEdge],
  catch: answerError,
  finally: [addApiHeaders, logPassage],
});

router
  .get("/ws", getSocket)
  .get("/ws/:room", getSocket)
  .get("/api/health", getHealth)
  .get("/api/metrics", getMetrics)
  .get("/api/operator/rooms", getOperatorRooms)
  .post("/api/session", postSession)
  .get("/api/session", getSession)
  .delete("/api/session", deleteSession)
  .post("/api/session/ticket", postTicket)
  .post("/api/session/device", postDevice)
  .post("/api/session/device/claim", postDeviceClaim)
  .post("/api/session/operator", postOperator)
  .post("/api/rooms", postRoom)
  .get("/api/rooms", getRooms)
  .get("/api/unread", getUnread)
  .get("/api/rooms/:room", getRoom)
  .delete("/api/rooms/:room", deleteRoom)
  .post("/api/rooms/:room/restore", postRestore)
  .get("/api/rooms/:room/messages", getMessages)
  .post("/api/rooms/:room/messages", postMessage)
  .post("/api/rooms/:room/commands", postCommand)
  .get("/api/rooms/:room/messages/:seq/edits", getEdits)
  .get("/api/rooms/:room/messages/:seq/reactions", getReactions)
  .get("/api/rooms/:room/messages/:seq/votes", getVotes)
  .get("/api/rooms/:room/pins", getPins)
  .get("/api/rooms/:room/search", getSearch)
  .get("/api/rooms/:room/members", getMembers)
  .get("/api/rooms/:room/events", getEvents)
  .get("/api/rooms/:room/poll", getPoll)
  .get("/api/rooms/:room/values", getValues)
  .put("/api/rooms/:room/values/:key", putValue)
  .get("/api/rooms/:room/export", getExport)
  .get("/api/rooms/:room/export/mine", getExportMine)
  .post("/api/rooms/:room/invites", postInvite)
  .get("/api/rooms/:room/invites", getInvites)
  .delete("/api/rooms/:room/invites/:id", deleteInvite)
  .post("/api/rooms/:room/join", postJoin)
  .get("/api/rooms/:room/reports", getReports)
  .get("/api/rooms/:room/audit", getAudit)
  .get("/api/rooms/:room/standings", getStandings)
  .get("/api/rooms/:room/words", getWords)
  .put("/api/rooms/:room/hook", putHook)
  .get("/api/rooms/:room/hook", getHook)
  .delete("/api/rooms/:room/hook", deleteHook)
  .post("/api/rooms/:room/webhooks", postWebhook)
  .get("/api/rooms/:room/webhooks", getWebhooks)
  .delete("/api/rooms/:room/webhooks/:id", deleteWebhook)
  .post("/api/rooms/:room/bots", postBot)
  .get("/api/rooms/:room/bots", getBots)
  .delete("/api/rooms/:room/bots/:id", deleteBot)
  .post("/api/rooms/:room/bots/:id/secret", postBotSecret)
  .post("/api/bots/:room/:id/:secret?", postBotMessage)
  .get("/challenge", getChallenge)
  .get("/embed/:room", getEmbed)
  .post("/hubbub.v1.RoomService/:method", callRoomService)
  .get("/hubbub.v1.RoomService/:method", callRoomService)
  .all("*", (request, env) => answerNoRoute(request, env, router.routes));

/** Not the router itself: it answers to any property, `then` too, and whoever awaits it waits for ever. */
export default {
  fetch: async (request, env) => {
    if (request.method !== "HEAD") return router.fetch(request, env);
    return withoutBody(await router.fetch(asGet(request), env));
  },
} satisfies ExportedHandler<Env>;

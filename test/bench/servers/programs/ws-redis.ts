// ws-redis.ts: the design that Hubbub replaces, as its guides write it: a loop over the clients of this process,
// and Redis pub/sub to reach those of the others. Arguments: its port, the port of Redis.

import { Redis } from "ioredis";
import { type WebSocket, WebSocketServer } from "ws";

const [port = 0, redisPort = 0] = process.argv.slice(2).map(Number);
const publisher = new Redis({ host: "127.0.0.1", port: redisPort });
const subscriber = new Redis({ host: "127.0.0.1", port: redisPort });
const rooms = new Map<string, Set<WebSocket>>();

subscriber.on("message", (room, text) => {
  for (const client of rooms.get(room) ?? []) client.send(text);
});

/** Joins the room's channel with the first of its clients here. */
function clientsOf(room: string): Set<WebSocket> {
  const known = rooms.get(room);
  if (known !== undefined) return known;
  const clients = new Set<WebSocket>();
  rooms.set(room, clients);
  subscriber.subscribe(room).catch(end);
  return clients;
}

function end(error: unknown): void {
  console.error(error);
  process.exit(1);
}

const server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
server.on("connection", (socket, request) => {
  const room = request.url ?? "";
  const clients = clientsOf(room).add(socket);
  socket.on("close", () => clients.delete(socket));
  socket.on("error", () => clients.delete(socket));
  socket.on("message", (data: Buffer) => {
    publisher.publish(room, data.toString()).catch(end);
  });
});
server.on("listening", () => console.log("ready"));

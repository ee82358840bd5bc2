// ws-redis-server.ts: the design that Hubbub replaces, as its guides write it: a loop over the clients of this process,
// and Redis pub/sub to reach those of the others. Arguments: its port, the port of Redis.

import { Redis } from "ioredis";
import { type WebSocket, WebSocketServer } from "ws";

const [port, redisPort] = process.argv.slice(2).map(Number);
if (port === undefined || redisPort === undefined) throw new Error("usage: ws-redis-server.ts <port> <redis port>");

const publisher = new Redis({ host: "127.0.0.1", port: redisPort });
const subscriber = new Redis({ host: "127.0.0.1", port: redisPort });
const clients = new Set<WebSocket>();

await subscriber.subscribe("room");
subscriber.on("message", (_channel, text) => {
  for (const client of clients) client.send(text);
});

const server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
server.on("connection", (socket) => {
  clients.add(socket);
  socket.on("close", () => clients.delete(socket));
  socket.on("error", () => clients.delete(socket));
  socket.on("message", (data: Buffer) => {
    publisher.publish("room", data.toString()).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
});
server.on("listening", () => console.log("ready"));

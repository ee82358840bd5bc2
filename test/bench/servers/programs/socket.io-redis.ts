// socket.io-redis.ts: Socket.IO with its Redis adapter, as its guide writes it. Arguments: its port, the port of Redis.

import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const [port = 0, redisPort = 0] = process.argv.slice(2).map(Number);
const publisher = new Redis({ host: "127.0.0.1", port: redisPort });
const subscriber = new Redis({ host: "127.0.0.1", port: redisPort });
const server = new Server({
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
  perMessageDeflate: false,
});

server.on("connection", (socket) => {
  const { room = "" } = socket.handshake.query;
  void socket.join(room);
  socket.on("say", (text) => server.to(room).emit("say", text));
});
server.listen(port);
console.log("ready");

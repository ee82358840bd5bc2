// ws.ts: rooms as every guide writes them: a loop over the clients. Arguments: the port, and the milliseconds of a batch, 0 for none.

import { type WebSocket, WebSocketServer } from "ws";

const [port = 0, batchMs = 0] = process.argv.slice(2).map(Number);
const rooms = new Map<string, Set<WebSocket>>();
const batches = new Map<string, string[]>();

function say(room: string, text: string): void {
  if (batchMs === 0) return sendAll(room, text);
  const batch = batches.get(room);
  // The first after quiet goes at once; what comes in the time after it goes together, a line each.
  if (batch !== undefined) return void batch.push(`${text}\n`);
  sendAll(room, `${text}\n`);
  batches.set(room, []);
  setTimeout(() => flush(room), batchMs);
}

function flush(room: string): void {
  const batch = batches.get(room) ?? [];
  batches.delete(room);
  if (batch.length === 0) return;
  sendAll(room, batch.join(""));
  batches.set(room, []);
  setTimeout(() => flush(room), batchMs);
}

function sendAll(room: string, text: string): void {
  for (const client of rooms.get(room) ?? []) client.send(text);
}

const server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
server.on("connection", (socket, request) => {
  const room = request.url ?? "";
  const clients = rooms.get(room) ?? new Set();
  rooms.set(room, clients.add(socket));
  socket.on("close", () => clients.delete(socket));
  socket.on("error", () => clients.delete(socket));
  socket.on("message", (data: Buffer) => say(room, data.toString()));
});
server.on("listening", () => console.log("ready"));

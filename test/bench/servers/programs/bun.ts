// bun.ts: rooms by Bun's own publish and subscribe, as its documentation writes them. Runs in Bun. Argument: the port.

Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.argv[2]),
  fetch(request, server) {
    const room = new URL(request.url).pathname;
    return server.upgrade(request, { data: { room } }) ? undefined : new Response("no WebSocket", { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    publishToSelf: true,
    open: (socket) => socket.subscribe(socket.data.room),
    message: (socket, text) => socket.publish(socket.data.room, text),
  },
});
console.log("ready");

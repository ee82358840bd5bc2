// partyserver.ts: a room of partyserver that says to all what one says, hibernation on. Runs in workerd.

import { type Connection, routePartykitRequest, Server } from "partyserver";

export class Chat extends Server {
  static readonly options = { hibernate: true };

  onMessage(_connection: Connection, text: string): void {
    this.broadcast(text);
  }
}

export default {
  async fetch(request: Request, env: object): Promise<Response> {
    if (new URL(request.url).pathname === "/api/health") return new Response("up");
    return (await routePartykitRequest(request, env)) ?? new Response("no such room", { status: 404 });
  },
};

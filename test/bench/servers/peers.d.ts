// What the benchmark uses of its peers, which only the benchmark installs.

declare module "ioredis" {
  export class Redis {
    constructor(options: { host: string; port: number });
    subscribe(channel: string): Promise<unknown>;
    publish(channel: string, message: string): Promise<number>;
    on(event: "message", listener: (channel: string, message: string) => void): this;
  }
}

declare module "@socket.io/redis-adapter" {
  export type Adapter = { readonly kind: "adapter" };
  export function createAdapter(publisher: unknown, subscriber: unknown): Adapter;
}

declare module "socket.io" {
  type Socket = {
    readonly handshake: { readonly query: { readonly room?: string } };
    join(room: string): Promise<void> | void;
    on(event: "say", listener: (text: string) => void): void;
  };
  export class Server {
    constructor(options: { adapter: object; transports: string[]; perMessageDeflate: boolean });
    on(event: "connection", listener: (socket: Socket) => void): void;
    to(room: string): { emit(event: "say", text: string): void };
    listen(port: number): void;
  }
}

declare module "partyserver" {
  export type Connection = { readonly id: string };
  export class Server {
    broadcast(text: string): void;
  }
  export function routePartykitRequest(request: Request, env: object): Promise<Response | null>;
}

declare namespace Bun {
  type Data = { readonly room: string };
  type ServerWebSocket = {
    readonly data: Data;
    subscribe(topic: string): void;
    publish(topic: string, text: string): void;
  };
  function serve(options: {
    hostname: string;
    port: number;
    fetch(
      request: Request,
      server: { upgrade(request: Request, options: { data: Data }): boolean },
    ): Response | undefined;
    websocket: {
      perMessageDeflate: boolean;
      publishToSelf: boolean;
      open(socket: ServerWebSocket): void;
      message(socket: ServerWebSocket, text: string): void;
    };
  }): unknown;
}

// proxy.ts: a TCP proxy between one client and the server, whose weather is the test's to make.

import { createServer, type Server, type Socket } from "node:net";
import { FAIR, Line, type Weather } from "./line.ts";

export class Proxy {
  readonly port: number;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  /** Server ends of black holes whose client has left. */
  readonly #orphans = new Set<Socket>();
  #weather: Weather = FAIR;
  #acksLost = 0;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** Listens on a free port of 127.0.0.1. `random` decides which acks are lost. */
  static async start(targetPort: number, random: () => number): Promise<Proxy> {
    const server = createServer({ noDelay: true });
    const port = await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (address === null || typeof address === "string") reject(new Error("the proxy got no port"));
        else resolve(address.port);
      });
    });
    const proxy = new Proxy(server, port);
    server.on("connection", (client) => proxy.#take(client, targetPort, random));
    return proxy;
  }

  /** Acks that were dropped so far. */
  get acksLost(): number {
    return this.#acksLost;
  }

  /** The connections that are open now. */
  get lines(): readonly Line[] {
    return [...this.#lines];
  }

  get weather(): Weather {
    return this.#weather;
  }

  set weather(weather: Weather) {
    this.#weather = weather;
    for (const line of this.#lines) line.repace();
  }

  /** Fair weather; black holes stay what they are until their client gives them up. */
  calm(): void {
    this.weather = FAIR;
    for (const orphan of this.#orphans) orphan.destroy();
    this.#orphans.clear();
  }

  async stop(): Promise<void> {
    this.calm();
    for (const line of this.#lines) line.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #take(client: Socket, targetPort: number, random: () => number): void {
    const line = new Line(client, targetPort, {
      weather: () => this.#weather,
      random,
      onAckLost: () => (this.#acksLost += 1),
      onGone: (gone, orphan) => {
        this.#lines.delete(gone);
        if (orphan === undefined) return;
        this.#orphans.add(orphan);
        orphan.once("close", () => this.#orphans.delete(orphan));
      },
    });
    this.#lines.add(line);
  }
}

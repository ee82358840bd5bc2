// The HTTP side of the model of the server: event streams, polls and commands, over a network that a test spoils.

import { ERRORS, isErrorCode } from "../../src/protocol/errors.ts";
import { type FakeServer, FakeSocket } from "./fake-server.ts";

type Clock = { readonly now: () => number; readonly setTimeout: (run: () => void, ms: number) => unknown };
type Asked = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly atMs: number };

const HEARTBEAT_MS = 15_000;
const POLL_EVENTS = 500;

export class FakeHttp {
  /** Every request so far. */
  readonly asked: Asked[] = [];
  /** Streams are kept back by something between, which gives them when they end: they do not. */
  holdsStreams = false;
  /** What comes on a stream is gathered for this long, and then given at once. */
  gathersForMs = 0;
  /** Something between ends every response after this long. */
  cutsAfterMs = Infinity;
  /** The answers of so many commands are lost: the room has done them. */
  answersToLose = 0;
  /** A command is this long on its way, and arrives although its sender hung up meanwhile. */
  commandMs = 0;
  /** Requests get no answer, and no refusal. */
  isDeaf = false;
  /** Something happened since the last look. */
  moved = false;
  /** So many searches find an index that does not reach the newest. */
  partialSearches = 0;
  readonly #server: FakeServer;
  readonly #clock: Clock;
  #guests = 0;

  constructor(server: FakeServer, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
  }

  fetch = (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    const method = init.method ?? "GET";
    this.asked.push({ method, path: url.pathname, query: url.searchParams, atMs: this.#clock.now() });
    this.moved = true;
    return new Promise((resolve, reject) => {
      const { signal } = init;
      const abort = () => reject(new DOMException("aborted", "AbortError"));
      signal?.addEventListener("abort", abort);
      if (signal?.aborted === true) return abort();
      if (this.isDeaf) return;
      if (this.#server.isDown) return reject(new TypeError("no network"));
      this.#clock.setTimeout(() => reject(new TypeError("cut")), this.cutsAfterMs);
      void this.#answer(url, method, init).then((response) => {
        this.moved = true;
        resolve(response);
      }, reject);
    });
  };

  /** Of one path's end, in order. */
  asks(end: string): Asked[] {
    return this.asked.filter(({ path }) => path.endsWith(end));
  }

  async #answer(url: URL, method: string, init: RequestInit): Promise<Response> {
    const server = this.#server;
    const headers = new Headers(init.headers);
    const bearer = headers.get("authorization")?.replace("Bearer ", "");
    const member = bearer ?? (init.credentials === "omit" ? undefined : server.cookieMember);
    const path = url.pathname.replace("/api/rooms/lobby", "");
    if (url.pathname === "/api/health") return Response.json({ ok: true, version: "0" });
    if (url.pathname === "/api/session") {
      const id = member ?? (method === "POST" ? `g_${++this.#guests}` : undefined);
      if (id === undefined) return problem("unauthenticated", "unable to tell; there is no session");
      return Response.json({ token: id, expiresAt: 1, member: { id, name: id } }, { status: 201 });
    }
    if (server.refuseEntry !== undefined) {
      const { code, message, retryAfterMs } = server.refuseEntry.error;
      return problem(code, message, retryAfterMs);
    }
    switch (path) {
      case "":
        return Response.json({ ...server.room, ...this.#place(), members: server.live.length });
      case "/members":
        return Response.json(this.#members());
      case "/values":
        return Response.json({ values: Object.fromEntries(server.values) });
      case "/search": {
        this.partialSearches -= 1;
        const found = server.messages().filter(({ text = "" }) => text.includes(url.searchParams.get("q") ?? ""));
        return Response.json({
          messages: found.toReversed(),
          more: false,
          ...(this.partialSearches >= 0 ? { partial: true } : {}),
        });
      }
      case "/standings": {
        const after = url.searchParams.get("after") ?? "";
        const ids = ["g_a", "g_b"].filter((id) => id > after);
        const standings = ids.slice(0, 1).map((id) => ({ member: { id, name: id }, ban: { reason: "spam" } }));
        return Response.json({ standings, more: ids.length > 1 });
      }
      case "/commands":
        return this.#command(member, typeof init.body === "string" ? init.body : "");
      case "/events":
        return this.#stream(url, member ?? "", init.signal ?? undefined);
      case "/poll":
        return this.#poll(member ?? "", url.searchParams);
      default:
        return problem("not_found", "unable to answer; there is no such route");
    }
  }

  #place(): { epoch: string; head: number } {
    const { epoch, head } = this.#server.standing(null);
    return { epoch, head };
  }

  #members(): Record<string, unknown> {
    const ids = [...new Set(this.#server.live.map(({ member }) => member))];
    const list = ids.map((id) => ({ id, name: this.#server.nameOf(id), role: "member" }));
    return { count: list.length, complete: true, list };
  }

  async #command(member: string | undefined, text: string): Promise<Response> {
    if (member === undefined) return problem("unauthenticated", "unable to run command; there is no session");
    if (this.commandMs > 0) await new Promise<void>((resolve) => this.#clock.setTimeout(resolve, this.commandMs));
    const server = this.#server;
    const caller = new FakeSocket(server, "http://chat.test/", []);
    server.sockets.splice(server.sockets.indexOf(caller), 1);
    caller.member = member;
    server.receive(caller, text);
    if (this.answersToLose > 0) {
      this.answersToLose -= 1;
      throw new TypeError("cut");
    }
    const [answer] = caller.down;
    if (answer === undefined) return new Response(null, { status: 204 });
    const frame = JSON.parse(answer) as { type: string; code: string; message: string; retryAfterMs?: number };
    return frame.type === "error" ? problem(frame.code, frame.message, frame.retryAfterMs) : Response.json(frame);
  }

  #stream(url: URL, member: string, signal: AbortSignal | undefined): Response {
    const server = this.#server;
    const socket = new FakeSocket(server, url.href, []);
    socket.readyState = 1;
    socket.member = member;
    const encoder = new TextEncoder();
    let gathered = "";
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const write = (text: string) => {
          this.moved = true;
          if (this.holdsStreams || socket.isDeaf || socket.readyState !== 1) return;
          const isFirst = gathered === "";
          gathered += text;
          if (this.gathersForMs === 0) flush();
          else if (isFirst) this.#clock.setTimeout(flush, this.gathersForMs);
        };
        const flush = () => {
          if (socket.readyState === 1) controller.enqueue(encoder.encode(gathered));
          gathered = "";
        };
        const cut = () => {
          if (socket.readyState === 3) return;
          socket.readyState = 3;
          controller.error(new TypeError("cut"));
        };
        const beat = () => {
          write(":\n\n");
          if (socket.readyState === 1) this.#clock.setTimeout(beat, HEARTBEAT_MS);
        };
        this.#clock.setTimeout(beat, HEARTBEAT_MS);
        this.#clock.setTimeout(cut, this.cutsAfterMs);
        signal?.addEventListener("abort", cut);
        socket.addEventListener("message", ({ data }) => {
          const { type } = JSON.parse(String(data)) as { type: string };
          write(`event: ${type === "error" ? "fault" : type}\ndata: ${String(data)}\n\n`);
        });
        socket.addEventListener("close", ({ code, reason }) => {
          if (code === 1006) return controller.error(new TypeError("cut"));
          controller.enqueue(encoder.encode(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`));
          controller.close();
        });
      },
    });
    server.welcome(socket, url.searchParams.get("since"));
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  async #poll(member: string, query: URLSearchParams): Promise<Response> {
    const server = this.#server;
    const since = query.get("since");
    const isDue = () => server.standing(since).after?.length !== 0;
    if (!isDue()) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          if (!isDue()) return;
          server.waiting.delete(wake);
          resolve();
        };
        server.waiting.add(wake);
        this.#clock.setTimeout(resolve, Number(query.get("waitMs") ?? 25_000));
      });
    }
    const { epoch, head, after } = server.standing(since);
    if (after === undefined)
      return Response.json({
        events: [],
        cursor: `${epoch}:${head}`,
        recovered: false,
        snapshot: server.snapshot(),
        ...server.ownOf(member),
      });
    const events = after.slice(0, POLL_EVENTS);
    return Response.json({ events, cursor: `${epoch}:${head - after.length + events.length}`, recovered: true });
  }
}

function problem(code: string, detail: string, retryAfterMs?: number): Response {
  const status = isErrorCode(code) ? ERRORS[code].status : 400;
  const body = { type: "about:blank", title: "no", status, code, detail, retryAfterMs };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });
}

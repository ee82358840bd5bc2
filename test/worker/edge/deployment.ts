// deployment.ts: the Worker as one deployment in one isolate: its variables, what it remembers, and what it touches.

import { env } from "cloudflare:workers";
import worker from "../../../src/worker.ts";
import type { Env } from "../../../src/env.ts";
import { type Problem, problemSchema } from "../../../src/protocol/http.ts";
import * as v from "valibot";
import { Inbox } from "../../support/inbox.ts";
import { type Entrance, isPlain, Member, Person, UpgradeRefused, upgradeOf } from "../../support/person.ts";

export { newId, newRoom } from "../../support/person.ts";

export const SECRET = "a secret of the tests, of more than 32 characters";
export const OWN_ORIGIN = "https://chat.example";
export const LOCAL_ORIGIN = "http://localhost:8787";

/** As a visitor can ask; `cf` is the platform's. */
export type Init = RequestInit<IncomingRequestCfProperties>;

type Variables = Partial<
  Pick<
    Env,
    | "AUTH_SECRET"
    | "ALLOWED_ORIGINS"
    | "AUTH_JWKS"
    | "RATE_LIMITS"
    | "PLAIN_MODE"
    | "ROOM_CREATION"
    | "ADMINS"
    | "OPERATOR_KEY"
    | "METRICS_TOKEN"
    | "TELEMETRY"
    | "OPEN_ROOMS"
    | "ACCESS_TEAM"
    | "ACCESS_AUD"
    | "TURNSTILE_SITEKEY"
    | "TURNSTILE_SECRET"
    | "TURNSTILE_VERIFY"
  >
>;

/** What the Worker exports as its handler; the tests give it no context, since it needs none. */
const { fetch: handle } = worker;

/**
 * Each has an isolate's memory of its own and starts with none. All share the one Lobby and the rooms, so two of them
 * are two isolates of the same deployment.
 */
export class Deployment {
  readonly origin: string;
  /** Names of the rooms whose object was asked for, in order. */
  readonly touched: string[] = [];
  /** How often the Lobby was asked for. */
  lobbyAsked = 0;
  isLobbyReachable = true;
  /** What asking for a room throws, if anything. */
  roomFault: Error | undefined;
  readonly #env: Env;

  constructor(variables: Variables = { AUTH_SECRET: SECRET }, origin = OWN_ORIGIN) {
    this.origin = origin;
    this.#env = {
      ROOM: watch(env.ROOM, (name) => {
        this.touched.push(name);
        if (this.roomFault !== undefined) throw this.roomFault;
      }),
      RELAY: env.RELAY,
      LOBBY: watch(env.LOBBY, () => {
        this.lobbyAsked += 1;
        if (!this.isLobbyReachable) throw new Error("the Lobby is away");
      }),
      ASSETS: env.ASSETS,
      ...variables,
    };
  }

  async fetch(path: string, init: Init = {}): Promise<Response> {
    return handle(
      new Request<unknown, IncomingRequestCfProperties>(`${this.origin}${path}`, { redirect: "manual", ...init }),
      this.#env,
    );
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, { headers });
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  /** A new guest by `POST /api/session`. */
  async guest(name: string): Promise<{ token: string; id: string }> {
    const response = await this.post("/api/session", { name });
    const { token, member } = v.parse(
      v.object({ token: v.string(), member: v.object({ id: v.string() }) }),
      await response.json(),
    );
    return { token, id: member.id };
  }

  /** Asks for the upgrade and gives whatever answers: a WebSocket not yet accepted, or a problem. */
  async knock(room: string | undefined, entrance: Entrance = {}): Promise<Response> {
    const { path, protocols, headers } = upgradeOf(room, entrance);
    const asked = protocols.length === 0 ? {} : { "sec-websocket-protocol": protocols.join(", ") };
    return this.get(path, { upgrade: "websocket", "sec-websocket-version": "13", ...asked, ...headers });
  }

  /** Opens a connection without waiting for a welcome. */
  async connect(room: string | undefined, entrance: Entrance = {}): Promise<Person> {
    const { line, inbox, protocol } = await this.#open(room, entrance);
    return new Person(line, inbox, protocol);
  }

  /** Enters a room and waits for the welcome. */
  async join(room: string | undefined, entrance: Entrance = {}): Promise<Member> {
    const { line, inbox, protocol } = await this.#open(room, entrance);
    return new Member(line, inbox, protocol, await inbox.next("welcome"));
  }

  async #open(room: string | undefined, entrance: Entrance) {
    const response = await this.knock(room, entrance);
    const socket = response.webSocket;
    if (socket === null) throw new UpgradeRefused(response.status, response.headers, await response.text());
    const inbox = new Inbox(entrance.name ?? "a guest", { plain: isPlain(entrance) });
    socket.addEventListener("message", ({ data }) => inbox.receive(typeof data === "string" ? data : "a binary frame"));
    socket.addEventListener("close", ({ code, reason }) => inbox.end({ code, reason }));
    socket.accept();
    return { line: socket, inbox, protocol: response.headers.get("sec-websocket-protocol") ?? "" };
  }
}

/** Reads a problem, and checks that it is one in form, type and status. */
export async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text();
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${response.status} ${type} is no problem: ${text}`);
  const problem = v.parse(problemSchema, JSON.parse(text));
  if (problem.status !== response.status) throw new Error(`${response.status} says in its body that it is ${text}`);
  return problem;
}

/** The namespace as it is, telling of each object that is asked for. */
function watch<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  asked: (name: string) => void,
): DurableObjectNamespace<T> {
  return new Proxy(namespace, {
    get(target, property) {
      if (property === "getByName") {
        return (name: string) => {
          asked(name);
          return target.getByName(name);
        };
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

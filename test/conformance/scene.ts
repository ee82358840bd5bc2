// scene.ts: what a rule works with: a deployment, people with sessions, rooms with random names.

import { randomBytes } from "node:crypto";
import { Broken, isObject, type Json, type JsonObject, numberAt, parseJson, show, stringAt } from "./json.ts";
import { dial, type Dialling, newId, Refused, type Wire } from "./wire.ts";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json | undefined;
};

export type Asking = {
  readonly token?: string;
  readonly body?: Json;
  /** In place of `body`, as it stands. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Session = { readonly id: string; readonly name: string; readonly token: string };

/** How somebody comes in. */
export type Entering = Dialling & {
  /** Sent as a bearer header. */
  readonly token?: string;
  readonly since?: string;
  readonly query?: Readonly<Record<string, string>>;
};

/** A client that is in, and the welcome that said so. */
export type Present = Wire & { readonly welcome: JsonObject };

/** The people of a run: few, since a deployment makes 10 guests a minute for one network (contract 6). */
export const PEOPLE = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;
export type Name = (typeof PEOPLE)[number];

/** Longest wait for a place among the new guests, and how often it is taken. */
const GUEST_WAIT_MS = 70_000;
const GUEST_TRIES = 3;

/** One deployment, and the sessions made there. Shared by all scenes of a run. */
export class Deployment {
  readonly origin: string;
  readonly limits: "on" | "off";
  readonly #sessions: Map<Name, Promise<Session>>;

  constructor(origin: string, limits: "on" | "off", sessions = new Map<Name, Promise<Session>>()) {
    this.origin = origin;
    this.limits = limits;
    this.#sessions = sessions;
  }

  /** The same deployment and people, now that its limits are known. */
  withLimits(limits: "on" | "off"): Deployment {
    return new Deployment(this.origin, limits, this.#sessions);
  }

  get isLocal(): boolean {
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(this.origin).hostname);
  }

  session(name: Name): Promise<Session> {
    const known = this.#sessions.get(name) ?? makeSession(this.origin, name);
    this.#sessions.set(name, known);
    return known;
  }
}

/** What one rule opens, so that all of it can be closed. */
export class Scene {
  readonly deployment: Deployment;
  readonly #wires: Wire[] = [];

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  /** A room that nobody has been in. */
  room(): string {
    return `conformance-${randomBytes(8).toString("hex")}`;
  }

  session(name: Name): Promise<Session> {
    return this.deployment.session(name);
  }

  /** Makes a guest of this rule's own. */
  newSession(name: string): Promise<Session> {
    return makeSession(this.deployment.origin, name);
  }

  /** Enters as one of the people and waits for the welcome. */
  async join(room: string | undefined, name: Name, entering: Entering = {}): Promise<Present> {
    return this.enter(room, name, { token: (await this.session(name)).token, ...entering });
  }

  /** Enters as the entering says and waits for the welcome. */
  async enter(room: string | undefined, who: string, entering: Entering = {}): Promise<Present> {
    const wire = await this.knock(room, who, entering);
    const welcome = await wire.next("welcome");
    return Object.assign(wire, { welcome });
  }

  /** Opens a socket without waiting for a welcome. Waits where there were too many new guests. */
  async knock(room: string | undefined, who: string, entering: Entering = {}): Promise<Wire> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.knockOnce(room, who, entering);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 429 || tries === GUEST_TRIES) throw error;
        await waitFor(error.headers);
      }
    }
  }

  /** Opens a socket, or throws `Refused`. */
  async knockOnce(room: string | undefined, who: string, entering: Entering = {}): Promise<Wire> {
    const query = new URLSearchParams(entering.query);
    if (entering.since !== undefined) query.set("since", entering.since);
    const path = `/ws${room === undefined ? "" : `/${room}`}${query.size === 0 ? "" : `?${query.toString()}`}`;
    const { token, protocols, patienceMs } = entering;
    const wire = await dial(new URL(path, this.deployment.origin.replace(/^http/, "ws")), who, {
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...entering.headers },
      ...(protocols === undefined ? {} : { protocols }),
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
    this.#wires.push(wire);
    return wire;
  }

  /** How an upgrade is refused before it becomes a WebSocket. */
  async refusal(room: string | undefined, entering: Entering = {}): Promise<Answer> {
    let wire: Wire;
    try {
      wire = await this.knock(room, "somebody to be refused", entering);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { status: error.status, headers: error.headers, text: error.body, json: parseJson(error.body) };
    }
    throw new Broken(`the upgrade should have been refused, but became a WebSocket of "${wire.protocol}"`);
  }

  http(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    return request(this.deployment.origin, method, path, asking);
  }

  /**
   * Says this many things in a room, as fast as its limits let five people. Gives the seq of the last.
   * The caller may be in the room already; what is said here comes to it as events.
   */
  async fill(room: string, amount: number, content: (index: number) => JsonObject): Promise<number> {
    const people = await Promise.all(
      PEOPLE.slice(0, Math.max(1, Math.ceil(amount / 20))).map((name) => this.join(room, name)),
    );
    let next = 0;
    let last = 0;
    const talk = async (person: Present): Promise<void> => {
      while (next < amount) {
        const command = { type: "send", id: newId(), ...content(next) };
        next += 1;
        let answer = await person.ask(command);
        while (answer["type"] === "error" && ["rate_limited", "slow_mode"].includes(stringAt(answer, "code"))) {
          await sleep(numberAt(answer, "retryAfterMs"));
          answer = await person.ask(command);
        }
        if (answer["type"] !== "ack") throw new Broken(`a message was answered ${show(answer)}`);
        last = Math.max(last, numberAt(answer, "seq"));
        if (next % 20 === 0) await person.ping();
      }
    };
    await Promise.all(people.map(talk));
    for (const person of people) person.vanish();
    return last;
  }

  /** Ends what is still open. */
  end(): void {
    for (const wire of this.#wires) wire.vanish();
  }
}

/** Asks, and holds every refusal of the API to its form (contract 9). */
export async function request(origin: string, method: string, path: string, asking: Asking = {}): Promise<Answer> {
  const body = asking.raw ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
  const response = await fetch(new URL(path, origin), {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(asking.token === undefined ? {} : { authorization: `Bearer ${asking.token}` }),
      ...asking.headers,
    },
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text, json: parseJson(text) };
  if (path.startsWith("/api/") && answer.status >= 400 && method !== "HEAD") holdToForm(answer, `${method} ${path}`);
  return answer;
}

/** Throws `Broken` where the answer is not a refusal with this status and code. */
export function expectProblem(what: string, answer: Answer, status: number, code: string | readonly string[]): void {
  const codes = typeof code === "string" ? [code] : code;
  const shown = `${answer.status} ${answer.text.slice(0, 200)}`;
  if (answer.status !== status) throw new Broken(`${what} should be answered ${status}, but was answered ${shown}`);
  holdToForm(answer, what);
  if (!codes.includes(stringAt(answer.json, "code")))
    throw new Broken(`${what} should have the code ${codes.join(" or ")}: ${shown}`);
}

/** RFC 9457 with `code` (contract 9), worded "unable to …; …" (contract 6). */
function holdToForm(answer: Answer, what: string): void {
  const type = answer.headers.get("content-type") ?? "";
  const problem = (reason: string) =>
    new Broken(`${what} was refused with ${reason}: ${answer.status} ${answer.text.slice(0, 200)}`);
  if (!type.startsWith("application/problem+json")) throw problem(`the type "${type}", not application/problem+json`);
  if (!isObject(answer.json) || typeof answer.json["code"] !== "string") throw problem("no code");
  if (answer.json["status"] !== undefined && answer.json["status"] !== answer.status)
    throw problem("another status inside");
  if (answer.text.includes("    at ")) throw problem("a stack");
  if (answer.status === 429 && answer.headers.get("retry-after") === null) throw problem("no Retry-After");
}

async function makeSession(origin: string, name: string): Promise<Session> {
  for (let tries = 1; ; tries += 1) {
    const answer = await request(origin, "POST", "/api/session", { body: { name } });
    if (answer.status === 201) {
      const { json } = answer;
      return { id: stringAt(json, "member.id"), name: stringAt(json, "member.name"), token: stringAt(json, "token") };
    }
    if (answer.status !== 429 || tries === GUEST_TRIES)
      throw new Broken(`unable to make a guest: ${answer.status} ${answer.text.slice(0, 200)}`);
    await waitFor(answer.headers);
  }
}

async function waitFor(headers: Headers): Promise<void> {
  const waitMs = (Number(headers.get("retry-after") ?? 60) || 60) * 1000;
  if (waitMs > GUEST_WAIT_MS) throw new Broken(`new guests should be 10 a minute, but the wait would be ${waitMs} ms`);
  await sleep(waitMs);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

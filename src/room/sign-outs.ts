// Ends connections whose session was signed out: asks the Lobby before the first delivery after a sleep, then once a minute.

import type { Env } from "../env.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Attendance } from "./attendance.ts";
import { logFault } from "../sockets/log-fault.ts";
import type { Teller } from "./teller.ts";

/** A signed-out session's sockets close within 60 s of their room being awake (contract 9). */
const ASK_EVERY_MS = 50_000;
/** A Lobby out of reach holds nothing up for longer: only a late sign-out is missed, and asked for again. */
const LOBBY_WAIT_MS = 2_000;

export class SignOuts {
  readonly #env: Env;
  readonly #attendance: Attendance;
  readonly #teller: Teller;
  /** Undefined until this instance has asked. */
  #askedAt: number | undefined;
  /** The first asking after a sleep, while it goes on: nothing is delivered before. */
  #first: Promise<void> | undefined;

  constructor(env: Env, attendance: Attendance, teller: Teller) {
    this.#env = env;
    this.#attendance = attendance;
    this.#teller = teller;
  }

  /** Undefined where nothing has to be awaited, which is all but the first time after a sleep. */
  checked(now: number): Promise<void> | undefined {
    if (this.#first !== undefined || (this.#askedAt !== undefined && now - this.#askedAt < ASK_EVERY_MS))
      return this.#first;
    const isFirst = this.#askedAt === undefined;
    this.#askedAt = now;
    const sessions = this.#sessions();
    if (sessions.length === 0) return undefined;
    const asked = this.#ask(sessions, now);
    if (!isFirst) return undefined;
    this.#first = asked.finally(() => (this.#first = undefined));
    return this.#first;
  }

  /** About those who are here, not for what is new: a session may have entered after its sign-out, by a stale list. */
  async #ask(sessions: readonly string[], now: number): Promise<void> {
    const tally = this.#teller.take(now);
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error("the Lobby did not answer in time")), LOBBY_WAIT_MS);
    try {
      const asked = this.#env.LOBBY.getByName(LOBBY_NAME).check(sessions, tally);
      const { signedOut, ...answer } = await Promise.race([asked, tooLate]);
      if (tally !== undefined) this.#teller.heard(tally, answer);
      const ended = new Set(signedOut);
      for (const session of this.#attendance.sessions.all) {
        if (session.tokenSession === undefined || !ended.has(session.tokenSession)) continue;
        this.#attendance.end(session, new ChatError("unauthenticated", "unable to go on; the session was signed out"));
      }
    } catch (error) {
      if (tally !== undefined) this.#teller.lost(tally);
      logFault("sign-outs", error);
    } finally {
      clearTimeout(timer);
    }
  }

  #sessions(): string[] {
    const sessions = new Set<string>();
    for (const { tokenSession } of this.#attendance.sessions.all) {
      if (tokenSession !== undefined) sessions.add(tokenSession);
    }
    return [...sessions];
  }
}

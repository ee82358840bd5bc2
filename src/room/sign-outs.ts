// Ends connections whose session was signed out: asks the Lobby before the first delivery after a sleep, then once a minute.

import type { Env } from "../env.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Attendance } from "./attendance.ts";
import { logFault } from "./log-fault.ts";

/** A signed-out session's sockets close within 60 s of their room being awake (contract 9). */
const ASK_EVERY_MS = 50_000;
/** A Lobby out of reach holds nothing up for longer: only a late sign-out is missed, and asked for again. */
const LOBBY_WAIT_MS = 2_000;

export class SignOuts {
  readonly #env: Env;
  readonly #attendance: Attendance;
  /** Undefined until this instance has asked. */
  #askedAt: number | undefined;
  /** The place in the Lobby's list up to which it was read. */
  #last: number | undefined;
  #asking: Promise<void> | undefined;

  constructor(env: Env, attendance: Attendance) {
    this.#env = env;
    this.#attendance = attendance;
  }

  /** Undefined where nothing has to be awaited, which is all but the first time after a sleep. */
  checked(now: number): Promise<void> | undefined {
    if (this.#asking !== undefined) return this.#last === undefined ? this.#asking : undefined;
    if (this.#askedAt !== undefined && now - this.#askedAt < ASK_EVERY_MS) return undefined;
    const isFirst = this.#askedAt === undefined;
    this.#askedAt = now;
    if (this.#sessions().length === 0) return undefined;
    this.#asking = this.#ask().finally(() => (this.#asking = undefined));
    return isFirst ? this.#asking : undefined;
  }

  async #ask(): Promise<void> {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error("the Lobby did not answer in time")), LOBBY_WAIT_MS);
    try {
      const lobby = this.#env.LOBBY.getByName(LOBBY_NAME);
      const asked = this.#last === undefined ? lobby.signedOutAmong(this.#sessions()) : lobby.signedOut(this.#last);
      const { sessions, last } = await Promise.race([asked, tooLate]);
      this.#last = last;
      const ended = new Set(sessions);
      for (const session of this.#attendance.sessions.all) {
        if (session.tokenSession === undefined || !ended.has(session.tokenSession)) continue;
        this.#attendance.end(session, new ChatError("unauthenticated", "unable to go on; the session was signed out"));
      }
    } catch (error) {
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

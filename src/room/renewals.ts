// Guests' tokens renewed over their connections, at a moment when the room is awake anyway: no timer, no wake-up.

import { logFault } from "../sockets/log-fault.ts";
import type { RenewSession } from "./loopback.ts";
import type { Session } from "../sockets/session.ts";

/** Between two tries for one connection. */
const TRY_AGAIN_MS = 60_000;

export class Renewals {
  readonly #renew: RenewSession;
  readonly #triedAt = new WeakMap<Session, number>();

  constructor(renew: RenewSession) {
    this.#renew = renew;
  }

  /** A command came. Nothing waits for the answer: the token in use goes on until its own end. */
  heard(session: Session, now: number): void {
    const asked = session.toRenew(now);
    if (asked === undefined || now - (this.#triedAt.get(session) ?? -Infinity) < TRY_AGAIN_MS) return;
    this.#triedAt.set(session, now);
    this.#renew(asked).then(
      (renewed) => {
        if (renewed === undefined) return;
        const { token, expiresAt, renewsAt } = renewed;
        session.prolong(expiresAt, renewsAt);
        session.send({ type: "session", token, expiresAt });
      },
      (error: unknown) => logFault("renew", error),
    );
  }
}

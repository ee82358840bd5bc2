// Exact rates per member and per network, over all connections and ways in. They refill in 10 s at most, so a sleep may forget them.

import { ChatError } from "../protocol/errors.ts";
import {
  JOIN_BURST,
  JOINS_PER_SECOND,
  LOOKUP_BURST,
  LOOKUPS_PER_SECOND,
  NETWORK_SHARE,
  WELCOME_LIMITS,
} from "../protocol/limits.ts";
import type { Asker } from "../rules/entry.ts";
import { type Bucket, fullBucket, type Rate, refill, take, type Taken } from "../rules/rate-limit.ts";
import type { Session } from "../sockets/session.ts";

const CONNECTION_SIGNALS: Rate = { burst: WELCOME_LIMITS.signalBurst, perSecond: WELCOME_LIMITS.signalsPerSecond };

const RATES = {
  /** Commands that make events, and others that write. */
  command: { burst: WELCOME_LIMITS.burst, perSecond: WELCOME_LIMITS.perSecond },
  /** History, search and resume. */
  lookup: { burst: LOOKUP_BURST, perSecond: LOOKUPS_PER_SECOND },
  /** Typing, signals, values and read positions of whoever comes without a connection. */
  remoteSignal: CONNECTION_SIGNALS,
  /** The same over all connections: as much as two devices may send. */
  signal: times(CONNECTION_SIGNALS, 2),
  /** Connections. */
  join: { burst: JOIN_BURST, perSecond: JOINS_PER_SECOND },
} as const satisfies Record<string, Rate>;

type Kind = keyof typeof RATES;

/** Who is counted; `network` where it is known. */
export type Payer = { readonly id: string; readonly network?: string | undefined };

/** Whoever looks without a token is known by their network alone; undefined where that is not told either. */
export function payerOf({ principal, network }: Asker): Payer | undefined {
  return principal ?? (network === undefined ? undefined : { id: network });
}

/** Full buckets are forgotten when so many are held, once in so long. */
const PRUNE_AT = 1000;
const PRUNE_EVERY_MS = 1000;

export class Limiter {
  readonly isEnabled: boolean;
  readonly #members = new Buckets(RATES);
  /** Of so many members: one who abuses it empties their own bucket first, and the others go on. */
  readonly #networks = new Buckets(sharedBy(NETWORK_SHARE));

  constructor(isEnabled: boolean) {
    this.isEnabled = isEnabled;
  }

  /** Takes one from the member's bucket and the network's, or throws `rate_limited` with the time to wait. */
  take(kind: Kind, payer: Payer, now: number): void {
    const retryAfterMs = this.#try(kind, payer, now);
    if (retryAfterMs === 0) return;
    const operation = kind === "join" ? "enter room" : "run command";
    throw new ChatError("rate_limited", `unable to ${operation}; too many in a short time`, { retryAfterMs });
  }

  /** True where a typing, signal, value or read frame is within its connection's, member's and network's rate. */
  maySignal(session: Session, now: number): boolean {
    if (!this.isEnabled) return true;
    return session.maySignal(now) && this.#try("signal", session.asMember, now) === 0;
  }

  /** Gives 0, or how long to wait: then nothing was taken from either bucket. */
  #try(kind: Kind, { id, network }: Payer, now: number): number {
    if (!this.isEnabled) return 0;
    const own = this.#members.look(kind, id, now);
    if (own.kind === "empty") return own.retryAfterMs;
    if (network !== undefined) {
      const shared = this.#networks.look(kind, network, now);
      if (shared.kind === "empty") return shared.retryAfterMs;
      this.#networks.keep(kind, network, shared.bucket, now);
    }
    this.#members.keep(kind, id, own.bucket, now);
    return 0;
  }
}

/** Buckets by kind and by whose they are. A full one is as good as none. */
class Buckets {
  readonly #rates: Readonly<Record<Kind, Rate>>;
  readonly #held: Readonly<Record<Kind, Map<string, Bucket>>> = {
    command: new Map(),
    lookup: new Map(),
    remoteSignal: new Map(),
    signal: new Map(),
    join: new Map(),
  };
  #prunedAt = 0;

  constructor(rates: Readonly<Record<Kind, Rate>>) {
    this.#rates = rates;
  }

  look(kind: Kind, whose: string, now: number): Taken {
    const rate = this.#rates[kind];
    return take(this.#held[kind].get(whose) ?? fullBucket(rate, now), rate, now);
  }

  keep(kind: Kind, whose: string, bucket: Bucket, now: number): void {
    const held = this.#held[kind];
    held.set(whose, bucket);
    if (held.size <= PRUNE_AT || Math.abs(now - this.#prunedAt) < PRUNE_EVERY_MS) return;
    this.#prunedAt = now;
    const rate = this.#rates[kind];
    for (const [id, known] of held) if (refill(known, rate, now).tokens >= rate.burst) held.delete(id);
  }
}

function sharedBy(members: number): Readonly<Record<Kind, Rate>> {
  return {
    command: times(RATES.command, members),
    lookup: times(RATES.lookup, members),
    remoteSignal: times(RATES.remoteSignal, members),
    signal: times(RATES.signal, members),
    join: times(RATES.join, members),
  };
}

function times(rate: Rate, factor: number): Rate {
  return { burst: rate.burst * factor, perSecond: rate.perSecond * factor };
}

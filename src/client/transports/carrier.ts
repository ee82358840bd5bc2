// What carries frames between a client and its room, whatever it is made of.

/** What a failure says about the transport, where it says anything. */
export type Fault =
  /** No welcome came. */
  | "unwelcomed"
  /** It cannot work on this way, however often it is tried. */
  | "unfit"
  /** It worked, and was ended by something between. */
  | "cut";

export type CarrierEvents = {
  /** The text of one frame. */
  readonly message: (text: string) => void;
  /** It is over, with a code of contract 7. */
  readonly close: (code: number, reason: string, fault?: Fault) => void;
};

/**
 * Tells nothing before the call that opened it has returned, `close` at most once, and nothing after it is over or let
 * go of. Whoever opens it owns it, and lets go of it with `close`.
 */
export type Carrier = {
  /** Takes the text of one command. False where there is no way now; a true is no promise that it arrives. */
  send(text: string): boolean;
  /**
   * Asks for a sign of life; the answer is a pong. `isUrgent`: somebody looks at the page, or the network changed, and
   * what was heard lately counts for less.
   */
  ping(isUrgent: boolean): void;
  /** Lets go of it without waiting for its end. */
  close(): void;
};

// Holds the connection that the link uses, on the rung that the ladder names, and moves it to another one on the way.

import { CLOSE } from "../../protocol/close-codes.ts";
import { PONG } from "../../protocol/codec.ts";
import { createAlarm } from "../alarm.ts";
import { WELCOME_TIMEOUT_MS } from "../connection.ts";
import type { Carrier, CarrierEvents, Fault } from "./carrier.ts";
import * as ladders from "./ladder.ts";
import { loadOverHttp, openRung } from "./open-rung.ts";
import type { Passage } from "./passage.ts";
import { isReachable } from "./reachable.ts";
import { createRungMemory } from "./rung-memory.ts";
import { startTrial, type Trial } from "./trial.ts";
import type { TransportName } from "./transport-name.ts";

/** A connection without a welcome for this long is given up, where HTTP answers meanwhile. */
export const PATIENCE_MS = 8000;

export type ClimberOptions = {
  readonly passage: Passage;
  /** Those that may be used, in their order; one at least. */
  readonly transports: readonly TransportName[];
  /** Runs all that one change of connection causes. */
  readonly batch: (run: () => void) => void;
  /** What was under way over the former connection is lost with it. A welcome follows at once. */
  readonly onMove: () => void;
};

export type Climber = {
  /** Of the connection held, or of the next one. */
  readonly transport: TransportName;
  /** Opens a connection on the rung that is due. One at a time is held. */
  open(events: CarrierEvents): Carrier;
  /** The connection held has its welcome. */
  welcomed(): void;
  /** The network is another one. */
  networkChanged(): void;
  /** Moves to a fresh connection of the same kind within this time. */
  renew(withinMs: number): void;
};

/** The connection held; its carrier changes when it moves. */
type Line = {
  readonly events: CarrierEvents;
  transport: TransportName;
  carrier: Carrier | undefined;
  readonly openedAtMs: number;
  welcomedAtMs: number | undefined;
};

export function createClimber({ passage, transports, batch, onMove }: ClimberOptions): Climber {
  const { environment } = passage;
  const memory = createRungMemory(environment, passage.origin);
  let ladder = ladders.createLadder(transports, memory.recall(), environment.now());
  let line: Line | undefined;
  let trial: Trial | undefined;
  const patience = createAlarm(environment, () => line !== undefined && void giveUp(line));
  const climb = createAlarm(environment, () => {
    move(ladder.rungs[0] ?? ladders.rungOf(ladder), () => turn(ladders.stayed(ladder, environment.now())));
  });
  const renewal = createAlarm(environment, () => {
    const held = line;
    if (held !== undefined) move(held.transport, () => end(held, CLOSE.restart, "server asked to come back"));
  });

  function turn(next: ladders.Ladder): void {
    const isOther = next.at !== ladder.at || next.holdsUntilMs !== ladder.holdsUntilMs;
    ladder = next;
    if (isOther) memory.keep(ladder);
    climb.set(line?.welcomedAtMs !== undefined && ladder.at > 0 ? ladder.climbAtMs : undefined);
  }

  function release(held: Line): void {
    if (line !== held) return;
    line = undefined;
    trial?.cancel();
    trial = undefined;
    for (const alarm of [patience, climb, renewal]) alarm.set(undefined);
  }

  /** The connection is over by itself. */
  function end(held: Line, code: number, reason: string, fault?: Fault): void {
    if (line !== held) return;
    const isUnwelcomed = held.welcomedAtMs === undefined && code === CLOSE.lost;
    const blamed = fault ?? (isUnwelcomed ? "unwelcomed" : undefined);
    if (blamed !== undefined) void blame(held, blamed);
    release(held);
    held.carrier?.close();
    // A transport that cannot work ends the attempt, not the client, where there is another one.
    const isPassing = fault === "unfit" && ladder.rungs.length > 1;
    held.events.close(isPassing ? CLOSE.lost : code, reason);
  }

  /** Nothing is learned of a transport while nothing passes at all. */
  async function blame({ transport, openedAtMs, welcomedAtMs }: Line, fault: Fault): Promise<void> {
    const livedMs = environment.now() - (welcomedAtMs ?? openedAtMs);
    if (ladder.rungs.length === 1 || !(await isReachable(passage))) return;
    if (ladders.rungOf(ladder) !== transport) return;
    turn(ladders.failed(ladder, fault, livedMs, environment.now()));
    // Most likely it is needed next.
    void loadOverHttp().catch(() => undefined);
  }

  async function giveUp(held: Line): Promise<void> {
    if (ladder.rungs.length === 1 || !(await isReachable(passage)) || held.welcomedAtMs !== undefined) return;
    end(held, CLOSE.lost, "no welcome in time");
  }

  /** Tries another connection while this one goes on. */
  function move(transport: TransportName, onFailed: () => void): void {
    const held = line;
    if (held?.welcomedAtMs === undefined || trial !== undefined) return;
    const { events } = held;
    trial = startTrial({
      environment,
      cursor: passage.cursor,
      open: (trialEvents) => openRung(transport, passage, trialEvents),
      onGreeted: () => held.carrier?.close(),
      onReady(carrier, welcome) {
        trial = undefined;
        held.transport = transport;
        held.carrier = carrier;
        held.welcomedAtMs = environment.now();
        if (transport === ladder.rungs[0]) turn(ladders.climbed(ladder));
        batch(() => {
          onMove();
          // A ping that the former connection did not answer is answered by the welcome.
          events.message(PONG);
          events.message(welcome);
        });
        return eventsOf(held);
      },
      onFailed(wasGreeted) {
        trial = undefined;
        if (wasGreeted) end(held, CLOSE.lost, "connection lost");
        else onFailed();
      },
    });
  }

  function eventsOf(held: Line): CarrierEvents {
    return {
      message: held.events.message,
      close: (code, reason, fault) => end(held, code, reason, fault),
    };
  }

  return {
    get transport() {
      return line?.transport ?? ladders.rungOf(ladder);
    },
    open(events) {
      turn(ladders.begin(ladder, environment.now()));
      const transport = ladders.rungOf(ladder);
      const openedAtMs = environment.now();
      const opened: Line = { events, transport, carrier: undefined, openedAtMs, welcomedAtMs: undefined };
      line = opened;
      opened.carrier = openRung(transport, passage, eventsOf(opened));
      patience.set(openedAtMs + PATIENCE_MS);
      return {
        send: (text) => opened.carrier?.send(text) ?? false,
        ping: (isUrgent) => opened.carrier?.ping(isUrgent),
        close() {
          const isLate = environment.now() - openedAtMs >= WELCOME_TIMEOUT_MS;
          if (line === opened && opened.welcomedAtMs === undefined && isLate) void blame(opened, "unwelcomed");
          release(opened);
          opened.carrier?.close();
        },
      };
    },
    welcomed() {
      if (line === undefined) return;
      line.welcomedAtMs ??= environment.now();
      patience.set(undefined);
      turn(ladders.welcomed(ladder));
    },
    networkChanged() {
      turn(ladders.forgotten(ladder, environment.now()));
    },
    renew(withinMs) {
      renewal.set(environment.now() + environment.random() * withinMs);
    },
  };
}

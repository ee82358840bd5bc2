// calibration.ts: costs from small rooms that were measured, and how far off the model is for a larger one.

import type { Measured, RoomShape } from "./measured-room.ts";
import { type Costs, type Run, USUAL } from "./settings.ts";
import { type Talk, talk } from "./talk.ts";

const QUANTILES = [0.5, 0.9, 0.99] as const;

export type Comparison = {
  readonly what: string;
  readonly measured: number;
  readonly foretold: number;
  readonly offBy: number;
};

/** Two rooms give what a message costs by itself, and for each socket; the smaller one also how long it takes to be durable. */
export function calibrate(rooms: readonly Measured[]): Costs {
  const [small, large] = rooms;
  if (small === undefined || large === undefined) throw new Error("unable to calibrate; two rooms are needed");
  const frameMs = Math.max(0.001, (large.messageMs - small.messageMs) / (large.sockets - small.sockets));
  const { turnMs, decideMs } = USUAL.costs;
  // Nearly every turn is of one message here: how the two share what it costs was measured elsewhere.
  const scale = Math.max(0.01, small.messageMs - small.sockets * frameMs) / (turnMs + decideMs);
  const measured = { frameMs, turnMs: scale * turnMs, decideMs: scale * decideMs };
  const local = { ...USUAL.costs, ...measured, lastMileMs: 0, withinRegionMs: 0 };
  // What is left of the smaller room's median once its processor's part is taken off.
  const gateMs = Math.max(
    0,
    small.latencies.quantile(0.5) -
      foretell(small, slowed({ ...local, gateMs: 0 }, small.waited)).latencies.quantile(0.5),
  );
  return { ...local, gateMs };
}

/** The costs of a thread that waits for its core, which others have, for that part of the time in which it has work. */
function slowed(costs: Costs, waited: number): Costs {
  const factor = 1 / (1 - waited);
  const { frameMs, turnMs, decideMs } = costs;
  return { ...costs, frameMs: factor * frameMs, turnMs: factor * turnMs, decideMs: factor * decideMs };
}

export function foretell(shape: RoomShape, costs: Costs): Talk {
  const run: Run = {
    ...USUAL,
    costs,
    members: shape.sockets,
    threshold: shape.relays?.threshold ?? shape.sockets,
    relaySockets: shape.relays?.sockets ?? shape.sockets,
    sharesThread: true,
    isSpread: false,
    rate: shape.rate,
    seconds: Math.max(60, shape.seconds),
  };
  return talk(run);
}

export function compare(measured: Measured, costs: Costs): Comparison[] {
  const told = foretell(measured, costs);
  const slow = foretell(measured, slowed(costs, measured.waited));
  const line = (what: string, was: number, foretold: number) => ({
    what,
    measured: was,
    foretold,
    offBy: foretold / was - 1,
  });
  const perDelivered = (ms: number) => (ms * 1000) / measured.sockets;
  return [
    line("CPU µs per delivered", perDelivered(measured.messageMs), perDelivered(told.processorMs / told.messages)),
    ...QUANTILES.map((share) =>
      line(`latency p${share * 100}, ms`, measured.latencies.quantile(share), slow.latencies.quantile(share)),
    ),
  ];
}

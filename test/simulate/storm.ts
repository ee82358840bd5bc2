// storm.ts: a deploy drops every socket at once, and everybody comes back: by the SDK's own jitter, through the same objects.

import { backoffMs, WELCOME_TIMEOUT_MS } from "../../src/client/connection.ts";
import { reconnectSpreadMs } from "../../src/rules/reconnect-spread.ts";
import { Clock } from "./clock.ts";
import { Latencies } from "./latencies.ts";
import { createRandom, type Random } from "./random.ts";
import { oneWayMs, type Place } from "./regions.ts";
import { LAST_MILE_P95, type Run } from "./settings.ts";
import { Thread } from "./thread.ts";
import { type Node, placeMembers } from "./topology.ts";

export type Storm = {
  readonly members: number;
  readonly online: number;
  /** What the last who came was told. */
  readonly spreadMs: number;
  /** From the drop until a member is in the room again. */
  readonly comebacks: Latencies;
  readonly attempts: number;
  /** Upgrades in the worst second of the object that has most. */
  readonly upgradesPeak: number;
  /** Entries that the room decides in a second, while it has any to decide. */
  readonly roomBusyMs: number;
  readonly roomRequestsPeak: number;
  readonly endMs: number;
};

/** So many members who come back together: one each, in a room that is not huge. */
type Comer = {
  readonly members: number;
  readonly spreadMs: number;
  readonly lastMileMs: number;
  readonly place: Place;
  attempt: number;
  isOnline: boolean;
};
type Asked = readonly { readonly comer: Comer; readonly attempt: number }[];
type World = {
  readonly run: Run;
  readonly clock: Clock;
  readonly random: Random;
  readonly welcomed: (comer: Comer) => void;
};

/** More than so many are not looked at one by one, but in equal groups: queues are long then, and groups small against them. */
const COMERS_MAX = 100_000;
/** Who is not back by then is counted as not back. */
const PATIENCE_MS = 600_000;

export function storm(run: Run): Storm {
  const clock = new Clock();
  const random = createRandom(run.seed);
  const comebacks = new Latencies();
  let attempts = 0;
  let endMs = 0;
  const world: World = {
    run,
    clock,
    random,
    welcomed(comer) {
      comer.isOnline = true;
      comebacks.add(clock.nowMs, comer.members);
      endMs = clock.nowMs;
    },
  };
  const together = Math.ceil(run.members / COMERS_MAX);
  const room = new Gate(placeMembers(run), undefined, world);
  const gates = descendants(room);
  const come = (comer: Comer, gate: Gate): void => {
    comer.attempt += 1;
    const { attempt } = comer;
    clock.at(clock.nowMs + backoffMs(attempt, comer.spreadMs, random.uniform()), () => {
      attempts += comer.members;
      const hopMs = oneWayMs(comer.place, gate.node.place, run.costs.withinRegionMs);
      const openMs = run.costs.handshakes * 2 * comer.lastMileMs + comer.lastMileMs + hopMs;
      clock.at(clock.nowMs + openMs, () => gate.upgrade({ comer, attempt }));
      clock.at(clock.nowMs + WELCOME_TIMEOUT_MS, () => {
        if (!comer.isOnline && comer.attempt === attempt) come(comer, gate);
      });
    });
  };
  for (const gate of gates) {
    for (const { place, sockets } of gate.node.groups) {
      for (let left = sockets; left > 0; left -= together) {
        const lastMileMs = random.logNormal(run.costs.lastMileMs, run.costs.lastMileMs * LAST_MILE_P95);
        // Told when it came, of as many as there were then: the room has only grown.
        const spreadMs = reconnectSpreadMs(random.uniform() * run.members);
        const members = Math.min(left, together);
        come({ members, spreadMs, lastMileMs, place, attempt: 0, isOnline: false }, gate);
      }
    }
  }
  clock.run(PATIENCE_MS);
  return {
    members: run.members,
    online: comebacks.count,
    spreadMs: reconnectSpreadMs(run.members),
    comebacks,
    attempts,
    upgradesPeak: gates.reduce((most, gate) => Math.max(most, gate.upgrades.requestsPeak), 0),
    roomBusyMs: room.thread.busyMs,
    roomRequestsPeak: room.thread.requestsPeak,
    endMs,
  };
}

function descendants(gate: Gate): Gate[] {
  return [gate, ...gate.children.flatMap(descendants)];
}

/** One object that people come in by, or that stands between such a one and the room, which admits. */
class Gate {
  readonly node: Node;
  readonly thread: Thread;
  /** Counts upgrades alone. */
  readonly upgrades: Thread;
  readonly children: readonly Gate[];
  readonly #above: Gate | undefined;
  readonly #world: World;
  #waiting: { readonly asked: Asked; readonly answered: () => void }[] = [];
  /** Those before it have been asked for. */
  #next = 0;
  #isCalling = false;

  constructor(node: Node, above: Gate | undefined, world: World) {
    this.node = node;
    this.thread = new Thread(world.clock);
    this.upgrades = new Thread(world.clock);
    this.#above = above;
    this.#world = world;
    this.children = node.children.map((child) => new Gate(child, this, world));
  }

  upgrade(one: Asked[number]): void {
    const { members } = one.comer;
    this.upgrades.asked(members);
    this.thread.asked(members);
    const { joinMs, enterMs, frameMs } = this.#world.run.costs;
    // The room decides at once; a relay has to ask, and comes back to it.
    if (this.#above === undefined) this.thread.work(members * (joinMs + enterMs + frameMs), () => this.#welcomed(one));
    else this.thread.work(members * joinMs, () => this.#enter([one], () => this.#welcome(one)));
  }

  #welcome(one: Asked[number]): void {
    this.thread.work(one.comer.members * this.#world.run.costs.frameMs, () => this.#welcomed(one));
  }

  #welcomed(one: Asked[number]): void {
    const { run, clock, welcomed } = this.#world;
    const { comer } = one;
    const wayMs = comer.lastMileMs + oneWayMs(this.node.place, comer.place, run.costs.withinRegionMs);
    clock.at(clock.nowMs + wayMs, () => {
      if (isThere(one)) welcomed(comer);
    });
  }

  #enter(asked: Asked, answered: () => void): void {
    if (this.#above === undefined) {
      this.thread.work(membersOf(asked) * this.#world.run.costs.enterMs, answered);
      return;
    }
    this.#waiting.push({ asked, answered });
    if (!this.#isCalling) this.#call(this.#above);
  }

  /** With those who came meanwhile, but for whoever has given up. */
  #call(above: Gate): void {
    const { run, clock } = this.#world;
    const asked: Asked[number][] = [];
    const batch: (() => void)[] = [];
    while (this.#next < this.#waiting.length && membersOf(asked) < run.entriesPerCall) {
      const entry = this.#waiting[this.#next++];
      if (entry === undefined) break;
      asked.push(...entry.asked.filter(isThere));
      batch.push(entry.answered);
    }
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
    this.#isCalling = batch.length > 0;
    if (!this.#isCalling) return;
    if (asked.length === 0) {
      for (const answered of batch) answered();
      return this.#call(above);
    }
    const wayMs = oneWayMs(this.node.place, above.node.place, run.costs.withinRegionMs);
    const back = () =>
      clock.at(clock.nowMs + wayMs, () => {
        for (const answered of batch) answered();
        this.#call(above);
      });
    this.thread.work(run.costs.rpcSendMs, () =>
      clock.at(clock.nowMs + wayMs, () => {
        above.thread.asked();
        above.thread.work(run.costs.rpcReceiveMs, () => above.#enter(asked, back));
      }),
    );
  }
}

function membersOf(asked: Asked): number {
  return asked.reduce((sum, { comer }) => sum + comer.members, 0);
}

function isThere({ comer, attempt }: Asked[number]): boolean {
  return !comer.isOnline && comer.attempt === attempt;
}

// hall.ts: the objects of one room at work: commands go up in batches, flushes go down, few calls at a time between two objects.

import type { Clock } from "./clock.ts";
import type { Latencies } from "./latencies.ts";
import type { Random } from "./random.ts";
import { oneWayMs } from "./regions.ts";
import { LAST_MILE_P95, type Run } from "./settings.ts";
import { Thread } from "./thread.ts";
import { type Node, placeMembers, socketsOf } from "./topology.ts";

export type Post = { readonly saidAtMs: number };
type Frame = readonly Post[];
type Batch = { readonly posts: readonly Post[]; readonly settled: () => void };
type Chance = { readonly random: Random; readonly latencies: Latencies };

export type Hall = {
  readonly room: Desk;
  readonly desks: readonly Desk[];
  /** The member with this number says something, and is `lastMileMs` away from Cloudflare. */
  say(post: Post, member: number, lastMileMs: number): void;
};

/** A shorter window than a timer can tell is none. */
const SHORTEST_WINDOW_MS = 1;
/** Points of the loop over sockets at which a delivery is looked at. */
const POINTS = 16;

export function openHall(run: Run, clock: Clock, chance: Chance): Hall {
  const root = placeMembers(run);
  const room = new Desk(root, undefined, run, clock, chance);
  const desks = descendants(room);
  const seats = desks.flatMap((desk) => desk.node.groups.map(({ place, sockets }) => ({ desk, place, sockets })));
  return {
    room,
    desks,
    say(post, member, lastMileMs) {
      let left = member;
      for (const { desk, place, sockets } of seats) {
        left -= sockets;
        if (left >= 0) continue;
        const wayMs = lastMileMs + oneWayMs(place, desk.node.place, run.costs.withinRegionMs);
        clock.at(clock.nowMs + wayMs, () => desk.command(post));
        return;
      }
    },
  };
}

function descendants(desk: Desk): Desk[] {
  return [desk, ...desk.children.flatMap(descendants)];
}

/** One object. The room orders and stores; the others pass on. */
export class Desk {
  readonly node: Node;
  readonly thread: Thread;
  readonly children: readonly Desk[];
  calls = 0;
  fetches = 0;
  flushes = 0;
  framesPerSocket = 0;
  readonly #above: Desk | undefined;
  readonly #run: Run;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #sockets: number;
  /** To the object above; of a relay or a parent. */
  #rising: Batch[] = [];
  #isCallingUp = false;
  /** Of the room: what waits for the next turn. */
  #waiting: Batch[] = [];
  #isSettling = false;
  #turnedAtMs = Number.NEGATIVE_INFINITY;
  #enough = 0;
  #stopGathering: (() => void) | undefined;
  /** From the object above: what waits for this one, and how many calls are on their way. */
  #owed: Frame[] = [];
  #isBehind = false;
  #callsDown = 0;

  constructor(node: Node, above: Desk | undefined, run: Run, clock: Clock, chance: Chance) {
    this.node = node;
    this.thread = (run.sharesThread ? above?.thread : undefined) ?? new Thread(clock);
    this.#above = above;
    this.#run = run;
    this.#clock = clock;
    this.#chance = chance;
    this.#sockets = socketsOf(node);
    this.children = node.children.map((child) => new Desk(child, this, run, clock, chance));
  }

  /** A frame of one of its own sockets came. */
  command(post: Post): void {
    this.thread.asked();
    const batch: Batch = { posts: [post], settled: () => undefined };
    if (this.#above === undefined) return this.#decide(batch);
    this.thread.work(this.#run.costs.relayCommandMs, () => this.#rise(batch));
  }

  // Up: one call at a time, with all that came meanwhile; answered when it is durable.

  #rise(batch: Batch): void {
    this.#rising.push(batch);
    if (!this.#isCallingUp) this.#callUp();
  }

  #callUp(): void {
    const above = this.#above;
    if (above === undefined) return;
    const batches = this.#rising;
    this.#rising = [];
    this.#isCallingUp = true;
    const posts = batches.flatMap((batch) => batch.posts);
    const settled = () => {
      for (const batch of batches) batch.settled();
      this.#isCallingUp = false;
      if (this.#rising.length > 0) this.#callUp();
    };
    this.#call(above, () => above.#take({ posts, settled: () => this.#after(this.#wayMs(above), settled) }));
  }

  #take(batch: Batch): void {
    if (this.#above === undefined) this.#decide(batch);
    else this.#rise(batch);
  }

  // The room's turns: the first at once, and what comes until it is durable together (src/room/turns.ts).

  #decide(batch: Batch): void {
    this.#waiting.push(batch);
    if (!this.#isSettling) this.#turnWhenDue();
    else if (this.#waiting.length >= this.#enough) this.#stopGathering?.();
  }

  #turnWhenDue(): void {
    this.#isSettling = true;
    const dueMs = this.#turnedAtMs + this.#run.leastGapMs;
    if (dueMs <= this.#clock.nowMs) this.#turn();
    else this.#clock.at(dueMs, () => this.#turn());
  }

  #turn(): void {
    const batches = this.#waiting;
    this.#waiting = [];
    this.#turnedAtMs = this.#clock.nowMs;
    const frame = batches.flatMap((batch) => batch.posts);
    const { turnMs, decideMs } = this.#run.costs;
    this.thread.work(turnMs + frame.length * decideMs, () => {
      this.#after(this.#run.costs.gateMs, () => {
        this.flushes += 1;
        for (const batch of batches) batch.settled();
        this.#flush([frame]);
        this.#gather(frame.length);
      });
    });
  }

  /** Holds the next turn open for what is on its way: for as long as a flush or a commit costs, or until enough wait. */
  #gather(size: number): void {
    const { rpcSendMs, frameMs, gateMs } = this.#run.costs;
    const next = () => {
      this.#stopGathering = undefined;
      this.#isSettling = false;
      if (this.#waiting.length > 0) this.#turnWhenDue();
    };
    const hadCompany = size > 1;
    if (this.#waiting.length === 0 && !hadCompany) return next();
    const busyMs = this.children.length * rpcSendMs + this.#sockets * frameMs;
    const windowMs = Math.min(this.#run.longestWindowMs, Math.max(busyMs, hadCompany ? gateMs : 0));
    if (windowMs < SHORTEST_WINDOW_MS) return next();
    this.#enough = this.#waiting.length + size;
    this.#stopGathering = next;
    this.#after(windowMs, () => {
      if (this.#stopGathering === next) next();
    });
  }

  // Down: relays first, then its own sockets. A relay that has not answered yet is owed the next flush.

  #flush(frames: readonly Frame[]): void {
    for (const child of this.children) child.#owe(frames);
    if (this.#sockets > 0) this.#fanOut(frames);
  }

  #owe(frames: readonly Frame[]): void {
    this.#owed.push(...frames);
    if (this.#callsDown < this.#run.callsInFlight) this.#callDown();
    else this.#isBehind ||= this.#owed.length > this.#run.queuedFlushes;
  }

  #callDown(): void {
    const above = this.#above;
    if (above === undefined) return;
    const frames = this.#run.mergesFrames || this.#isBehind ? [this.#owed.flat()] : this.#owed;
    const wasBehind = this.#isBehind;
    this.#owed = [];
    this.#isBehind = false;
    this.#callsDown += 1;
    const arrive = () => {
      this.#flush(frames);
      // Answered once its loop is over: until then its thread is busy.
      this.thread.work(0, () => this.#after(this.#wayMs(above), answered));
    };
    const answered = () => {
      this.#callsDown -= 1;
      if (this.#owed.length > 0) this.#callDown();
    };
    if (!wasBehind) return above.#call(this, arrive);
    // It asks for the tail itself, and gets all of it as one frame.
    this.fetches += 1;
    this.#call(above, () => this.#after(this.#wayMs(above), arrive));
  }

  #fanOut(frames: readonly Frame[]): void {
    const { frameMs, lastMileMs, withinRegionMs } = this.#run.costs;
    const { random, latencies } = this.#chance;
    const startMs = this.thread.work(this.#sockets * frames.length * frameMs);
    this.framesPerSocket += frames.length;
    for (const { place, sockets } of this.node.groups) {
      const hopMs = oneWayMs(this.node.place, place, withinRegionMs);
      const points = Math.min(POINTS, sockets);
      // The groups of an object are mixed in its loop.
      for (let point = 1; point <= points; point += 1) {
        const before = Math.max(1, (point / points) * this.#sockets) - 1;
        for (const [index, frame] of frames.entries()) {
          const sentMs = startMs + (before * frames.length + index + 1) * frameMs;
          const wayMs = hopMs + random.logNormal(lastMileMs, lastMileMs * LAST_MILE_P95);
          for (const { saidAtMs } of frame) latencies.add(sentMs + wayMs - saidAtMs, sockets / points);
        }
      }
    }
  }

  #call(other: Desk, arrived: () => void): void {
    const { rpcSendMs, rpcReceiveMs } = this.#run.costs;
    this.calls += 1;
    this.thread.work(rpcSendMs, () =>
      this.#after(this.#wayMs(other), () => {
        other.thread.asked();
        other.thread.work(rpcReceiveMs, arrived);
      }),
    );
  }

  #wayMs(other: Desk): number {
    return oneWayMs(this.node.place, other.node.place, this.#run.costs.withinRegionMs);
  }

  #after(ms: number, act: () => void): void {
    this.#clock.at(this.#clock.nowMs + ms, act);
  }
}

// Threads that somebody looks at: each a timeline of its own, of the root and what was said under it, kept up to date.

import type { EventsFrame } from "../protocol/frames/events.ts";
import { HISTORY_DEFAULT, HISTORY_MAX } from "../protocol/limits.ts";
import { NOTHING_OWN } from "./changes.ts";
import type { Pages } from "./pages.ts";
import type { ConfirmedItem, PendingMessage, ThreadState, ThreadStates } from "./state.ts";
import { applyEvents, type Timeline } from "./timeline.ts";
import { applyGap, isOutdated, land, type Page } from "./timeline-pages.ts";

type Held = { timeline: Timeline | undefined; kind: ThreadState["kind"]; readers: number; load: symbol | undefined };

export type Threads = {
  /** Keeps a thread up to date until what it gives is called. */
  open(root: number): () => void;
  loadOlder(root: number): Promise<void>;
  /** With each welcome: what is held is loaded anew where the cursor was not honoured. */
  welcomed(recovered: boolean): void;
  take(frame: EventsFrame): void;
  states(pending: readonly PendingMessage[]): ThreadStates;
};

export type ThreadsOptions = {
  readonly pages: Pages;
  /** The room's timeline, which has applied everything up to its cursor. */
  readonly room: () => Timeline;
  readonly onChange: () => void;
};

export function createThreads({ pages, room, onChange }: ThreadsOptions): Threads {
  const threads = new Map<number, Held>();

  async function load(root: number, held: Held): Promise<void> {
    const load = Symbol("load");
    held.load = load;
    for (;;) {
      const first = await pages.ask({ before: root + 1, limit: 1 });
      const replies = await pages.ask({ thread: root, limit: HISTORY_DEFAULT });
      if (first === undefined || replies === undefined || held.load !== load) return;
      if (isOutdated(room(), first) || isOutdated(room(), replies)) continue;
      held.timeline = begin(room(), root, first, replies);
      held.kind = held.timeline.items[0]?.kind === "message" ? "shown" : "missing";
      return onChange();
    }
  }

  function start(root: number, held: Held): void {
    // A refusal leaves what is shown; the next welcome tries again.
    load(root, held).catch(() => {});
  }

  return {
    open(root) {
      const held = threads.get(root) ?? { timeline: undefined, kind: "loading", readers: 0, load: undefined };
      held.readers += 1;
      if (!threads.has(root)) {
        threads.set(root, held);
        start(root, held);
        onChange();
      }
      let isOpen = true;
      return () => {
        if (isOpen) held.readers -= 1;
        isOpen = false;
        if (held.readers > 0) return;
        held.load = undefined;
        if (threads.get(root) === held && threads.delete(root)) onChange();
      };
    },
    async loadOlder(root) {
      const held = threads.get(root);
      const gap = held?.timeline?.items.find((item) => item.kind === "gap");
      if (held?.timeline === undefined || gap?.kind !== "gap") return;
      await pages.load(`thread ${root}`, { thread: root, before: gap.before, limit: HISTORY_MAX }, (page) => {
        if (held.timeline === undefined || isOutdated(held.timeline, page)) return held.timeline === undefined;
        held.timeline = applyGap(held.timeline, gap, page);
        onChange();
        return true;
      });
    },
    welcomed(recovered) {
      if (!recovered) for (const [root, held] of threads) start(root, held);
    },
    take(frame) {
      for (const [root, held] of threads) {
        if (held.timeline === undefined) continue;
        const { timeline } = applyEvents(held.timeline, frame);
        held.timeline = { ...timeline, items: timeline.items.filter((item) => belongs(item, root)) };
      }
    },
    states: (pending) =>
      new Map(
        [...threads].map(([root, held]) => [
          root,
          stateOf(
            held,
            pending.filter(({ thread }) => thread === root),
          ),
        ]),
      ),
  };
}

function stateOf({ timeline, kind }: Held, pending: readonly PendingMessage[]): ThreadState {
  const items = timeline?.items ?? [];
  return {
    items: [...items, ...pending.map((each) => ({ kind: "pending" as const, pending: each }))],
    mine: (timeline?.mine ?? NOTHING_OWN).reactions,
    myVotes: (timeline?.mine ?? NOTHING_OWN).votes,
    hasOlder: items.some((item) => item.kind === "gap"),
    kind,
  };
}

/** The root, a gap where not all replies are there, and the newest of them. What came meanwhile, the room's timeline has. */
function begin(room: Timeline, root: number, first: Page, replies: Page): Timeline {
  const seen = room.cursor?.seq ?? 0;
  const base = { ...room, items: [], hasOlder: false, mine: NOTHING_OWN, ahead: new Map() };
  const top = land(
    base,
    first,
    first.messages.filter(({ seq }) => seq === root),
  );
  const known = replies.messages.filter(({ seq }) => seq <= seen);
  const under = land({ ...base, mine: top.mine, ahead: top.ahead }, replies, known);
  const oldest = known[0]?.seq;
  const last = known.at(-1)?.seq ?? root;
  const since = room.items.filter((item) => item.kind === "message" && item.message.seq > last && belongs(item, root));
  const gap: ConfirmedItem[] =
    replies.more && oldest !== undefined ? [{ kind: "gap", after: root, before: oldest }] : [];
  return { ...base, mine: under.mine, ahead: under.ahead, items: [...top.items, ...gap, ...under.items, ...since] };
}

function belongs(item: ConfirmedItem, root: number): boolean {
  return (
    item.kind === "gap" || (item.kind === "message" && (item.message.seq === root || item.message.thread === root))
  );
}

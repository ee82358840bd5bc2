// Pages of what was said before: before what is held, in its gaps, and around one message.

import { HISTORY_DEFAULT, HISTORY_MAX } from "../protocol/limits.ts";
import type { Message } from "../protocol/message.ts";
import type { Pages } from "./pages.ts";
import type { Gap } from "./state.ts";
import type { Timeline } from "./timeline.ts";
import { applyAround, applyGapStart, holdsMessage, mayLoad } from "./timeline-around.ts";
import { letGo } from "./timeline-bound.ts";
import { applyGap, applyOlder, isOutdated, olderRange, type Page } from "./timeline-pages.ts";

export type LookingBack = {
  /** Adds a page before what is shown. Settles when it is there; waits for a connection. */
  loadOlder(): Promise<void>;
  /** Adds a page at one end of a gap. */
  loadGap(gap: Gap, end?: "newer" | "older"): Promise<void>;
  /** Adds what was said around a message, with gaps where that does not reach. True where the message is held then. */
  loadAround(seq: number): Promise<boolean>;
  /**
   * Lets go of what is far from the message `near` and from the newest, where more than `most` items are held. What is
   * gone is loaded again as if it had never been there: `state.hasOlder`, and a gap.
   */
  letGo(near: number, most: number): void;
  /** One message as it stands when asked; undefined where there is none. */
  message(seq: number): Promise<Message | undefined>;
  /** The first message after a seq that stands in no thread; undefined where there is none among the next. */
  messageAfter(seq: number): Promise<Message | undefined>;
  /**
   * The first message of that time or later; undefined where there is none. One that stands in a thread only where all
   * of the next do.
   */
  messageAt(at: number): Promise<Message | undefined>;
};

/** The place of the pages before all that is held. */
export const OLDER = "older";

/** `hold` gives false where a page is too old to be of use. */
export function createLookingBack(
  pages: Pages,
  timeline: () => Timeline,
  hold: (page: Page | undefined, put: (held: Timeline) => Timeline) => boolean,
): LookingBack {
  const loadGap = (gap: Gap, end: "newer" | "older" = "newer"): Promise<void> => {
    const [range, apply] =
      end === "newer" ? [{ before: gap.before }, applyGap] : ([{ after: gap.after }, applyGapStart] as const);
    return pages.load(`${gap.after}-${gap.before}`, { ...range, limit: HISTORY_MAX }, (page) =>
      hold(page, (held) => apply(held, gap, page)),
    );
  };
  return {
    loadGap,
    async loadOlder() {
      const range = olderRange(timeline());
      if (range === undefined) return;
      if (timeline().items[0]?.kind === "gap") return loadGap(range);
      return pages.load(OLDER, { before: range.before, limit: HISTORY_DEFAULT }, (page) =>
        hold(page, (held) => applyOlder(held, range.before, page)),
      );
    },
    async loadAround(seq) {
      while (mayLoad(timeline(), seq)) {
        const older = await pages.ask({ before: seq + 1, limit: HISTORY_DEFAULT });
        const newer = await pages.ask({ after: seq, limit: HISTORY_DEFAULT });
        if (older === undefined || newer === undefined) break;
        if (!isOutdated(timeline(), older) && hold(newer, (held) => applyAround(held, seq, older, newer))) break;
      }
      return holdsMessage(timeline(), seq);
    },
    letGo(near, most) {
      if (timeline().items.length > most) hold(undefined, (held) => letGo(held, near, most));
    },
    async message(seq) {
      const page = await pages.ask({ before: seq + 1, limit: 1 });
      return page?.messages.find((message) => message.seq === seq);
    },
    async messageAfter(seq) {
      const page = await pages.ask({ after: seq, limit: HISTORY_MAX });
      return page?.messages.find(({ thread }) => thread === undefined);
    },
    async messageAt(at) {
      const page = await pages.ask({ at, limit: HISTORY_DEFAULT });
      // A server that does not know of times answers with the newest.
      const said = page?.messages.filter((message) => message.at >= at);
      return said?.find(({ thread }) => thread === undefined) ?? said?.[0];
    },
  };
}

// Follows a room: tells what its log has, in order, after fetching what is needed to begin and to leave nothing out.

import type { RoomClient } from "../client/room-client.ts";
import type { Gap, RoomState } from "../client/state.ts";
import { type Cursor, NO_EPOCH } from "../protocol/cursor.ts";
import type { LogItem } from "./log-lines.ts";
import { beginShown, logNews, type Shown, shownUpTo } from "./log-news.ts";

export type FollowOptions = {
  readonly client: RoomClient;
  /** Messages of before to begin with. */
  readonly history: number;
  /** Begins after this cursor instead. */
  readonly since: Cursor | undefined;
  /** Called in order; never with nothing. `epoch` is that of the log. */
  readonly onItems: (items: readonly LogItem[], epoch: string) => void;
};

/** Pages that are fetched to fill one gap; what is missing beyond is told as missing. */
const GAP_PAGES_MAX = 10;

/** Gives what ends it. */
export function followRoom({ client, history, since, onItems }: FollowOptions): () => void {
  let shown: Shown | undefined;
  let told: RoomState["timeline"] | undefined;
  let isFetching = false;
  let pagesLeft = GAP_PAGES_MAX;

  function look(state: RoomState): void {
    if (isFetching || state.cursor === undefined || state.timeline === told) return;
    shown ??= begin(state, state.cursor);
    if (shown === undefined) return;
    const news = logNews(shown, state, pagesLeft === 0);
    told = state.timeline;
    shown = news.shown;
    if (news.items.length > 0) onItems(news.items, news.shown.epoch);
    if (news.gap === undefined) pagesLeft = GAP_PAGES_MAX;
    else fill(news.gap);
  }

  /** Undefined while what is needed to begin is being fetched. */
  function begin(state: RoomState, cursor: Cursor): Shown | undefined {
    const first = state.timeline[0];
    const held = state.timeline.filter(({ kind }) => kind === "message").length;
    if (since === undefined) {
      if (held >= history || !state.hasOlder) return beginShown(state, cursor, history);
    } else {
      // Of another log, or of one that went back: as with any client, what there is stands for it.
      const suits =
        (since.epoch === NO_EPOCH && since.seq === 0) || (since.epoch === cursor.epoch && since.seq <= cursor.seq);
      if (!suits) return shownUpTo({ epoch: "", seq: 0 });
      const reached = first?.kind !== "message" || first.message.seq <= since.seq + 1 || !state.hasOlder;
      if (reached) return shownUpTo({ epoch: cursor.epoch, seq: since.seq });
    }
    fetch(client.loadOlder(), () => {
      if (since !== undefined && first?.kind === "message")
        tellMissing({ after: since.seq, before: first.message.seq });
      shown ??= since === undefined ? beginShown(state, cursor, history) : shownUpTo({ ...since, epoch: cursor.epoch });
    });
    return undefined;
  }

  function tellMissing(gap: Gap): void {
    onItems([{ kind: "gap", gap }], client.state.cursor?.epoch ?? NO_EPOCH);
  }

  function fill(gap: Gap): void {
    pagesLeft -= 1;
    fetch(client.loadGap(gap), () => (pagesLeft = 0));
  }

  /** Looks again when it is settled; a page that will not come must not hold up what is said now. */
  function fetch(page: Promise<void>, onFailure: () => void): void {
    isFetching = true;
    void page.catch(onFailure).finally(() => {
      isFetching = false;
      told = undefined;
      look(client.state);
    });
  }

  const stop = client.subscribe(look);
  look(client.state);
  return stop;
}

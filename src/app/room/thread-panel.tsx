// One thread: its root, what was said under it, and where one writes into it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { t } from "../shared/t.ts";
import { countUnread } from "./reading.ts";
import { Composer } from "./composer.tsx";
import { LatestButton } from "./latest-button.tsx";
import { LogRow } from "./log-row.tsx";
import { LogScroll } from "./log-scroll.ts";
import type { RoomView } from "./room-view.ts";
import { type Row, rowsOf } from "./rows.ts";
import { useActingWatch } from "./use-acting-watch.ts";
import { seenUpTo } from "./thread-list.ts";
import { mark } from "./use-aim.ts";
import { useLooks } from "./use-attention.ts";
import { useWriteHold } from "./use-write-hold.ts";

const MutedNote = deferred(async () => (await import("./asked.ts")).asked.MutedNote);

/** Rows in the page at first, and more with each press. */
const ROWS = 100;

export function ThreadPanel({ root, seq, view }: { root: number; seq: number | undefined; view: RoomView }) {
  const { client } = view;
  const isInside = view.state.value.you !== undefined;
  useEffect(() => {
    if (client === undefined || !isInside) return;
    return client.openThread(root);
  }, [client, root, isInside]);
  const thread = view.state.value.threads.get(root);
  const [shown, setShown] = useState(ROWS);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const [scroll] = useState(() => new LogScroll());
  const aimed = useRef(seq);
  const items = thread?.items ?? [];
  const start = Math.max(0, items.length - shown);
  const last = items.findLast((item) => item.kind === "message");
  const newest = last?.kind === "message" && last.message.seq !== root ? last.message.seq : undefined;
  const [following, setFollowing] = useState(true);
  // What was new on opening stays marked for as long as the panel is open.
  const [unreadAfter] = useState(() => seenIn(view, root));
  const isLed = useRef(false);

  const answering = items.findLast((item) => item.kind === "pending")?.pending.id;
  const sent = useRef(answering);
  if (sent.current !== answering) {
    sent.current = answering;
    if (answering !== undefined) scroll.follow();
  }
  scroll.hold();
  useLayoutEffect(() => {
    if (scroller.current === null || content.current === null) return;
    return scroll.attach(scroller.current, content.current);
  }, [scroll]);
  useLayoutEffect(() => {
    scroll.settle();
    setFollowing(scroll.following);
    if (!isLed.current && thread?.kind === "shown") {
      isLed.current = true;
      if (aimed.current === undefined) scroll.revealFromEnd(".unread-line");
      setFollowing(scroll.following);
    }
    const at = aimed.current;
    if (at === undefined || !scroll.reveal(`[data-seq="${at}"]`)) return;
    aimed.current = undefined;
    setFollowing(false);
    mark(scroller.current?.querySelector<HTMLElement>(`[data-seq="${at}"]`) ?? null);
  });
  useActingWatch(view, content);
  useLooks(
    (looks) => {
      if (looks && scroll.following && newest !== undefined) view.readThread(root, newest);
    },
    [newest, following],
  );

  if (thread?.kind === "missing") return <p class="quiet empty">{t("talk.lost")}</p>;
  const rows = rowsOf(
    items,
    { start, end: items.length },
    {
      you: view.you.value,
      unreadAfter,
      ...(thread === undefined ? {} : { mine: thread.mine, myVotes: thread.myVotes }),
    },
  );
  const reachable = rows.findLast((row) => row.kind === "message" && row.seq !== undefined)?.key;
  const older = (): void => {
    scroll.hold();
    setShown(shown + ROWS);
    if (start === 0) void client?.loadOlderInThread(root).catch(() => undefined);
  };
  const moved = (): void => {
    scroll.moved(true);
    setFollowing(scroll.following);
  };
  const toLatest = (): void => {
    scroll.follow();
    setFollowing(true);
    scroller.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <div class="thread-frame">
        <div
          ref={scroller}
          class="thread-log"
          role="log"
          aria-live="off"
          aria-label={t("talk.thread.label")}
          tabIndex={-1}
          onScroll={moved}
        >
          {(start > 0 || thread?.hasOlder === true) && (
            <button type="button" class="button link older" onClick={older}>
              {t("talk.thread.older")}
            </button>
          )}
          <ol ref={content} class="rows">
            {rows.filter(isShown).map((row) => (
              <LogRow key={row.key} row={row} reachable={row.key === reachable} place="thread" view={view} />
            ))}
          </ol>
          {thread?.kind === "shown" && items.length === 1 && <p class="quiet empty">{t("talk.thread.empty")}</p>}
          {thread?.kind !== "shown" && <p class="quiet empty">{t("talk.loading")}</p>}
        </div>
        {!following && (
          <LatestButton count={countUnread(items, seenIn(view, root), view.self.value?.id)} onPress={toLatest} />
        )}
      </div>
      <ThreadFoot root={root} view={view} />
    </>
  );
}

/** How far one has read in a thread that one follows, or wrote in; undefined for whoever does not. */
function seenIn(view: RoomView, root: number): number | undefined {
  const own = view.find(root)?.by.id === view.self.value?.id;
  const seen = seenUpTo(view.threadsRead.value, root, own, view.threadMentions.value.get(root)?.[0]);
  return seen === undefined ? undefined : Math.max(seen, view.ownReplies.value.get(root) ?? 0);
}

/** The way to what is between is a button above. */
function isShown(row: Row): boolean {
  return row.kind !== "gap";
}

function ThreadFoot({ root, view }: { root: number; view: RoomView }) {
  const hold = useWriteHold(view);
  if (view.entry.value.kind !== "inside" || view.connection.value.kind === "stopped") return null;
  if (hold !== undefined && hold.kind !== "slow") return <MutedNote view={view} hold={hold} />;
  return <Composer key={root} view={view} thread={root} slowUntilAt={hold?.untilAt} />;
}

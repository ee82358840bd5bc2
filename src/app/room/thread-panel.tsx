// One thread: its root, what was said under it, and where one writes into it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { t } from "../shared/t.ts";
import { Composer } from "./composer.tsx";
import { LogRow } from "./log-row.tsx";
import { LogScroll } from "./log-scroll.ts";
import type { RoomView } from "./room-view.ts";
import { type Row, rowsOf } from "./rows.ts";
import { useActingWatch } from "./use-acting-watch.ts";
import { mark } from "./use-aim.ts";
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

  scroll.hold();
  useLayoutEffect(() => {
    if (scroller.current === null || content.current === null) return;
    return scroll.attach(scroller.current, content.current);
  }, [scroll]);
  useLayoutEffect(() => {
    scroll.settle();
    const at = aimed.current;
    if (at === undefined || !scroll.reveal(`[data-seq="${at}"]`)) return;
    aimed.current = undefined;
    mark(scroller.current?.querySelector<HTMLElement>(`[data-seq="${at}"]`) ?? null);
  });
  useActingWatch(view, content);
  useEffect(() => {
    if (last?.kind === "message" && last.message.seq !== root) view.readThread(root, last.message.seq);
  }, [last]);

  if (thread?.kind === "missing") return <p class="quiet empty">{t("talk.lost")}</p>;
  const rows = rowsOf(
    items,
    { start, end: items.length },
    {
      you: view.you.value,
      unreadAfter: undefined,
      ...(thread === undefined ? {} : { mine: thread.mine, myVotes: thread.myVotes }),
    },
  );
  const reachable = rows.findLast((row) => row.kind === "message" && row.seq !== undefined)?.key;
  const older = (): void => {
    scroll.hold();
    setShown(shown + ROWS);
    if (start === 0) void client?.loadOlderInThread(root).catch(() => undefined);
  };
  return (
    <>
      <div
        ref={scroller}
        class="thread-log"
        role="log"
        aria-live="off"
        aria-label={t("talk.thread.label")}
        onScroll={() => scroll.moved(true)}
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
      <ThreadFoot root={root} view={view} />
    </>
  );
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

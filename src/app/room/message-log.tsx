// What was said, the newest at the bottom. Scrolling up brings what was said before; nothing moves what one reads.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { isolate, t } from "../shared/t.ts";
import { LatestButton } from "./latest-button.tsx";
import { LogRow } from "./log-row.tsx";
import { LogScroll } from "./log-scroll.ts";
import { earlier, fit, later, type LogWindow, positionOf, spanOf, WHOLE } from "./log-window.ts";
import { loadTalk } from "./load-talk.ts";
import type { RoomView } from "./room-view.ts";
import { type KeptRows, rowsOf } from "./rows.ts";
import { useActingWatch } from "./use-acting-watch.ts";
import { linkedSeq, useAim } from "./use-aim.ts";
import { useAttention } from "./use-attention.ts";
import { useIdleness } from "./use-idleness.ts";

const LostNote = deferred(async () => (await loadTalk()).LostNote);
const SeenLine = deferred(async () => (await import("./find.ts")).find.SeenLine);
const Greeting = deferred(async () => (await import("./asked.ts")).asked.Greeting);

/** Rows are added while the end of those in the page is still this far away. */
const AHEAD_PX = 700;

/** So much of the timeline is held, however far somebody reads. */
const HELD_MAX = 1000;

export function MessageLog({ view }: { view: RoomView }) {
  // Each by itself: the room changes in more ways than its log.
  const [timeline, isKnown] = [view.timeline.value, view.isKnown.value];
  const [hasOlder, loadingOlder] = [view.hasOlder.value, view.loadingOlder.value];
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [scroll] = useState(() => new LogScroll());
  const [following, setFollowing] = useState(true);
  const [wanted, setWanted] = useState<LogWindow>(WHOLE);
  const started = useRef(false);
  const [newAbove, setNewAbove] = useState(false);
  const visited = useRef<number | undefined>(undefined);

  const sent = useRef(view.sent.value);
  if (sent.current !== view.sent.value) {
    sent.current = view.sent.value;
    scroll.follow();
  }
  scroll.hold();
  const aimed = scroll.following && wanted.to !== Infinity ? { ...wanted, to: Infinity } : wanted;
  const shown = fit(timeline, aimed, scroll.following);
  const span = spanOf(timeline, shown);
  const unreadAfter = view.unreadAfter.value;
  const [kept] = useState((): KeptRows => new WeakMap());
  const [you, mine, myVotes] = [view.self.value, view.mine.value, view.myVotes.value];
  const rows = rowsOf(timeline, span, { you, mine, myVotes, unreadAfter, kept });
  const reachable = rows.findLast((row) => row.kind === "message" && row.seq !== undefined)?.key;

  /** What is new begins above the screen, and nobody was led there yet. */
  const isNewAbove = () => {
    const first = timeline[span.start];
    if (!started.current || unreadAfter === undefined || unreadAfter === visited.current) return false;
    return scroll.isAbove(".unread-line") ?? (first !== undefined && positionOf(first) > unreadAfter);
  };
  const toFirst = () => {
    visited.current = unreadAfter;
    setNewAbove(false);
    if (unreadAfter !== undefined) void showFirstAfter(view, unreadAfter);
  };

  const extend = () => {
    if (scroll.abovePx() < AHEAD_PX && span.start > 0) setWanted(earlier(timeline, shown));
    else if (scroll.belowPx() < AHEAD_PX && span.end < timeline.length) setWanted(later(timeline, shown));
    else if (scroll.abovePx() < AHEAD_PX && hasOlder && !loadingOlder) view.loadOlder();
  };
  const onScroll = () => {
    scroll.moved(span.end === timeline.length);
    setFollowing(scroll.following);
    setNewAbove(isNewAbove());
    extend();
  };

  useLayoutEffect(() => {
    if (scroller.current !== null && content.current !== null) return scroll.attach(scroller.current, content.current);
    return undefined;
  }, [scroll]);

  useLayoutEffect(() => {
    if (shown !== wanted) setWanted(shown);
    scroll.settle();
    if (!started.current && view.reading.peek().seen !== undefined) {
      started.current = true;
      const linked = linkedSeq();
      if (linked === undefined) scroll.revealFromEnd(".unread-line");
      else view.talk.show(linked);
    }
    setFollowing(scroll.following);
    setNewAbove(isNewAbove());
    extend();
    const middle = timeline[(span.start + span.end) >> 1];
    if (middle !== undefined) view.client?.letGo(scroll.following ? Infinity : positionOf(middle), HELD_MAX);
  });

  useAim(view, scroll, setWanted);
  useActingWatch(view, content);
  useIdleness(view);
  useAttention(view, following, () => scroll.following);

  const toLatest = () => {
    view.readAll();
    scroll.follow();
    setWanted(WHOLE);
    setFollowing(true);
    scroller.current?.focus({ preventScroll: true });
  };

  const isQuiet = !isKnown && view.hasSettings.value && timeline.length === 0;
  const isEmpty = isKnown && timeline.length === 0 && !hasOlder;
  return (
    <div class="log-frame">
      <div
        ref={scroller}
        class="log"
        role="log"
        aria-live="off"
        aria-label={t("log.label")}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content} class="log-content">
          {isEmpty && <Greeting view={view} />}
          {isQuiet && <p class="begin">{t("log.quiet")}</p>}
          {!isEmpty && isKnown && !hasOlder && span.start === 0 && (
            <p class="begin">{t("log.begin", { room: isolate(view.title.value) })}</p>
          )}
          {loadingOlder && <p class="begin">{t("log.loading")}</p>}
          <ol class="rows">
            {rows.map((row) => (
              <LogRow key={row.key} row={row} reachable={row.key === reachable} view={view} />
            ))}
          </ol>
          {following && view.tellsReads.value && <SeenLine view={view} />}
        </div>
      </div>
      {view.talk.isLost.value && <LostNote view={view} />}
      {newAbove && (
        <button type="button" class="above" onClick={toFirst}>
          <Icon path={icons.down} size={18} />
          {t("log.first")}
        </button>
      )}
      {!following && <LatestButton count={view.unread.value} onPress={toLatest} />}
    </div>
  );
}

/** Seqs are of all events: the first new message may stand some way after the last one that was read. */
async function showFirstAfter(view: RoomView, seq: number): Promise<void> {
  const found = await view.client?.messageAfter(seq).catch(() => undefined);
  if (found !== undefined) view.talk.show(found.seq);
}

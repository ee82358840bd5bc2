// One row of the log: a message, a day, the unread line, a change of name, or a gap.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Gap } from "../../client/state.ts";
import type { ConfiguredEvent } from "../../protocol/events/configured.ts";
import type { MemberEvent } from "../../protocol/events/member.ts";
import { formatDay } from "../shared/calendar.ts";
import { deferred } from "../shared/deferred.tsx";
import { memo } from "../shared/memo.ts";
import { isolate, t } from "../shared/t.ts";
import { MessageItem } from "./message-item.tsx";
import type { RoomView } from "./room-view.ts";
import type { Place, Row } from "./rows.ts";

const ChangeLine = deferred(async () => (await import("./asked.ts")).asked.ChangeLine);

type LogRowProps = {
  row: Row;
  /** The Tab key comes to it, and the arrow keys go on from there. */
  reachable: boolean;
  place?: Place;
  view: RoomView;
};

/** Drawn again only where its row is another. */
export const LogRow = memo(({ row, reachable, place = "log", view }: LogRowProps) => {
  switch (row.kind) {
    case "message": {
      const { kind: _, key, pending, ...message } = row;
      // One message may stand in the log and in a panel: what is done with one row is not done in the other.
      const rowKey = place === "log" ? key : `${place} ${key}`;
      const { id: pendingId, status } = pending ?? {};
      return <MessageItem {...{ ...message, rowKey, pendingId, status, reachable, place, view }} />;
    }
    case "day":
      return (
        <li class="day">
          <span>{formatDay(row.at, Date.now())}</span>
        </li>
      );
    case "unread":
      return (
        <li class="unread-line">
          <span>{t("log.unread")}</span>
        </li>
      );
    case "change":
      return <ChangeItem event={row.event} rowKey={row.key} />;
    case "gap":
      return <GapItem gap={row.gap} view={view} />;
  }
});

function ChangeItem({ event, rowKey }: { event: MemberEvent | ConfiguredEvent; rowKey: string }) {
  if (event.kind !== "member" || event.action !== "rename") {
    return (
      <li class="change" data-key={rowKey}>
        <ChangeLine event={event} />
      </li>
    );
  }
  const before = isolate(event.by.name);
  const after = isolate(event.member.name);
  return (
    <li class="change" data-key={rowKey}>
      {before === after ? t("log.renamed.unknown", { after }) : t("log.renamed", { before, after })}
    </li>
  );
}

/** Fills itself once it comes near the screen; where that fails, by a press. */
function GapItem({ gap, view }: { gap: Gap; view: RoomView }) {
  const item = useRef<HTMLLIElement>(null);
  const [loading, setLoading] = useState(false);
  const fill = (end: "newer" | "older") => {
    const client = view.client;
    if (client === undefined || loading) return;
    setLoading(true);
    void client
      .loadGap(gap, end)
      .catch(() => undefined)
      .finally(() => setLoading(false));
  };
  useEffect(() => {
    if (item.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find((entry) => entry.isIntersecting);
        if (seen !== undefined) fill(endOf(seen));
      },
      { root: item.current.closest(".log"), rootMargin: "400px 0px" },
    );
    observer.observe(item.current);
    return () => observer.disconnect();
  }, [gap.after, gap.before]);
  return (
    <li ref={item} class="gap">
      <button type="button" class="button link" onClick={() => fill("newer")} disabled={loading}>
        {t(loading ? "log.gap.loading" : "log.gap")}
      </button>
    </li>
  );
}

/** Who comes from above reads on; who comes from below reads back. What they read must not move. */
function endOf({ boundingClientRect, rootBounds }: IntersectionObserverEntry): "newer" | "older" {
  const middle = rootBounds === null ? 0 : rootBounds.top + rootBounds.height / 2;
  return boundingClientRect.top > middle ? "older" : "newer";
}

// Under the root of a thread: how much was said in it, when last, and whether there is something new.

import { dayKey, formatDay, formatFull, formatTime } from "../shared/calendar.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { NewMark } from "./new-mark.tsx";
import type { RoomView } from "./room-view.ts";
import { seenUpTo } from "./thread-list.ts";

type ThreadLineProps = { root: number; replies: number; lastSeq: number; lastAt: number; own: boolean; view: RoomView };

export function ThreadLine({ root, replies, lastSeq, lastAt, own, view }: ThreadLineProps) {
  const asks = view.threadMentions.value.get(root) ?? [];
  const read = seenUpTo(view.threadsRead.value, root, own, asks[0]);
  const upTo = Math.max(read ?? Infinity, view.ownReplies.value.get(root) ?? 0);
  const isNew = lastSeq > upTo;
  const panel = view.talk.panel.value;
  const isOpen = panel?.kind === "thread" && panel.root === root;
  const now = Date.now();
  const time = formatTime(lastAt);
  const when = dayKey(lastAt) === dayKey(now) ? time : t("time.at", { day: formatDay(lastAt, now), time });
  return (
    <button
      type="button"
      class={isNew ? "thread-line new" : "thread-line"}
      aria-expanded={isOpen}
      onClick={() => (view.talk.panel.value = isOpen ? undefined : { kind: "thread", root })}
    >
      <Icon path={icons.thread} size={16} />
      <span class="count">{t("talk.thread.replies", { count: replies })}</span>
      <time class="quiet" dateTime={new Date(lastAt).toISOString()} title={formatFull(lastAt)}>
        {t("talk.thread.last", { when })}
      </time>
      {isNew && <NewMark text={t("log.unread")} mentionsYou={asks.some((seq) => seq > upTo)} />}
    </button>
  );
}

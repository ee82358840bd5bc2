// The threads of the room, as far as it is loaded here: the one in which something was said last first. A press opens one.

import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dayKey, formatDay, formatFull, formatTime } from "../shared/calendar.ts";
import { t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import { atOf } from "./day-starts.ts";
import { NewMark } from "./new-mark.tsx";
import type { RoomView } from "./room-view.ts";
import { type ListedThread, listThreads } from "./thread-list.ts";

/** Of so many threads whose beginning is not held it is asked for. */
const ASKED_MAX = 20;

export function ThreadsPanel({ view }: { view: RoomView }) {
  const threads = useComputed(() => {
    const { timeline, you } = view.state.value;
    const [read, quoted] = [view.threadsRead.value, view.talk.quoted.value];
    return listThreads(timeline, { you: you?.id, read, quoted });
  }).value;
  const { client } = view;
  const unknown = threads.filter(({ message }) => message === undefined).slice(0, ASKED_MAX);
  const wanted = unknown.map(({ root }) => root).join();
  useEffect(() => {
    if (client !== undefined) for (const { root } of unknown) view.talk.askForQuoted(client, root);
  }, [client, wanted]);
  return (
    <>
      {threads.length === 0 ? (
        <p class="quiet empty">{t("talk.threads.none")}</p>
      ) : (
        <ol class="pins threads-list">
          {threads.map((thread) => (
            <li key={thread.root}>
              <ThreadEntry thread={thread} view={view} />
            </li>
          ))}
        </ol>
      )}
      <Reach view={view} />
    </>
  );
}

function ThreadEntry({ thread, view }: { thread: ListedThread; view: RoomView }) {
  const { root, message, replies, lastAt, unread, mentionsYou } = thread;
  const now = Date.now();
  const time = formatTime(lastAt);
  const when = dayKey(lastAt) === dayKey(now) ? time : t("time.at", { day: formatDay(lastAt, now), time });
  return (
    <button type="button" class="pin" onClick={() => (view.talk.panel.value = { kind: "thread", root })}>
      {message !== undefined && (
        <span class="byline">
          <bdi class="author">{message.by.name === "" ? t("log.nameless") : message.by.name}</bdi>
        </span>
      )}
      {message === undefined ? (
        <span class="what quiet">{t("talk.quote.earlier")}</span>
      ) : message.text === undefined ? (
        <span class="what quiet">{t("log.gone")}</span>
      ) : (
        <bdi class="what">{excerptOf(message.text)}</bdi>
      )}
      <span class="tally">
        <span class="count">{t("talk.thread.replies", { count: replies })}</span>
        <time dateTime={new Date(lastAt).toISOString()} title={formatFull(lastAt)}>
          {t("talk.thread.last", { when })}
        </time>
        {unread > 0 && <NewMark text={t("talk.threads.unread", { count: unread })} mentionsYou={mentionsYou} />}
      </span>
    </button>
  );
}

/** What was said before it is not looked at until it is loaded, too. */
function Reach({ view }: { view: RoomView }) {
  const { timeline, hasOlder, loadingOlder } = view.state.value;
  const first = timeline.find((item) => item.kind !== "gap");
  const since = first === undefined ? undefined : atOf(first);
  if (!hasOlder || since === undefined) return null;
  return (
    <p class="hint">
      {t("talk.threads.since", { when: formatFull(since) })}{" "}
      <button type="button" class="button link" disabled={loadingOlder} onClick={() => view.loadOlder()}>
        {t("talk.threads.older")}
      </button>
    </p>
  );
}

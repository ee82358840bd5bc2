// One message: who, when, what; and how it fares while it is on its way.

import { useState } from "preact/hooks";
import type { PendingStatus } from "../../client/state.ts";
import { deferred } from "../shared/deferred.tsx";
import { Avatar } from "../shared/avatar.tsx";
import { Tag } from "../shared/tag.tsx";
import { formatFull, formatTime } from "../shared/calendar.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { memo } from "../shared/memo.ts";
import { isolate, t } from "../shared/t.ts";
import { MessageText } from "../text/message-text.tsx";
import { markNames } from "../text/name-marks.tsx";
import { acting, useActing } from "./acting.ts";
import { holdLink } from "./asked-link.ts";
import { loadActs } from "./load-acts.ts";
import { loadPolls } from "./poll/load-polls.ts";
import { loadTalk } from "./load-talk.ts";
import { Reactions } from "./reactions.tsx";
import { reasonOf } from "./reason.ts";
import type { RoomView } from "./room-view.ts";
import type { MessageRow, Place } from "./rows.ts";
import { typedAs } from "./typed-as.ts";
import { useNamed } from "./use-named.ts";

const MessageOffers = deferred(async () => (await loadActs()).MessageOffers);
const Quote = deferred(async () => (await loadTalk()).Quote);
const ThreadLine = deferred(async () => (await loadTalk()).ThreadLine);
const PollCard = deferred(async () => (await loadPolls()).PollCard);
const MessageEditor = deferred(async () => (await loadActs()).MessageEditor);

type MessageItemProps = Omit<MessageRow, "kind" | "key" | "pending"> & {
  rowKey: string;
  /** The Tab key comes to what can be done with it. */
  reachable: boolean;
  place: Place;
  pendingId: string | undefined;
  status: PendingStatus | undefined;
  view: RoomView;
};

export const MessageItem = memo((props: MessageItemProps) => {
  const { rowKey, authorId, text, at, seq, own, opens, pinned, reactions, mine, status, view } = props;
  const { mentionsYou, place, replyTo, replies, lastReply } = props;
  const isInLog = place === "log";
  const [held] = useState(() => new Set(reactions?.map(({ emoji }) => emoji)));
  const classes = ["message", own && "own", mentionsYou && "to-you", opens && "opens", status?.kind]
    .filter(Boolean)
    .join(" ");
  const time = formatTime(at);
  // An erased member has no name left.
  const authorName = props.authorName === "" ? t("log.nameless") : props.authorName;
  return (
    <li class={classes} data-key={rowKey} data-seq={seq} id={seq === undefined || !isInLog ? undefined : `m${seq}`}>
      {opens && <Avatar id={authorId} name={authorName} />}
      <div class="said">
        {opens ? (
          <p class="byline">
            <bdi class="author">{authorName}</bdi>
            <Tag text={view.tagOf(authorId, authorName)} />
            <time dateTime={new Date(at).toISOString()} title={formatFull(at)}>
              {time}
            </time>
          </p>
        ) : (
          <p class="unseen">{t("log.by", { name: isolate(authorName), time })}</p>
        )}
        {mentionsYou && <p class="unseen">{t("message.mentions")}</p>}
        {pinned && (
          <p class="pinned">
            <Icon path={icons.pin} size={14} />
            {t("message.pinned")}
          </p>
        )}
        {replyTo !== undefined && text !== undefined && (
          <div class="quote-place">
            <Quote seq={replyTo} view={view} />
          </div>
        )}
        {text === undefined ? <p class="text gone">{t("log.gone")}</p> : <Said {...props} text={text} />}
        {reactions !== undefined && seq !== undefined && (
          <Reactions rowKey={rowKey} seq={seq} reactions={reactions} mine={mine} held={held} view={view} />
        )}
        {isInLog && seq !== undefined && replies > 0 && lastReply !== undefined && (
          <div class="thread-place">
            <ThreadLine
              root={seq}
              replies={replies}
              lastSeq={lastReply.seq}
              lastAt={lastReply.at}
              own={own}
              view={view}
            />
          </div>
        )}
        {status !== undefined && <PendingNote {...props} />}
      </div>
      {!opens && (
        <time class="aside" aria-hidden="true" title={formatFull(at)}>
          {time}
        </time>
      )}
      {text !== undefined && seq !== undefined && view.isInside.value && <Actable {...props} seq={seq} />}
    </li>
  );
});

/** Apart, to be drawn again when the language changes, and when it is edited. */
function Said(props: MessageItemProps & { text: string }) {
  const { rowKey, authorId, authorName, seq, text, me, edited, poll, chosen, own, view } = props;
  const now = useActing(rowKey);
  const named = useNamed(view, props.mentions);
  if (poll !== undefined) return <PollCard {...{ rowKey, authorId, seq, poll, chosen, own, named, view }} />;
  if (now?.mode === "editing" && seq !== undefined)
    return <MessageEditor {...{ seq, text, spokenTo: props.mentions, now, view }} />;
  return (
    <>
      <MessageText
        text={text}
        doer={me ? authorName : undefined}
        lang={view.language.value}
        edited={edited ? "" : undefined}
        onLink={holdLink(view, authorId)}
        words={markNames(named)}
      />
      {edited && seq !== undefined && (
        <button
          type="button"
          class="edited"
          aria-label={t("message.edited.show")}
          title={t("message.edited.show")}
          onClick={() => (view.talk.panel.value = { kind: "edits", seq })}
        >
          {t("message.edited")}
        </button>
      )}
    </>
  );
}

/** The way to what can be done, for keys and screen readers, and that itself once it is asked for. */
function Actable({ rowKey, reachable, ...props }: MessageItemProps & { seq: number }) {
  const now = useActing(rowKey);
  const { authorName, at, place, view } = props;
  const label = t("message.more", { name: isolate(authorName), time: formatTime(at) });
  const row = { ...props, kind: "message" as const, key: rowKey, pending: undefined };
  return (
    <>
      <button
        type="button"
        class="button icon more"
        tabIndex={reachable ? 0 : -1}
        aria-label={label}
        aria-expanded={now !== undefined}
        onClick={() => (acting.value = { key: rowKey, mode: "choosing", by: "keys" })}
      >
        <Icon path={icons.more} size={18} />
      </button>
      {now !== undefined && now.mode !== "editing" && <MessageOffers row={row} now={now} place={place} view={view} />}
    </>
  );
}

function PendingNote({ status, pendingId, text, me, thread, poll, replyTo, view }: MessageItemProps) {
  if (status === undefined || pendingId === undefined) return null;
  if (status.kind !== "failed") {
    const held = status.kind === "queued" ? status.held : undefined;
    return (
      <p class="note">
        <Icon path={icons.clock} size={14} />
        {held === undefined
          ? t(status.kind === "sending" ? "message.sending" : "message.queued")
          : reasonOf(held.code, held.message)}
      </p>
    );
  }
  return (
    <div class="note" role="alert">
      <p>
        <Icon path={icons.alert} size={16} />
        {t("message.failed", { reason: reasonOf(status.code, status.message) })}
      </p>
      <p class="ways">
        <button type="button" class="button link" onClick={() => view.client?.retry(pendingId)}>
          {t("message.retry")}
        </button>
        {/* Where one was sent away there is no composer to take it. */}
        {view.connection.value.kind !== "stopped" && (
          <button
            type="button"
            class="button link"
            onClick={() => view.recall(pendingId, typedAs({ text, me, poll }), thread, replyTo)}
          >
            {t("message.edit")}
          </button>
        )}
        <button type="button" class="button link" onClick={() => view.client?.discard(pendingId)}>
          {t("message.discard")}
        </button>
      </p>
    </div>
  );
}

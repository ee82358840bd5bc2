// One message: who, when, what; and how it fares while it is on its way.

import type { PendingStatus } from "../../client/state.ts";
import { Avatar } from "../shared/avatar.tsx";
import { formatFull, formatTime } from "../shared/calendar.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { LinkedText } from "../shared/linked-text.tsx";
import { memo } from "../shared/memo.ts";
import { isolate, t } from "../shared/t.ts";
import { reasonOf } from "./reason.ts";
import type { RoomView } from "./room-view.ts";

type MessageItemProps = {
  rowKey: string;
  authorId: string;
  authorName: string;
  text: string | undefined;
  at: number;
  own: boolean;
  opens: boolean;
  pendingId: string | undefined;
  status: PendingStatus | undefined;
  view: RoomView;
};

export const MessageItem = memo((props: MessageItemProps) => {
  const { rowKey, authorId, authorName, text, at, own, opens, status } = props;
  const classes = ["message", own && "own", opens && "opens", status?.kind].filter(Boolean).join(" ");
  const time = formatTime(at);
  return (
    <li class={classes} data-key={rowKey}>
      {opens && <Avatar id={authorId} name={authorName} />}
      <div class="said">
        {opens ? (
          <p class="byline">
            <bdi class="author">{authorName}</bdi>
            <time dateTime={new Date(at).toISOString()} title={formatFull(at)}>
              {time}
            </time>
          </p>
        ) : (
          <p class="unseen">{t("log.by", { name: isolate(authorName), time })}</p>
        )}
        {text === undefined ? <p class="text gone">{t("log.gone")}</p> : <Words text={text} view={props.view} />}
        {status !== undefined && <PendingNote {...props} />}
      </div>
      {!opens && (
        <time class="aside" aria-hidden="true" title={formatFull(at)}>
          {time}
        </time>
      )}
    </li>
  );
});

/** Apart, to be drawn again when the language changes. */
function Words({ text, view }: { text: string; view: RoomView }) {
  return (
    <p class="text" dir="auto" lang={view.language.value}>
      <LinkedText text={text} />
    </p>
  );
}

function PendingNote({ status, pendingId, text, view }: MessageItemProps) {
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
          <button type="button" class="button link" onClick={() => view.recall(pendingId, text ?? "")}>
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

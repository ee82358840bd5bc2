// Entry of the notifications: a list that fills over Server-Sent Events, and a form that stands for a back end.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { formatFull, formatTime } from "../../shared/calendar.ts";
import { t } from "../../shared/t.ts";
import { mountUse, type UseStatus } from "../mount-use.tsx";
import type { Notification } from "./read-notifications.ts";

type Inbox = { readonly list: readonly Notification[]; readonly readUpTo: number };

type InboxProps = {
  inbox: ReadonlySignal<Inbox>;
  unread: ReadonlySignal<number>;
  onRead: () => void;
  onNotify: (text: string) => Promise<void>;
};

/** The newest are enough. */
const SHOWN = 50;

mountUse(async (room, enter) => {
  const [guest, { followEvents, notify }] = await Promise.all([enter(), import("./follow-events.ts")]);
  const status = signal<UseStatus>("connecting");
  const inbox = signal<Inbox | undefined>(undefined);
  const shown = computed(() => inbox.value ?? { list: [], readUpTo: 0 });
  const unread = computed(() => shown.value.list.filter(({ seq }) => seq > shown.value.readUpTo).length);
  followEvents(room, {
    list(notifications) {
      if (notifications === undefined) return;
      // What was there before one came is no news.
      const newest = notifications.at(-1)?.seq ?? 0;
      inbox.value = { list: notifications, readUpTo: inbox.value?.readUpTo ?? newest };
    },
    add(notifications) {
      const { list, readUpTo } = shown.value;
      inbox.value = { list: [...list, ...notifications].slice(-SHOWN), readUpTo };
    },
    status(readyState) {
      status.value =
        readyState === EventSource.OPEN ? "online" : readyState === EventSource.CLOSED ? "stopped" : "waiting";
    },
  });
  const read = (): void => {
    inbox.value = { list: shown.value.list, readUpTo: shown.value.list.at(-1)?.seq ?? 0 };
  };
  const view = (
    <Notifications inbox={shown} unread={unread} onRead={read} onNotify={(text) => notify(room, guest, text)} />
  );
  return { status, view };
});

function Notifications({ inbox, unread, onRead, onNotify }: InboxProps) {
  const { list, readUpTo } = inbox.value;
  const title = document.title.replace(/^\(\d+\) /, "");
  useEffect(() => {
    document.title = unread.value > 0 ? `(${unread.value}) ${title}` : title;
  }, [unread.value]);
  return (
    <>
      <NotifyForm onNotify={onNotify} />
      <section class="inbox panel" aria-labelledby="inbox-title">
        <header>
          <h2 id="inbox-title">{t("uses.inbox.title")}</h2>
          <p class={unread.value > 0 ? "unread" : "quiet"} role="status">
            {t("uses.inbox.unread", { count: unread.value })}
          </p>
          <span class="spring" />
          <button type="button" class="button" disabled={unread.value === 0} onClick={onRead}>
            {t("uses.inbox.read")}
          </button>
        </header>
        {list.length === 0 && <p class="quiet empty">{t("uses.inbox.empty")}</p>}
        <ol reversed>
          {list.toReversed().map(({ seq, at, by, text }) => (
            <li key={seq} class={seq > readUpTo ? "new" : ""}>
              <p dir="auto">{text}</p>
              <p class="quiet">
                <span dir="auto">{by.name}</span> · <time title={formatFull(at)}>{formatTime(at)}</time>
                {seq > readUpTo && <span class="unseen">{t("uses.inbox.new")}</span>}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function NotifyForm({ onNotify }: { onNotify: (text: string) => Promise<void> }) {
  const [text, setText] = useState(() => t("uses.inbox.example"));
  const [failed, setFailed] = useState(false);
  const send = async (): Promise<void> => {
    try {
      await onNotify(text);
      setText("");
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <form
      class="field notify"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") void send();
      }}
    >
      <label for="notify">{t("uses.inbox.form")}</label>
      <div class="row">
        <div class="input">
          <input
            id="notify"
            value={text}
            dir="auto"
            autoComplete="off"
            enterkeyhint="send"
            maxLength={200}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button filled large">
          {t("uses.inbox.send")}
        </button>
      </div>
      {failed && (
        <p class="problem" role="alert">
          {t("uses.inbox.failed")}
        </p>
      )}
    </form>
  );
}

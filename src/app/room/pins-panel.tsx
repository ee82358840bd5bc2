// The pinned messages, the newest pin first. A press leads to the message.

import { useComputed } from "@preact/signals";
import { formatDay, formatTime } from "../shared/calendar.ts";
import { wide } from "../shared/media.ts";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import { act } from "./act.ts";
import { AskedList } from "./asked-list.tsx";
import { isAtLeast } from "./roles.ts";
import type { RoomView } from "./room-view.ts";

export function PinsPanel({ view }: { view: RoomView }) {
  // Which pins there are among what is held tells when to ask anew.
  const version = useComputed(() =>
    view.state.value.timeline
      .flatMap((item) => (item.kind === "message" && item.message.pinned === true ? [item.message.seq] : []))
      .join(),
  ).value;
  const mayPin = isAtLeast(view.you.value?.role ?? "reader", "moderator");
  const now = Date.now();
  const show = (seq: number): void => {
    // On a phone the sheet would cover what one goes to.
    if (!wide.value) view.talk.panel.value = undefined;
    view.talk.show(seq);
  };
  return (
    <AskedList view={view} version={version} ask={(client) => client.pins()}>
      {({ messages }) =>
        messages.length === 0 ? (
          <p class="quiet empty">{t(mayPin ? "talk.pins.none.may" : "talk.pins.none")}</p>
        ) : (
          <ol class="pins">
            {messages.map(({ seq, by, at, text = "" }) => (
              <li key={seq}>
                <button type="button" class="pin" onClick={() => show(seq)}>
                  <span class="byline">
                    <bdi class="author">{by.name}</bdi>
                    <time dateTime={new Date(at).toISOString()}>
                      {t("time.at", { day: formatDay(at, now), time: formatTime(at) })}
                    </time>
                  </span>
                  <bdi class="what">{excerptOf(text)}</bdi>
                </button>
                {mayPin && (
                  <button
                    type="button"
                    class="button link"
                    aria-label={t("talk.pins.unpin.label", { name: isolate(by.name) })}
                    onClick={() => void act(view, `pin ${seq}`, "pin", (client) => client.pin(seq, false))}
                  >
                    {t("talk.pins.unpin")}
                  </button>
                )}
              </li>
            ))}
          </ol>
        )
      }
    </AskedList>
  );
}

// What a message said before it was edited, the newest text first.

import { useComputed } from "@preact/signals";
import { formatDay, formatTime } from "../shared/calendar.ts";
import { t } from "../shared/t.ts";
import { AskedList } from "./asked-list.tsx";
import type { RoomView } from "./room-view.ts";

export function EditsPanel({ seq, view }: { seq: number; view: RoomView }) {
  const message = useComputed(() => view.find(seq)).value;
  const now = Date.now();
  // Of what was removed nothing is told, not even what is on the screen already.
  if (message?.removedAt !== undefined) return <p class="quiet empty">{t("log.gone")}</p>;
  return (
    <AskedList view={view} version={message?.editedAt} ask={(client) => client.edits(seq)}>
      {({ edits, more }) => (
        <>
          <ol class="edits">
            {edits.map(({ seq: of, at, text }, index) => (
              <li key={of}>
                <p class="quiet">
                  {t(index === 0 ? "talk.edits.now" : of === seq ? "talk.edits.first" : "talk.edits.then", {
                    when: t("time.at", { day: formatDay(at, now), time: formatTime(at) }),
                  })}
                </p>
                <p class="text" dir="auto" lang={view.language.value}>
                  {text}
                </p>
              </li>
            ))}
          </ol>
          {more && <p class="quiet empty">{t("talk.edits.more")}</p>}
        </>
      )}
    </AskedList>
  );
}

// Who reacted to a message, and with what.

import { useComputed } from "@preact/signals";
import { Avatar } from "../shared/avatar.tsx";
import { t } from "../shared/t.ts";
import { AskedList } from "./asked-list.tsx";
import { nameNow } from "./reactors.ts";
import type { RoomView } from "./room-view.ts";

export function ReactorsPanel({ seq, view }: { seq: number; view: RoomView }) {
  const version = useComputed(() => view.find(seq)?.reactions).value;
  return (
    <AskedList view={view} version={version} ask={(client) => client.reactions(seq)}>
      {({ reactions, more }) =>
        reactions.length === 0 ? (
          <p class="quiet empty">{t("talk.reactors.none")}</p>
        ) : (
          <>
            {[...Map.groupBy(reactions, ({ emoji }) => emoji)].map(([emoji, of]) => (
              <section key={emoji} class="reactors" aria-label={t("message.reaction", { emoji, count: of.length })}>
                <h3>{emoji}</h3>
                <ul class="people">
                  {of.map(({ by }) => (
                    <li key={by.id}>
                      <Avatar id={by.id} name={nameNow(view, by)} />
                      <span class="person">
                        <bdi>{nameNow(view, by)}</bdi>
                        {by.id === view.you.value?.id && <span class="quiet"> {t("talk.reactors.you")}</span>}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            {more && <p class="quiet empty">{t("talk.reactors.more")}</p>}
          </>
        )
      }
    </AskedList>
  );
}

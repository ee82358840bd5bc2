// Who chose what in a poll.

import { useComputed } from "@preact/signals";
import { Avatar } from "../../shared/avatar.tsx";
import { t } from "../../shared/t.ts";
import { AskedList } from "../asked-list.tsx";
import { nameNow } from "../reactors.ts";
import type { RoomView } from "../room-view.ts";

export function VotersPanel({ seq, view }: { seq: number; view: RoomView }) {
  const poll = useComputed(() => view.find(seq)?.poll).value;
  return (
    <AskedList view={view} version={poll} ask={(client) => client.votes(seq)}>
      {({ votes, more }) =>
        votes.length === 0 ? (
          <p class="quiet empty">{t("poll.who.none")}</p>
        ) : (
          <>
            {(poll?.options ?? []).map((option, place) => {
              const of = votes.filter(({ options }) => options.includes(place));
              if (of.length === 0) return null;
              return (
                <section key={place} class="reactors" aria-label={option}>
                  <h3>
                    <bdi>{option}</bdi> <span class="quiet">{t("poll.count", { count: of.length })}</span>
                  </h3>
                  <ul class="people">
                    {of.map(({ by }) => (
                      <li key={by.id}>
                        <Avatar id={by.id} name={nameNow(view, by)} />
                        <span class="person">
                          <bdi>{nameNow(view, by)}</bdi>
                          {by.id === view.you.value?.id && <span class="quiet"> {t("poll.who.you")}</span>}
                        </span>
                      </li>
                    ))}
                  </ul>
                </section>
              );
            })}
            {more && <p class="quiet empty">{t("poll.who.more")}</p>}
          </>
        )
      }
    </AskedList>
  );
}

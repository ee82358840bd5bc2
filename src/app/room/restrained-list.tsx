// Those who are banned, and those who are muted and not here, with why, and what takes it back.

import { useEffect, useState } from "preact/hooks";
import type { Author } from "../../protocol/schemas.ts";
import { Avatar } from "../shared/avatar.tsx";
import { isolate, type Key, t } from "../shared/t.ts";
import { formatUntil } from "../shared/calendar.ts";
import { moderate, type Moderation } from "./moderate.ts";
import { askRestrained, knownStandings } from "./restrained.ts";
import type { RoomView } from "./room-view.ts";
import { standingsOf } from "./standings.ts";

type Kind = "ban" | "mute";
type Words = { readonly title: Key; readonly lift: Key; readonly label: Key };

const WORDS: Readonly<Record<Kind, Words>> = {
  ban: { title: "members.banned", lift: "members.unban", label: "members.unban.label" },
  mute: { title: "members.muted.away", lift: "members.unmute", label: "members.unmute.label" },
};
const BACK = { ban: { action: "unban" }, mute: { action: "unmute" } } as const satisfies Record<Kind, Moderation>;

export function RestrainedList({ view }: { view: RoomView }) {
  const decided = [...standingsOf(view.state.value.timeline).values()]
    .map(({ member, bannedUntil, mutedUntil }) => `${member.id} ${bannedUntil} ${mutedUntil}`)
    .join();
  // Out of reach: what the log holds of it is shown, and the page says elsewhere that there is no connection.
  useEffect(() => void askRestrained(view).catch(() => undefined), [view, decided]);
  const now = Date.now();
  const here = new Set(view.members.value.list.map(({ id }) => id));
  const all = [...knownStandings(view).values()];
  const banned = all.filter(({ bannedUntil }) => bannedUntil > now);
  // Whoever is here has the mark and the way back at their name.
  const muted = all.filter((one) => one.mutedUntil > now && one.bannedUntil <= now && !here.has(one.member.id));
  return (
    <>
      <Section
        view={view}
        kind="ban"
        people={banned.map(({ member, bannedUntil }) => ({ member, until: bannedUntil }))}
      />
      <Section
        view={view}
        kind="mute"
        people={muted.map(({ member, mutedUntil }) => ({ member, until: mutedUntil }))}
      />
    </>
  );
}

type SectionProps = {
  view: RoomView;
  kind: Kind;
  people: readonly { readonly member: Author; readonly until: number }[];
};

function Section({ view, kind, people }: SectionProps) {
  const [refused, setRefused] = useState(false);
  if (people.length === 0) return null;
  const words = WORDS[kind];
  const lift = async (member: Author) => {
    setRefused(false);
    await moderate(view, member, BACK[kind]).catch(() => setRefused(true));
  };
  const titleId = kind === "ban" ? "banned-title" : "muted-away-title";
  return (
    <section class="banned" aria-labelledby={titleId}>
      <h3 id={titleId}>{t(words.title)}</h3>
      <ul class="people">
        {people.map(({ member, until }) => {
          const name = member.name || t("log.nameless");
          return (
            <li key={member.id}>
              <Avatar id={member.id} name={name} />
              <span class="person">
                <bdi>{name}</bdi>
                <Why view={view} kind={kind} member={member.id} until={until} />
              </span>
              <button
                type="button"
                class="button"
                aria-label={t(words.label, { name: isolate(name) })}
                onClick={() => void lift(member)}
              >
                {t(words.lift)}
              </button>
            </li>
          );
        })}
      </ul>
      {refused && <p role="alert">{t("members.refused")}</p>}
    </section>
  );
}

/** Until when, by whom and why, as far as that is known. */
function Why({ view, kind, member, until }: { view: RoomView; kind: Kind; member: string; until: number }) {
  const told = view.restrained.value.find((one) => one.member.id === member)?.[kind];
  const parts = [
    ...(until === Infinity ? [] : [t("members.until", { time: formatUntil(until, Date.now()) })]),
    ...(told?.by === undefined || told.by.name === "" ? [] : [t("members.by", { name: isolate(told.by.name) })]),
    ...(told?.reason === undefined ? [] : [isolate(told.reason)]),
  ];
  if (parts.length === 0) return null;
  return <span class="quiet why">{parts.join(" · ")}</span>;
}

// What moderators and owners did, newest first: who, what to whom, when and why.

import type { Audit } from "../../../protocol/http.ts";
import { formatFull } from "../../shared/calendar.ts";
import { t } from "../../shared/t.ts";
import type { RoomView } from "../room-view.ts";
import { knownPeople } from "../slash/known-people.ts";
import { readRecord } from "./desk-route.ts";
import { Earlier } from "./earlier.tsx";
import { Fetched } from "./fetched.tsx";
import { lineOf } from "./record-line.ts";

export function Record({ view }: { view: RoomView }) {
  const { room } = view;
  return (
    <>
      <p class="hint">{t("record.text")}</p>
      <Fetched fetch={() => readRecord(room)}>
        {(held, put) => <Entries view={view} held={held} onHeld={put} />}
      </Fetched>
    </>
  );
}

function Entries({ view, held, onHeld }: { view: RoomView; held: Audit; onHeld: (record: Audit) => void }) {
  const you = view.you.value;
  const names = new Map([...knownPeople(view), ...(you === undefined ? [] : [you])].map(({ id, name }) => [id, name]));
  const addEarlier = async () => {
    const page = await readRecord(view.room, held.entries.at(-1)?.entry);
    onHeld({ ...page, entries: [...held.entries, ...page.entries] });
  };
  if (held.entries.length === 0) return <p>{t("record.none")}</p>;
  return (
    <>
      <ul class="record">
        {held.entries.map((entry) => (
          <li key={entry.entry}>
            <p>{lineOf(entry, names)}</p>
            <time class="hint" dateTime={new Date(entry.at).toISOString()}>
              {formatFull(entry.at)}
            </time>
          </li>
        ))}
      </ul>
      <Earlier more={held.more} onEarlier={addEarlier} />
    </>
  );
}

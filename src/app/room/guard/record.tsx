// What moderators and owners did, newest first: who, what to whom, when and why.

import { useState } from "preact/hooks";
import type { Audit, AuditEntry } from "../../../protocol/http.ts";
import { formatFull } from "../../shared/calendar.ts";
import { isKey, isolate, t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { knownPeople } from "../slash/known-people.ts";
import { readRecord } from "./desk-route.ts";
import { Fetched } from "./fetched.tsx";

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
  const [problem, setProblem] = useState<string>();
  const you = view.you.value;
  const names = new Map([...knownPeople(view), ...(you === undefined ? [] : [you])].map(({ id, name }) => [id, name]));
  const showEarlier = async () => {
    try {
      const page = await readRecord(view.room, held.entries.at(-1)?.entry);
      onHeld({ ...page, entries: [...held.entries, ...page.entries] });
    } catch (error) {
      setProblem(t("desk.failed", { reason: refusalOf(error) }));
    }
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
      {held.more && (
        <button type="button" class="button outlined" onClick={() => void showEarlier()}>
          {t("desk.earlier")}
        </button>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** Acts whose target is a member: the record has the id alone. */
const ABOUT_MEMBER = /^(?:kick|ban|unban|mute|unmute|role|purge|transfer|erase)$/;

function lineOf({ by, action, target = "", reason }: AuditEntry, names: ReadonlyMap<string, string>): string {
  const key = `record.${action.replaceAll(" ", "-")}`;
  const meant = ABOUT_MEMBER.test(action) ? (names.get(target) ?? t("record.somebody")) : target;
  const values = { by: isolate(by.name), target: isolate(meant), action };
  const line = isKey(key) ? t(key, values) : t("record.other", values);
  return reason === undefined ? line : t("record.because", { line, reason: isolate(reason) });
}

// The public rooms, to look through and to find by a word.

import { useEffect, useRef, useState } from "preact/hooks";
import { formatDay } from "../shared/calendar.ts";
import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";
import { findPublicRooms, listPublicRooms, type PublicRoom } from "./public-rooms.ts";
import { refusalOf } from "./refusal.ts";

type Rooms =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly problem: string }
  | { readonly kind: "there"; readonly list: readonly PublicRoom[] };

export function Directory({ onClose }: { onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [rooms, setRooms] = useState<Rooms>({ kind: "loading" });
  const load = async () => {
    setRooms({ kind: "loading" });
    try {
      setRooms({ kind: "there", list: await listPublicRooms() });
    } catch (error) {
      setRooms({ kind: "failed", problem: t("directory.failed", { reason: refusalOf(error) }) });
    }
  };
  useEffect(() => {
    field.current?.focus();
    void load();
  }, []);
  return (
    <Sheet open onClose={onClose} labelledBy="directory-title" class="managing directory">
      <h2 id="directory-title">{t("directory.title")}</h2>
      <div class="input">
        <input
          ref={field}
          type="search"
          aria-label={t("directory.find")}
          placeholder={t("directory.find")}
          value={typed}
          autoComplete="off"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {rooms.kind === "loading" && <p class="hint">{t("directory.loading")}</p>}
      {rooms.kind === "failed" && (
        <div class="act">
          <p class="problem" role="alert">
            {rooms.problem}
          </p>
          <button type="button" class="button outlined" onClick={() => void load()}>
            {t("directory.again")}
          </button>
        </div>
      )}
      {rooms.kind === "there" && <Found list={rooms.list} typed={typed} />}
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

function Found({ list, typed }: { list: readonly PublicRoom[]; typed: string }) {
  const found = findPublicRooms(list, typed);
  const now = Date.now();
  return (
    <>
      <p class="unseen" role="status">
        {t("directory.count", { count: found.length })}
      </p>
      {found.length === 0 && <p class="hint">{t(list.length === 0 ? "directory.none" : "directory.nothing")}</p>}
      <ul class="found">
        {found.map(({ name, title, topic, members, activeAt }) => (
          <li key={name}>
            <a href={`/r/${name}`}>
              <b dir="auto">{title === "" ? name : title}</b>
              <span class="quiet">
                {/* A room tells of itself now and then: nobody may be what it told when it was made. */}
                {members > 0 && `${t("members.count", { count: members })} · `}
                {formatDay(activeAt, now)}
              </span>
              {topic !== "" && (
                <span class="topic" dir="auto">
                  {topic}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

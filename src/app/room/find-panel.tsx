// Searches the room and goes to days. A press on what was found leads to it, among what was said around it.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../protocol/message.ts";
import { formatDay, formatTime } from "../shared/calendar.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { wide } from "../shared/media.ts";
import { type Key, t } from "../shared/t.ts";
import { asksForDay, type FindQuery, formatFilterDay, markFound, parseDay, parseFindQuery } from "./find-query.ts";
import type { RoomView } from "./room-view.ts";

type Found = {
  readonly query: FindQuery;
  readonly messages: readonly Message[];
  readonly more: boolean;
  /** The room does not have all of it in its index yet. */
  readonly isPartial: boolean;
  readonly state: "asking" | "failed" | "told";
};

const HINTS = [
  ["find.hint.from", "find.hint.from.label"],
  ["find.hint.before", "find.hint.before.label"],
  ["find.hint.link", "find.hint.link.label"],
] as const satisfies readonly (readonly [Key, Key])[];

export function FindPanel({ view, typed: given = "" }: { view: RoomView; typed?: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(given);
  const [found, setFound] = useState<Found>();
  const asking = useRef<symbol | undefined>(undefined);

  const ask = async (query: FindQuery, before: readonly Message[]) => {
    const { client } = view;
    if (client === undefined) return;
    const turn = Symbol("turn");
    asking.current = turn;
    setFound({ query, messages: before, more: false, isPartial: false, state: "asking" });
    const last = before.at(-1)?.seq;
    const page = await client
      .search({ ...query.asked, ...(last === undefined ? {} : { before: last }) })
      .catch(() => undefined);
    if (asking.current !== turn) return;
    if (page === undefined)
      return setFound({ query, messages: before, more: last !== undefined, isPartial: false, state: "failed" });
    const messages = [...before, ...page.messages];
    setFound({ query, messages, more: page.more, isPartial: page.partial === true, state: "told" });
  };
  const search = (text: string): void => {
    const query = parseFindQuery(text);
    if (query === undefined) setFound(undefined);
    else void ask(query, []);
  };
  useEffect(() => {
    field.current?.focus();
    if (given !== "") search(given);
    return () => (asking.current = undefined);
  }, []);

  const narrow = (filter: string): void => {
    const text = `${typed.trim()} ${filter}`.trimStart();
    setTyped(text);
    field.current?.focus();
    if (!filter.endsWith(":")) search(text);
  };
  return (
    <>
      <form
        role="search"
        class="find"
        onSubmit={(event) => {
          event.preventDefault();
          search(typed);
        }}
      >
        <div class="input">
          <input
            ref={field}
            type="search"
            enterkeyhint="search"
            autocomplete="off"
            aria-label={t("find.field")}
            placeholder={t("find.field")}
            maxLength={200}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button icon" aria-label={t("find.do")} title={t("find.do")}>
            <Icon path={icons.search} size={18} />
          </button>
        </div>
        <p class="hints">
          <span class="quiet">{t("find.hint")}</span>
          {HINTS.map(([filter, label]) => (
            <button key={filter} type="button" class="hint" title={t(label)} onClick={() => narrow(t(filter))}>
              {t(filter)}
            </button>
          ))}
        </p>
        {asksForDay(typed) && <p class="quiet">{t("find.hint.day", { day: formatFilterDay(Date.now()) })}</p>}
      </form>
      {found === undefined ? (
        <DayForm view={view} />
      ) : (
        <Results found={found} view={view} onMore={() => void ask(found.query, found.messages)} />
      )}
    </>
  );
}

function Results({ found, view, onMore }: { found: Found; view: RoomView; onMore: () => void }) {
  const { query, messages, more, isPartial, state } = found;
  const now = Date.now();
  const count = messages.length;
  return (
    <>
      <p class="quiet" role="status">
        {state === "asking"
          ? t("find.searching")
          : state === "failed"
            ? t("find.failed")
            : count === 0
              ? t(isPartial ? "find.partial" : "find.none")
              : t(more ? "find.count.more" : "find.count", { count })}
      </p>
      {isPartial && count > 0 && <p class="quiet">{t("find.partial")}</p>}
      <ol class="hits">
        {messages.map(({ seq, by, at, text = "" }) => (
          <li key={seq}>
            <button type="button" class="hit" onClick={() => go(view, seq)}>
              <span class="byline">
                <bdi class="author">{by.name}</bdi>
                <time dateTime={new Date(at).toISOString()}>
                  {t("time.at", { day: formatDay(at, now), time: formatTime(at) })}
                </time>
              </span>
              <span class="what" dir="auto">
                {markFound(text, query.words).map((piece, index) =>
                  piece.isFound ? <mark key={index}>{piece.text}</mark> : piece.text,
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" class="button outlined" disabled={state === "asking"} onClick={onMore}>
          {t("find.more")}
        </button>
      )}
    </>
  );
}

function DayForm({ view }: { view: RoomView }) {
  const [isNone, setNone] = useState(false);
  const goTo = async (at: number | undefined) => {
    if (at === undefined) return;
    setNone(false);
    const message = await view.client?.messageAt(at).catch(() => undefined);
    if (message === undefined) setNone(true);
    else go(view, message.seq);
  };
  return (
    <form
      class="day-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get("day");
        void goTo(parseDay(typeof given === "string" ? given : ""));
      }}
    >
      <div class="field">
        <label for="find-day">{t("find.day")}</label>
        <div class="input">
          <input id="find-day" name="day" type="date" required />
          <button type="submit" class="button">
            {t("find.day.do")}
          </button>
        </div>
        {isNone && (
          <p class="problem" role="alert">
            {t("find.day.none")}
          </p>
        )}
      </div>
      <button type="button" class="button link" onClick={() => void goTo(0)}>
        {t("find.first")}
      </button>
    </form>
  );
}

/** On a phone the sheet would cover what one goes to. */
function go(view: RoomView, seq: number): void {
  if (!wide.value) view.talk.panel.value = undefined;
  view.talk.show(seq);
}

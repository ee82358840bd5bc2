// A poll in its message: the question, and each option with what it has so far; choosing one votes.

import { useEffect, useId, useState } from "preact/hooks";
import { isClosed, type PollState } from "../../../protocol/poll.ts";
import { useAskedFocus } from "../../shared/asked-focus.ts";
import { formatFull } from "../../shared/calendar.ts";
import { t } from "../../shared/t.ts";
import { MessageText } from "../../text/message-text.tsx";
import { markNames, type Named } from "../../text/name-marks.tsx";
import { holdLink } from "../asked-link.ts";
import { loadActs } from "../load-acts.ts";
import { isAtLeast } from "../roles.ts";
import type { RoomView } from "../room-view.ts";
import { useWriteHold } from "../use-write-hold.ts";
import { type Chosen, PendingVote } from "./pending-vote.ts";

/** Arrow keys go along the options, and each that they come to is chosen: the one where they stop is voted for. */
const VOTE_AFTER_MS = 400;
/** Timers do not run for longer. */
const LONGEST_MS = 2 ** 31 - 1;

export type PollCardProps = {
  rowKey: string;
  authorId: string;
  /** Undefined while the message is on its way. */
  seq: number | undefined;
  poll: PollState;
  /** What one chose oneself. */
  chosen: Chosen | undefined;
  own: boolean;
  /** Whom the question speaks to. */
  named: readonly Named[];
  view: RoomView;
};

const NONE: Chosen = [];

export function PollCard({ rowKey, authorId, seq, poll, chosen = NONE, own, named, view }: PollCardProps) {
  const id = useId();
  const { question, options, votes = NONE, voters = 0, multiple = false, closesAt } = poll;
  const [pending] = useState(() => new PendingVote());
  const hold = useWriteHold(view);
  const over = useOver(poll);
  const role = view.role.value;
  const mayWrite = seq !== undefined && role !== undefined && (hold === undefined || hold.kind === "slow");
  const mayVote = mayWrite && !over;
  const shown = pending.wanted.value ?? chosen;

  useEffect(() => () => pending.end(), []);
  useEffect(() => pending.told(chosen), [chosen]);

  const vote = (next: Chosen, afterMs: number): void => pending.choose(next, afterMs, send);
  const send = async (next: Chosen): Promise<boolean> => {
    if (seq === undefined) return false;
    const { act } = await loadActs();
    return act(view, rowKey, "vote", (client) => client.vote(seq, next));
  };
  const choose = (place: number, on: boolean): void => {
    if (!multiple) return vote([place], VOTE_AFTER_MS);
    const others = shown.filter((each) => each !== place);
    vote(on ? [...others, place].toSorted((a, b) => a - b) : others, VOTE_AFTER_MS);
  };

  return (
    <div class="poll">
      <div id={`${id}question`} class="question">
        <MessageText
          text={question}
          lang={view.language.value}
          onLink={holdLink(view, authorId)}
          words={markNames(named)}
        />
      </div>
      {multiple && !over && <p class="quiet">{t("poll.several")}</p>}
      <div class="options" role={multiple ? "group" : "radiogroup"} aria-labelledby={`${id}question`}>
        {options.map((option, place) => {
          const count = votes[place] ?? 0;
          return (
            <label key={place} class="choice">
              <input
                type={multiple ? "checkbox" : "radio"}
                name={`${id}choice`}
                checked={shown.includes(place)}
                disabled={!mayVote}
                aria-labelledby={`${id}option${place}`}
                aria-describedby={`${id}count${place}`}
                onChange={(event) => choose(place, event.currentTarget.checked)}
              />
              <bdi id={`${id}option${place}`}>{option}</bdi>
              <span class="count" id={`${id}count${place}`}>
                {t("poll.count", { count })}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ inlineSize: `${voters === 0 ? 0 : Math.round((count / voters) * 100)}%` }} />
              </span>
            </label>
          );
        })}
      </div>
      <p class="quiet">
        {voters === 0 ? t("poll.voters.none") : t("poll.voters", { count: voters })}
        {over && <> · {t("poll.closed")}</>}
        {!over && closesAt !== undefined && <> · {t("poll.until", { when: formatFull(closesAt) })}</>}
      </p>
      <Ways
        voters={voters}
        seq={seq}
        onBack={mayVote && !multiple && shown.length > 0 ? () => vote([], 0) : undefined}
        mayClose={mayVote && (own || isAtLeast(role ?? "reader", "moderator"))}
        rowKey={rowKey}
        view={view}
      />
    </div>
  );
}

type WaysProps = {
  voters: number;
  seq: number | undefined;
  onBack: (() => void) | undefined;
  mayClose: boolean;
  rowKey: string;
  view: RoomView;
};

function Ways({ voters, seq, onBack, mayClose, rowKey, view }: WaysProps) {
  const [isAsking, setAsking] = useState(false);
  const place = useAskedFocus(isAsking);
  if (seq === undefined) return null;
  const close = async (): Promise<void> => {
    const { act } = await loadActs();
    await act(view, rowKey, "close", (client) => client.closePoll(seq));
    setAsking(false);
  };
  if (isAsking && mayClose) {
    return (
      <div class="ask" role="group" aria-label={t("poll.close.ask")}>
        <p>{t("poll.close.ask")}</p>
        <button ref={place} type="button" class="button outlined" onClick={() => setAsking(false)}>
          {t("poll.close.no")}
        </button>
        <button type="button" class="button danger" onClick={() => void close()}>
          {t("poll.close.yes")}
        </button>
      </div>
    );
  }
  return (
    <p class="ways">
      {voters > 0 && view.client !== undefined && (
        <button type="button" class="button link" onClick={() => (view.talk.panel.value = { kind: "voters", seq })}>
          {t("poll.who")}
        </button>
      )}
      {onBack !== undefined && (
        <button type="button" class="button link" onClick={onBack}>
          {t("poll.back")}
        </button>
      )}
      {mayClose && (
        <button ref={place} type="button" class="button link" onClick={() => setAsking(true)}>
          {t("poll.close")}
        </button>
      )}
    </p>
  );
}

/** True from the time that it is closed or ends by itself, which no event tells. */
function useOver({ closedAt, closesAt }: PollState): boolean {
  const [, setTicks] = useState(0);
  const over = isClosed({ closedAt, closesAt }, Date.now());
  useEffect(() => {
    if (over || closesAt === undefined) return;
    const timer = setTimeout(
      () => setTicks((ticks) => ticks + 1),
      Math.min(LONGEST_MS, Math.max(0, closesAt - Date.now()) + 1),
    );
    return () => clearTimeout(timer);
  });
  return over;
}

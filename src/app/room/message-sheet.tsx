// What can be done with one message, on a phone: a sheet from below, all of it in words.

import { useId, useRef } from "preact/hooks";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import { act } from "./act.ts";
import { acting, type Acting } from "./acting.ts";
import { EmojiRow } from "./emoji-row.tsx";
import { type ActionsProps, AskRemove, Choices, MoreChoices, permitted } from "./message-actions.tsx";

export function MessageSheet({ row, now, place, view }: ActionsProps) {
  const title = useId();
  const isTouched = useRef(false);
  const { seq, key } = row;
  const close = (): void => {
    if (acting.value?.key === key) acting.value = undefined;
  };
  const closeIfDone = (isDone: boolean): void => {
    if (isDone) close();
  };
  const turn = (mode: Acting["mode"]): void => void (acting.value = { key, mode, by: "press" });
  const choices = { row, place, view, turn, close, closeIfDone, worded: true };
  return (
    <div
      role="presentation"
      onPointerDownCapture={() => (isTouched.current = true)}
      onClickCapture={(event) => {
        // Of the finger that pressed long and is lifted now: it chose nothing yet. Keys and readers press without one.
        if (!isTouched.current && event.detail > 0) event.stopPropagation();
      }}
    >
      <Sheet open onClose={close} labelledBy={title} class="acts-sheet">
        <h2 id={title} class="unseen">
          {t("acts.label", { name: isolate(row.authorName) })}
        </h2>
        <p class="about" dir="auto">
          <bdi>{row.authorName}</bdi> {excerptOf(row.text ?? "")}
        </p>
        {now.problem !== undefined && (
          <p class="problem" role="alert">
            {now.problem}
          </p>
        )}
        {now.mode === "removing" ? (
          <AskRemove row={row} view={view} close={close} closeIfDone={closeIfDone} />
        ) : (
          <>
            {permitted(row, view).write && (
              <EmojiRow
                own={row.mine ?? []}
                onPick={(emoji, on) =>
                  void act(view, key, "react", (client) => client.react(seq, emoji, on)).then(closeIfDone)
                }
              />
            )}
            <Choices {...choices} />
            <MoreChoices {...choices} />
          </>
        )}
      </Sheet>
    </div>
  );
}

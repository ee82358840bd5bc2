// Where a poll is put together: the question, its choices, and how one may choose.

import { useEffect, useRef, useState } from "preact/hooks";
import { POLL_OPTION_CHARS, POLL_OPTIONS_MAX, POLL_QUESTION_CHARS } from "../../../protocol/limits.ts";
import { Sheet } from "../../shared/sheet.tsx";
import { Choice } from "../../shared/choice.tsx";
import { t } from "../../shared/t.ts";
import type { RoomView } from "../room-view.ts";
import { pollDraft } from "./poll-draft.ts";
import { askedOf } from "./poll-line.ts";
import { sayPoll } from "./say-poll.ts";

const HOUR_MS = 3_600_000;
const UNTIL_MS = { never: undefined, hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
type Until = keyof typeof UNTIL_MS;
const UNTILS: readonly Until[] = ["never", "hour", "day", "week"];

export function PollSheet({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [question, setQuestion] = useState(pollDraft.value.question);
  const [options, setOptions] = useState<readonly string[]>(() => {
    const begun = pollDraft.value.options;
    return [...begun, ...["", ""].slice(Math.min(2, begun.length))];
  });
  const [multiple, setMultiple] = useState(false);
  const [until, setUntil] = useState<Until>("never");
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>(".input input") ?? [])];
    (fields.find(({ value }) => value === "") ?? fields[0])?.focus();
  }, [options.length]);

  const ask = () => {
    const lastsMs = UNTIL_MS[until];
    const asked = askedOf(
      { question, options },
      { ...(multiple ? { multiple } : {}), ...(lastsMs === undefined ? {} : { closesAt: Date.now() + lastsMs }) },
    );
    if (asked.kind !== "poll") return setProblem(t(asked.kind === "long" ? "poll.ask.long" : "poll.ask.missing"));
    sayPoll(view, asked);
    onClose();
  };

  const field = (id: string, label: string, value: string, maxLength: number, onInput: (value: string) => void) => (
    <div class="field" key={id}>
      <label for={id}>{label}</label>
      <div class="input">
        <input
          id={id}
          value={value}
          maxLength={maxLength}
          dir="auto"
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : "poll-problem"}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </div>
    </div>
  );

  return (
    <Sheet open onClose={onClose} labelledBy="poll-title" class="managing">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <header>
          <h2 id="poll-title">{t("poll.ask.title")}</h2>
          <p class="quiet">{t("poll.ask.text")}</p>
        </header>
        {field("poll-question", t("poll.ask.question"), question, POLL_QUESTION_CHARS, setQuestion)}
        {options.map((option, at) =>
          field(`poll-option-${at}`, t("poll.ask.option", { count: at + 1 }), option, POLL_OPTION_CHARS, (value) =>
            setOptions(options.with(at, value)),
          ),
        )}
        {options.length < POLL_OPTIONS_MAX && (
          <button type="button" class="button link" onClick={() => setOptions([...options, ""])}>
            {t("poll.ask.more")}
          </button>
        )}
        <div class="option">
          <input
            type="checkbox"
            id="poll-several"
            checked={multiple}
            onChange={(event) => setMultiple(event.currentTarget.checked)}
          />
          <label for="poll-several">{t("poll.ask.several")}</label>
        </div>
        <Choice
          id="poll-until"
          label={t("poll.ask.until")}
          value={until}
          options={UNTILS.map((value) => ({ value, label: t(`poll.ask.until.${value}`) }))}
          onChoose={setUntil}
        />
        {problem !== undefined && (
          <p class="problem" id="poll-problem" role="alert">
            {problem}
          </p>
        )}
        <div class="ways">
          <button type="submit" class="button filled large">
            {t("poll.ask.do")}
          </button>
          <button type="button" class="button outlined large" onClick={onClose}>
            {t("dialog.close")}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

// The list of words that a room does not want, and what becomes of a message that holds one.

import { useState } from "preact/hooks";
import type { WordList } from "../../../protocol/http.ts";
import { LISTED_WORD_CHARS, LISTED_WORDS_MAX } from "../../../protocol/limits.ts";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { readWords } from "./desk-route.ts";
import { Fetched } from "./fetched.tsx";
import { parseListedWords } from "./listed-words.ts";

const ACTIONS = ["mask", "refuse"] as const;

export function WordForm({ view }: { view: RoomView }) {
  const { room } = view;
  return (
    <>
      <p class="hint">{t("words.text")}</p>
      <Fetched fetch={() => readWords(room)}>{(held) => <Form view={view} held={held} />}</Fetched>
    </>
  );
}

function Form({ view, held }: { view: RoomView; held: WordList }) {
  const [typed, setTyped] = useState(held.words.join("\n"));
  const [action, setAction] = useState(held.action);
  const [told, setTold] = useState<{ kind: "problem" | "saved"; text: string }>();
  const save = async () => {
    const words = parseListedWords(typed);
    if (words === undefined) {
      setTold({ kind: "problem", text: t("words.many", { most: LISTED_WORDS_MAX, chars: LISTED_WORD_CHARS }) });
      return;
    }
    try {
      await view.ask({ type: "words", action, words: [...words] });
      setTold({ kind: "saved", text: t("words.saved", { count: words.length }) });
    } catch (error) {
      setTold({ kind: "problem", text: t("guard.failed", { reason: refusalOf(error) }) });
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="field">
        <label for="words-list">{t("words.field")}</label>
        <div class="input">
          <textarea
            id="words-list"
            rows={6}
            value={typed}
            dir="auto"
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      </div>
      <fieldset class="visibility">
        <legend>{t("words.action")}</legend>
        {ACTIONS.map((each) => (
          <div key={each} class="option">
            <input
              type="radio"
              id={`words-${each}`}
              name="words-action"
              checked={each === action}
              onChange={() => setAction(each)}
            />
            <label for={`words-${each}`}>{t(`words.${each}`)}</label>
          </div>
        ))}
      </fieldset>
      {told !== undefined && (
        <p class={told.kind === "problem" ? "problem" : "hint"} role={told.kind === "problem" ? "alert" : "status"}>
          {told.text}
        </p>
      )}
      <div class="ways">
        <button type="submit" class="button filled large">
          {t("words.save")}
        </button>
      </div>
    </form>
  );
}

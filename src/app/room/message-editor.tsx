// Changes the text of one's own message, in its place. Enter saves, under a finger a button, Escape leaves it as it was.

import { useEffect, useRef, useState } from "preact/hooks";
import { WELCOME_LIMITS } from "../../protocol/limits.ts";
import { coarse } from "../shared/media.ts";
import { deferred } from "../shared/deferred.tsx";
import { t } from "../shared/t.ts";
import { EmojiCompletion } from "../text/emoji-completion.tsx";
import { useWritingKeys } from "../text/use-writing-keys.ts";
import { act } from "./act.ts";
import { acting, type Acting } from "./acting.ts";
import { composerNear, sendsBy } from "./composing.ts";
import { charactersLeft, tidy } from "./draft.ts";
import { loadTalk } from "./load-talk.ts";
import type { RoomView } from "./room-view.ts";
import { useMentions } from "./use-mentions.ts";

const MentionList = deferred(async () => (await loadTalk()).MentionList);

type EditorProps = {
  seq: number;
  text: string;
  /** Whom it speaks to. */
  spokenTo: readonly string[] | undefined;
  now: Acting;
  view: RoomView;
};

export function MessageEditor({ seq, text, spokenTo = [], now, view }: EditorProps) {
  const { key, problem } = now;
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = now.draft?.text ?? text;
  const [isSaving, setSaving] = useState(false);
  const left = charactersLeft(draft, view.limits.value?.textChars ?? WELCOME_LIMITS.textChars);
  const isReady = tidy(draft) !== "" && (left ?? 0) >= 0 && !isSaving;

  const write = (next: string): void => {
    acting.value = { ...now, draft: { text: next, show: () => view.talk.show(seq) } };
  };
  const mentions = useMentions(view, area, write, spokenTo);
  const listId = `mentions-of-${seq}`;
  const isNaming = mentions.proposed.length > 0;

  useWritingKeys(area);
  useEffect(() => {
    // What was begun comes back with its row, while one may be writing elsewhere: only who is led here writes on.
    const row = area.current?.closest(".message");
    if (now.draft === undefined || row === document.activeElement) area.current?.focus();
    area.current?.setSelectionRange(draft.length, draft.length);
    return () => {
      // Nothing was changed: without its row nobody would see that it is being edited.
      const { value } = acting;
      if (value?.key === key && value.mode === "editing" && value.draft === undefined) acting.value = undefined;
    };
  }, []);

  const leave = (): void => {
    const composer = composerNear(area.current);
    acting.value = undefined;
    composer?.focus();
  };
  const save = async (): Promise<void> => {
    if (!isReady) return;
    if (tidy(draft) === text) return leave();
    setSaving(true);
    const named = mentions.of(tidy(draft));
    // Where nobody is spoken to, then or now, there is nothing to say of it.
    const change = named.length + spokenTo.length === 0 ? [] : [named];
    const isDone = await act(view, key, "edit", (client) => client.edit(seq, tidy(draft), ...change));
    setSaving(false);
    if (isDone) leave();
  };

  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
        event.stopPropagation();
        leave();
      }}
    >
      <textarea
        ref={area}
        rows={Math.min(8, draft.split("\n").length)}
        value={draft}
        dir="auto"
        lang={view.language.value}
        enterkeyhint={coarse.value ? "enter" : "done"}
        aria-label={t("acts.edit.field")}
        title={t("acts.edit.keys")}
        aria-autocomplete="list"
        aria-controls={isNaming ? listId : undefined}
        aria-activedescendant={isNaming ? `${listId}-${mentions.chosen}` : undefined}
        onInput={(event) => {
          write(event.currentTarget.value);
          mentions.look();
        }}
        onBlur={() => mentions.close()}
        onClick={() => mentions.look()}
        onKeyDown={(event) => {
          if (mentions.takes(event)) return;
          if (!sendsBy(event, coarse.value)) return;
          event.preventDefault();
          void save();
        }}
      />
      {isNaming && <MentionList id={listId} mentions={mentions} />}
      <EmojiCompletion area={area} text={draft} />
      <p class="ways">
        <button type="submit" class="button link" disabled={!isReady}>
          {t("acts.edit.save")}
        </button>
        <button type="button" class="button link" onClick={leave}>
          {t("acts.edit.leave")}
        </button>
        {left !== undefined && left < 0 && <span role="status">{t("composer.over", { count: -left })}</span>}
      </p>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

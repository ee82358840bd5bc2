// Where one writes. Enter sends, Shift+Enter breaks the line, and under a finger a button sends; what is half written survives a reload.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { WELCOME_LIMITS } from "../../protocol/limits.ts";
import { deferred } from "../shared/deferred.tsx";
import { mayTakeFocus } from "../shared/focus.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { coarse } from "../shared/media.ts";
import { isolate, t } from "../shared/t.ts";
import { editNewest } from "./acting.ts";
import { sendsBy } from "./composing.ts";
import { charactersLeft, readDraft, tidy, writeDraft } from "./draft.ts";
import { loadTalk } from "./load-talk.ts";
import type { RoomView } from "./room-view.ts";
import type { SlashGrip } from "./slash/slash-bar.tsx";
import { asksForHelp } from "./use-keys.ts";
import { useMentions } from "./use-mentions.ts";

const SlashBar = deferred(async () => (await import("./around.ts")).around.SlashBar);
const WritingTools = deferred(async () => (await import("../text/writing-tools.tsx")).WritingTools);

const MentionList = deferred(async () => (await loadTalk()).MentionList);
const AnswerBar = deferred(async () => (await loadTalk()).AnswerBar);
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

type ComposerProps = {
  view: RoomView;
  /** The root of the thread that it writes into; it has a draft of its own. */
  thread?: number;
  /** Before that the room takes nothing; what is written stays. */
  slowUntilAt?: number | undefined;
};

export function Composer({ view, thread, slowUntilAt }: ComposerProps) {
  const place = thread === undefined ? view.room : `${view.room}.thread.${thread}`;
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(place));
  const limit = view.limits.value?.textChars ?? WELCOME_LIMITS.textChars;
  const left = charactersLeft(text, limit);
  const ready =
    tidy(text) !== "" &&
    (left ?? 0) >= 0 &&
    (slowUntilAt === undefined || (thread === undefined && text.startsWith("/")));
  const isSlow = view.slowModeMs.value > 0;
  const slash = useRef<SlashGrip>(null);

  const write = (next: string) => {
    setText(next);
    writeDraft(place, next);
  };
  const mentions = useMentions(view, area, write);
  const listId = thread === undefined ? "mentions" : `mentions-${thread}`;
  const isNaming = mentions.proposed.length > 0;
  const send = () => {
    if (!ready) return;
    // Until what knows the commands is there, nothing is sent.
    if (text.startsWith("/")) return slash.current?.submit();
    sendAll([tidy(text)]);
  };
  const say = (part: string, data?: unknown) => view.send(part, thread, mentions.of(part), data);
  const sendAll = (parts: readonly string[]) => {
    for (const part of parts) say(part);
    mentions.close();
    view.client?.typing(false);
    write("");
    area.current?.focus();
  };

  useEffect(() => {
    if (!coarse.value && mayTakeFocus()) area.current?.focus();
  }, []);
  useTypeAnywhere(area, thread === undefined);

  const { answered } = view.talk;
  const isAnswer = answered.value !== undefined && answered.value.thread === thread;
  useEffect(() => {
    if (isAnswer) area.current?.focus();
  }, [isAnswer, answered.value]);

  const recalled = view.recalled.value;
  useEffect(() => {
    if (recalled === undefined || recalled.thread !== thread) return;
    view.recalled.value = undefined;
    write(text.trim() === "" ? recalled.text : `${recalled.text}\n${text}`);
    area.current?.focus();
  }, [recalled]);

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || GROWS_BY_ITSELF) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isNaming && <MentionList id={listId} mentions={mentions} />}
      {isAnswer && <AnswerBar view={view} />}
      <textarea
        ref={area}
        rows={1}
        value={text}
        dir="auto"
        lang={view.language.value}
        enterkeyhint={coarse.value ? "enter" : "send"}
        autoComplete="off"
        aria-label={t("composer.label")}
        aria-autocomplete="list"
        aria-controls={isNaming ? listId : undefined}
        aria-activedescendant={isNaming ? `${listId}-${mentions.chosen}` : undefined}
        placeholder={
          thread === undefined
            ? t("composer.placeholder", { room: isolate(view.title.value) })
            : t("talk.thread.placeholder")
        }
        onInput={(event) => {
          write(event.currentTarget.value);
          mentions.look();
          view.client?.typing(event.currentTarget.value !== "");
        }}
        onBlur={() => {
          view.client?.typing(false);
          mentions.close();
        }}
        onClick={() => mentions.look()}
        onKeyDown={(event) => {
          if (text.startsWith("/") && slash.current?.takesKey(event)) return event.preventDefault();
          if (mentions.takes(event)) return;
          if (event.key === "ArrowUp" && text === "" && editNewest(view, thread)) event.preventDefault();
          if (event.key === "Escape" && isAnswer) {
            event.preventDefault();
            answered.value = undefined;
          }
          if (!sendsBy(event, coarse.value)) return;
          event.preventDefault();
          send();
        }}
      />
      {text.startsWith("/") && (
        <SlashBar view={view} thread={thread} line={text} area={area} grip={slash} onLine={write} onSay={say} />
      )}
      {left !== undefined && (
        <p class={left < 0 ? "left over" : "left"} role="status">
          {left < 0 ? t("composer.over", { count: -left }) : t("composer.left", { count: left })}
        </p>
      )}
      {slowUntilAt !== undefined && (
        <p class="left" role="timer">
          {t("composer.slow", { count: Math.max(1, Math.ceil((slowUntilAt - Date.now()) / 1000)) })}
        </p>
      )}
      <WritingTools area={area} text={text} limit={limit} onParts={isSlow ? undefined : sendAll} />
      <button
        type="submit"
        class="button filled icon"
        aria-label={t("composer.send")}
        title={t("composer.send")}
        disabled={!ready}
      >
        <Icon path={icons.send} />
      </button>
    </form>
  );
}

/** A letter typed while nothing has the focus goes to the composer. */
function useTypeAnywhere(area: { readonly current: HTMLTextAreaElement | null }, isMain: boolean): void {
  useEffect(() => {
    if (!isMain) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target;
      const idle = target === document.body || (target instanceof Element && target.matches(".log"));
      if (!idle || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (asksForHelp(event)) return;
      area.current?.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [area, isMain]);
}

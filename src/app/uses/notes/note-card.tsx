// One note. While somebody writes on it here, what another wrote meanwhile is shown beside it instead of taking its place.

import { useEffect, useRef, useState } from "preact/hooks";
import { formatTime } from "../../shared/calendar.ts";
import { Icon } from "../../shared/icon.tsx";
import * as icons from "../../shared/icons.ts";
import { hueOf } from "../../shared/member-look.ts";
import { isolate, t } from "../../shared/t.ts";
import { NOTE_CHARS } from "./note-size.ts";
import type { Note } from "./read-notes.ts";

/** A pause in writing: then everybody sees it. */
const PAUSE_MS = 300;

type NoteCardProps = {
  note: Note;
  you: string | undefined;
  isOnline: boolean;
  /** One has just put it there. */
  isNew: boolean;
  onWrite: (key: string, text: string) => void;
  onRemove: (key: string) => void;
};

/** What is not on the board yet, and the note as it was when one began to write. */
type Draft = { readonly text: string; readonly base: Note };

export function NoteCard({ note, you, isOnline, isNew, onWrite, onRemove }: NoteCardProps) {
  const [draft, setDraft] = useState<Draft | undefined>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  // Another one was faster: nothing more is saved until one has chosen.
  const isTorn = draft !== undefined && note.by.id !== you && note.at !== draft.base.at;

  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  const save = (): void => {
    if (draft !== undefined && !isTorn && draft.text !== note.text) onWrite(note.key, draft.text);
  };
  useEffect(() => {
    if (draft === undefined || !isOnline) return;
    const timer = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, isOnline]);
  useEffect(() => {
    if (draft !== undefined && note.text === draft.text) setDraft(undefined);
  }, [note, draft]);
  const keepMine = (): void => {
    if (draft === undefined) return;
    onWrite(note.key, draft.text);
    setDraft({ text: draft.text, base: note });
  };

  const name = note.by.id === you ? t("uses.notes.you") : isolate(note.by.name);
  return (
    <li class="note" data-hue={hueOf(note.by.id)}>
      <textarea
        ref={field}
        value={draft?.text ?? note.text}
        dir="auto"
        maxLength={NOTE_CHARS}
        aria-label={t("uses.notes.label")}
        placeholder={t("uses.notes.placeholder")}
        onInput={(event) => setDraft({ text: event.currentTarget.value, base: draft?.base ?? note })}
        onBlur={save}
      />
      {isTorn && (
        <div class="torn" role="status">
          <p>{t("uses.notes.torn", { name: isolate(note.by.name), text: isolate(note.text) })}</p>
          <button type="button" class="button outlined" onClick={() => setDraft(undefined)}>
            {t("uses.notes.theirs")}
          </button>
          <button type="button" class="button" onClick={keepMine}>
            {t("uses.notes.mine")}
          </button>
        </div>
      )}
      <footer>
        <span>
          {draft === undefined ? t("uses.notes.by", { name, time: formatTime(note.at) }) : t("uses.notes.writing")}
        </span>
        <button
          type="button"
          class="button icon"
          aria-label={t("uses.notes.remove")}
          title={t("uses.notes.remove")}
          onClick={() => onRemove(note.key)}
        >
          <Icon path={icons.close} size={18} />
        </button>
      </footer>
    </li>
  );
}

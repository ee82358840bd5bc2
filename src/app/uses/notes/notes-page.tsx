// Entry of the board of notes.

import { type ReadonlySignal, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { RoomState } from "../../../client/state.ts";
import { Icon } from "../../shared/icon.tsx";
import * as icons from "../../shared/icons.ts";
import { t } from "../../shared/t.ts";
import { mountUse } from "../mount-use.tsx";
import { NoteCard } from "./note-card.tsx";
import type { Note } from "./read-notes.ts";

type NotesProps = {
  notes: ReadonlySignal<readonly Note[]>;
  state: ReadonlySignal<RoomState>;
  onAdd: () => string;
  onWrite: (key: string, text: string) => void;
  onRemove: (key: string) => void;
};

mountUse(async (room, enter) => {
  const [guest, { joinBoard }, { newNoteKey, readNotes }, { watchClient, keepValues }] = await Promise.all([
    enter(),
    import("./join-board.ts"),
    import("./read-notes.ts"),
    import("../watch-client.ts"),
  ]);
  const notes = signal<readonly Note[]>([]);
  const board = joinBoard(room, guest, (values) => (notes.value = readNotes(values)));
  const watched = watchClient(board.client);
  const add = (): string => {
    keepValues(board.client, t("uses.notes.log"));
    const key = newNoteKey(Date.now());
    board.write(key, "");
    return key;
  };
  const view = <Notes notes={notes} state={watched.state} onAdd={add} onWrite={board.write} onRemove={board.remove} />;
  return { ...watched, view };
});

function Notes({ notes, state, onAdd, onWrite, onRemove }: NotesProps) {
  const [added, setAdded] = useState<string | undefined>(undefined);
  const { you, connection } = state.value;
  const isOnline = connection.kind === "online";
  return (
    <>
      <div class="row">
        <button type="button" class="button filled large" disabled={!isOnline} onClick={() => setAdded(onAdd())}>
          <Icon path={icons.plus} /> {t("uses.notes.add")}
        </button>
        <p class="quiet rule">{t("uses.notes.rule")}</p>
      </div>
      {notes.value.length === 0 && <p class="quiet empty">{t("uses.notes.empty")}</p>}
      <ul class="notes">
        {notes.value.map((note) => (
          <NoteCard
            key={note.key}
            note={note}
            you={you?.id}
            isOnline={isOnline}
            isNew={note.key === added}
            onWrite={onWrite}
            onRemove={onRemove}
          />
        ))}
      </ul>
    </>
  );
}

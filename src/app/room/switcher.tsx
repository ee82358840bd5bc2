// Goes to another room by typing a little of its name: Ctrl or Cmd with K.

import { useEffect, useRef, useState } from "preact/hooks";
import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";
import { listPublicRooms, type PublicRoom } from "./public-rooms.ts";
import type { RoomView } from "./room-view.ts";
import { type SwitchTarget, switchTargets } from "./switch-targets.ts";
import { UnreadBadge } from "./unread-badge.tsx";
import { unreadRooms } from "./unread-rooms.ts";
import { readTitle, readVisitedRooms } from "./visited-rooms.ts";

export function Switcher({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [publicRooms, setPublicRooms] = useState<readonly PublicRoom[]>([]);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    // Without the list the rooms that are known here are still there.
    listPublicRooms().then(setPublicRooms, () => undefined);
  }, []);
  const visited = readVisitedRooms()
    .filter((room) => room !== view.room)
    .map((room) => ({ room, title: readTitle(room) ?? room }));
  const targets = switchTargets(
    typed,
    visited,
    publicRooms.filter(({ name }) => name !== view.room),
  );
  const chosen = targets[Math.min(at, targets.length - 1)];
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(idOf(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  return (
    <Sheet open onClose={onClose} labelledBy="switch-title" class="managing switcher">
      <h2 id="switch-title" class="unseen">
        {t("switch.title")}
      </h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== undefined) go(chosen);
        }}
      >
        <div class="input">
          <input
            ref={field}
            role="combobox"
            aria-expanded={targets.length > 0}
            aria-controls="switch-targets"
            aria-activedescendant={chosen === undefined ? undefined : idOf(chosen)}
            aria-autocomplete="list"
            aria-label={t("switch.title")}
            placeholder={t("switch.field")}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? targets.length - 1 : 0;
              if (step === 0 || targets.length === 0) return;
              event.preventDefault();
              setAt((Math.min(at, targets.length - 1) + step) % targets.length);
            }}
          />
        </div>
      </form>
      <div id="switch-targets" class="targets" role="listbox" aria-label={t("switch.title")}>
        {targets.map((target) => (
          <div
            key={`${target.kind} ${target.room}`}
            id={idOf(target)}
            role="option"
            tabIndex={-1}
            aria-selected={target === chosen}
            onClick={() => go(target)}
          >
            <span class="name">{target.kind === "typed" ? t("switch.open", { room: target.room }) : target.title}</span>
            <UnreadBadge count={unreadRooms.value.get(target.room) ?? 0} />
            {target.kind === "public" && <span class="quiet">{t("switch.public")}</span>}
          </div>
        ))}
      </div>
      {targets.length === 0 && <p class="hint">{t("switch.nothing")}</p>}
    </Sheet>
  );
}

function go({ room }: SwitchTarget): void {
  location.assign(`/r/${room}`);
}

function idOf({ kind, room }: SwitchTarget): string {
  return `switch-${kind}-${room}`;
}

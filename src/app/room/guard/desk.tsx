// The moderators' desk: reports that wait, the record of what was done, listed words, and for owners the hook.

import type { TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import { Sheet } from "../../shared/sheet.tsx";
import { t } from "../../shared/t.ts";
import type { RoomView } from "../room-view.ts";
import type { DeskPart } from "./guarding.ts";
import { HookForm } from "./hook-form.tsx";
import { Record } from "./record.tsx";
import { ReportList } from "./report-list.tsx";
import { WordForm } from "./word-form.tsx";

export function Desk({ view, part, onClose }: { view: RoomView; part: DeskPart; onClose: () => void }) {
  const [shown, setShown] = useState<DeskPart>(part);
  const isOwner = view.you.value?.role === "owner";
  const parts: readonly DeskPart[] = isOwner ? ["reports", "record", "words", "hook"] : ["reports", "record", "words"];
  const step = ({ key, currentTarget }: TargetedKeyboardEvent<HTMLElement>): void => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const isForward = (key === "ArrowRight") === (getComputedStyle(currentTarget).direction === "ltr");
    const next = parts[(parts.indexOf(shown) + (isForward ? 1 : parts.length - 1)) % parts.length];
    if (next === undefined) return;
    setShown(next);
    document.getElementById(`desk-tab-${next}`)?.focus();
  };
  return (
    <Sheet open onClose={onClose} labelledBy="desk-title" class="managing desk">
      <h2 id="desk-title">{t("desk.title")}</h2>
      <div class="tabs" role="tablist" aria-label={t("desk.parts")}>
        {parts.map((each) => (
          <button
            key={each}
            type="button"
            id={`desk-tab-${each}`}
            class="button"
            role="tab"
            aria-selected={each === shown}
            aria-controls="desk-part"
            tabIndex={each === shown ? 0 : -1}
            onClick={() => setShown(each)}
            onKeyDown={step}
          >
            {t(`desk.part.${each}`)}
          </button>
        ))}
      </div>
      <div id="desk-part" class="act" role="tabpanel" aria-labelledby={`desk-tab-${shown}`}>
        <Part key={shown} view={view} part={shown} />
      </div>
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

function Part({ view, part }: { view: RoomView; part: DeskPart }) {
  switch (part) {
    case "reports":
      return <ReportList view={view} />;
    case "record":
      return <Record view={view} />;
    case "words":
      return <WordForm view={view} />;
    case "hook":
      return <HookForm view={view} />;
  }
}

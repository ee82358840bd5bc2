// Shows what of moderation, or of one's own, is open.

import type { RoomView } from "../room-view.ts";
import { Desk } from "./desk.tsx";
import { guarding } from "./guarding.ts";
import { EndingQuestion, KickQuestion, PurgeQuestion, TransferQuestion } from "./questions.tsx";
import { ReportSheet } from "./report-sheet.tsx";
import { Yours } from "./yours.tsx";

export function GuardPanel({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const asked = guarding.value;
  switch (asked?.kind) {
    case "report":
      return <ReportSheet view={view} message={asked.message} onClose={onClose} />;
    case "purge":
      return <PurgeQuestion view={view} member={asked.member} since={asked.since ?? "hour"} onClose={onClose} />;
    case "kick":
      return <KickQuestion view={view} member={asked.member} reason={asked.reason} onClose={onClose} />;
    case "transfer":
      return <TransferQuestion view={view} member={asked.member} onClose={onClose} />;
    case "desk":
      return <Desk view={view} part={asked.part} onClose={onClose} />;
    case "ending":
      return <EndingQuestion view={view} onClose={onClose} />;
    case "yours":
      return <Yours view={view} onClose={onClose} />;
    case undefined:
      return null;
  }
}

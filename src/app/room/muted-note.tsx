// Stands where one would write, for somebody who may not: who is muted, until when, and who only reads here.

import { formatUntil } from "../shared/calendar.ts";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";
import type { WriteHold } from "./write-hold.ts";

export function MutedNote({ view, hold }: { view: RoomView; hold: WriteHold }) {
  return (
    <section class="write-note" role="status">
      <strong>{whyNot(view, hold)}</strong>
      <p>{t("muted.text")}</p>
    </section>
  );
}

function whyNot(view: RoomView, { kind, untilAt }: WriteHold): string {
  if (kind === "reading") return t(view.state.value.room?.["readOnly"] === true ? "muted.room" : "muted.reader");
  return untilAt === Infinity ? t("muted.ever") : t("muted.until", { time: formatUntil(untilAt, Date.now()) });
}

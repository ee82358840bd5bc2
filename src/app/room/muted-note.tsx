// Stands where one would write, for somebody who is muted: until when, and what may still be done.

import { formatUntil } from "../shared/calendar.ts";
import { t } from "../shared/t.ts";

export function MutedNote({ untilAt }: { untilAt: number }) {
  return (
    <section class="write-note" role="status">
      <strong>
        {untilAt === Infinity ? t("muted.ever") : t("muted.until", { time: formatUntil(untilAt, Date.now()) })}
      </strong>
      <p>{t("muted.text")}</p>
    </section>
  );
}

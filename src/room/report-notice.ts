// How many reports wait: who is told of it, moderators and owners alone.

import { isAtLeast } from "../rules/permissions.ts";
import type { ReportQueue } from "../storage/reports.ts";
import type { Session } from "../sockets/session.ts";

/** By the role of now, which whoever was demoted has lost already. */
export function mayHearOfReports({ mode, asMember }: Session): boolean {
  return mode === "frames" && isAtLeast(asMember.role, "moderator");
}

/** To one who has just come, or has just become a moderator: nothing where nothing waits. */
export function tellReports(queue: ReportQueue, session: Session): void {
  if (!mayHearOfReports(session)) return;
  const waiting = queue.countWaiting();
  if (waiting > 0) session.send({ type: "reports", waiting });
}

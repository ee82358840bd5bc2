// report: puts a message into the moderators' queue.

import type { ReportCommand } from "../../protocol/commands/report.ts";
import { ChatError } from "../../protocol/errors.ts";
import { REPORTS_MAX, REPORTS_PER_MEMBER_MAX } from "../../protocol/limits.ts";
import { READER_PREFIX } from "../../rules/permissions.ts";
import { nameOf } from "../standing.ts";
import type { QuietHandler } from "./outcome.ts";
import { findTarget } from "./target.ts";

const OPERATION = "report message";

/** Also muted members may: what they see may be about them. */
export const report: QuietHandler<ReportCommand> = (room, member, { message, reason }) => {
  if (member.id.startsWith(READER_PREFIX))
    throw new ChatError("forbidden", `unable to ${OPERATION}; only members report`);
  const { author } = findTarget(room, message, OPERATION);
  if (room.reports.has(member.id, message)) return;
  if (room.reports.countWaiting(member.id) >= REPORTS_PER_MEMBER_MAX)
    throw new ChatError("rate_limited", `unable to ${OPERATION}; so many of yours wait for a moderator`, {
      retryAfterMs: 60_000,
    });
  if (room.reports.countWaiting() >= REPORTS_MAX)
    throw new ChatError("too_large", `unable to ${OPERATION}; the moderators' queue is full`);
  const by = { id: member.id, name: member.name };
  room.reports.add({ by, message, author: { id: author, name: nameOf(room, author) ?? "" }, reason }, room.now());
};

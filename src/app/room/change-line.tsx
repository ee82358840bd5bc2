// What happened to a member or to the room, as one quiet line of the log.

import type { ConfiguredEvent } from "../../protocol/events/configured.ts";
import type { MemberEvent } from "../../protocol/events/member.ts";
import { formatUntil } from "../shared/calendar.ts";
import { isKey, isolate, t } from "../shared/t.ts";

export function ChangeLine({ event }: { event: MemberEvent | ConfiguredEvent }) {
  if (event.kind === "member") return <>{memberWords(event)}</>;
  return (
    <>
      {configuredWords(event).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** An erased member has no name left. */
function called(name: string): string {
  return name === "" ? t("log.nameless") : isolate(name);
}

function memberWords({ action, by, member, role, untilAt, at, reason }: MemberEvent): string {
  const names = { by: called(by.name), member: called(member.name) };
  const key = `log.change.${action}${action === "role" ? `.${role}` : untilAt === undefined ? "" : ".until"}`;
  if (!isKey(key)) return "";
  const line = t(key, untilAt === undefined ? names : { ...names, time: formatUntil(untilAt, at) });
  return reason === undefined ? line : t("log.change.because", { line, reason: isolate(reason) });
}

/** What was set, each in a line of its own: one command may set more than one thing. */
function configuredWords({
  by,
  title,
  topic,
  slowModeMs,
  guests,
  readOnly,
  retentionDays,
  visibility,
}: ConfiguredEvent): string[] {
  const name = called(by.name);
  const words: string[] = [];
  if (title !== undefined) words.push(t("log.set.title", { by: name, title: isolate(title) }));
  if (topic === "") words.push(t("log.set.topic.none", { by: name }));
  else if (topic !== undefined) words.push(t("log.set.topic", { by: name, topic: isolate(topic) }));
  if (slowModeMs === 0) words.push(t("log.set.slow.off", { by: name }));
  else if (slowModeMs !== undefined) words.push(t("log.set.slow", { by: name, count: Math.ceil(slowModeMs / 1000) }));
  if (guests !== undefined) words.push(t(guests ? "log.set.guests" : "log.set.guests.no", { by: name }));
  if (readOnly !== undefined) words.push(t(readOnly ? "log.set.reading" : "log.set.reading.no", { by: name }));
  if (retentionDays === 0) words.push(t("log.set.kept.ever", { by: name }));
  else if (retentionDays !== undefined) words.push(t("log.set.kept", { by: name, count: retentionDays }));
  const seen = `log.set.visibility.${visibility}`;
  if (isKey(seen)) words.push(t(seen, { by: name }));
  return words;
}

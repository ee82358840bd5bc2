// An entry of the audit record as a sentence. What it was about is named where the page knows it.

import type { AuditEntry } from "../../../protocol/http.ts";
import { formatFull } from "../../shared/calendar.ts";
import { isKey, isolate, t } from "../../shared/t.ts";

/** Acts whose target is a member: the record has the id alone. */
const ABOUT_MEMBER = /^(?:kick|ban|unban|mute|unmute|role|purge|transfer|erase)$/;
/** A ban or mute that ends, a role that was given. */
const WITH_MORE = /^(ban|mute|role) (?:until )?(.+)$/;

export function lineOf({ by, action, target = "", reason }: AuditEntry, names: ReadonlyMap<string, string>): string {
  const [, verb = action, more] = WITH_MORE.exec(action) ?? [];
  const values = { by: isolate(by.name), target: isolate(targetOf(verb, target, names)), action };
  const line = lineWith(verb, more, values) ?? t("record.other", values);
  return reason === undefined ? line : t("record.because", { line, reason: isolate(reason) });
}

function lineWith(
  verb: string,
  more: string | undefined,
  values: { by: string; target: string; action: string },
): string | undefined {
  const key = `record.${verb.replaceAll(" ", "-")}`;
  const until = verb === "role" ? undefined : timeIn(more);
  const ending = `${key}.until`;
  if (until !== undefined && isKey(ending)) return t(ending, { ...values, time: until });
  const given = `${key}.${more}`;
  if (more !== undefined && isKey(given)) return t(given, values);
  return isKey(key) ? t(key, values) : undefined;
}

function targetOf(verb: string, target: string, names: ReadonlyMap<string, string>): string {
  if (ABOUT_MEMBER.test(verb)) return names.get(target) ?? t("record.somebody");
  return names.get(target) ?? timeIn(target) ?? target;
}

/** A moment in words; undefined for what is none. */
function timeIn(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : formatFull(at);
}

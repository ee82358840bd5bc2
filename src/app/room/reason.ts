// Why something was refused, in words for the person who wrote it.

import { isKey, t } from "../shared/t.ts";

/** A code of the contract; the server's own words ("unable to send message; room is muted") where it is not known here. */
export function reasonOf(code: string, message: string): string {
  const key = `reason.${code}`;
  if (isKey(key)) return t(key);
  return t("reason.unknown", { message: message.slice(message.indexOf(";") + 1).trim() || code });
}

// Why something that somebody who looks after a room asked for was not done, in words.

import { ChatError } from "../../protocol/errors.ts";
import { isKey, t } from "../shared/t.ts";

/** Words for what a command or a route threw. Anything but a refusal is a network that is not there. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ChatError)) return t("manage.offline");
  const key = `manage.reason.${error.code}`;
  if (isKey(key)) return t(key);
  const reason = error.message.slice(error.message.indexOf(";") + 1).trim();
  return t("reason.unknown", { message: reason || error.code });
}

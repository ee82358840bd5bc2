// Why a name was not taken, in words. The list of en-name.ts is there wherever a name is asked for.

import { isKey, t } from "../shared/t.ts";
import { reasonOf } from "./reason.ts";

/** What a code means for a name, where it means something else than for a message. */
export function nameReasonOf(code: string, message: string): string {
  const key = `name.reason.${code}`;
  return isKey(key) ? t(key) : reasonOf(code, message);
}

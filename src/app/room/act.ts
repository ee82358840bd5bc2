// Has the room do something with a message, and says beside it why where it does not.

import type { Actions } from "../../client/actions.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isKey, t } from "../shared/t.ts";
import { acting } from "./acting.ts";
import { reasonOf } from "./reason.ts";
import type { RoomView } from "./room-view.ts";

/** What is about to be done; some codes mean something else for it. */
type Doing = "edit" | "remove" | "react" | "vote" | "close" | "pin";

/** True where it was done. Without a connection nothing is: whoever waits would not know for what. */
export async function act(
  view: RoomView,
  key: string,
  doing: Doing,
  run: (client: Actions) => Promise<unknown>,
): Promise<boolean> {
  const { client } = view;
  if (client === undefined || view.connection.value.kind !== "online") {
    tell(key, t("acts.offline"));
    return false;
  }
  try {
    await run(client);
    return true;
  } catch (error) {
    tell(key, t("acts.failed", { reason: wordsOf(doing, error) }));
    return false;
  }
}

function tell(key: string, problem: string): void {
  const held = acting.value?.key === key ? acting.value : ({ key, mode: "choosing", by: "keys" } as const);
  acting.value = { ...held, problem };
}

function wordsOf(doing: Doing, error: unknown): string {
  const { code, message } = error instanceof ChatError ? error : { code: "internal", message: "" };
  const own = `acts.reason.${doing}.${code}`;
  if (isKey(own)) return t(own);
  const general = `acts.reason.${code}`;
  return isKey(general) ? t(general) : reasonOf(code, message);
}

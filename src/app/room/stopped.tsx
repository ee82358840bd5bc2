// The end of a conversation that does not come back by itself: why, what was kept, and what can be done.

import { CLOSE } from "../../protocol/close-codes.ts";
import { formatUntil } from "../shared/calendar.ts";
import { type Key, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

/** What ended the conversation, as far as it takes words of its own. */
type Ending = "banned" | "kicked" | "kicked.private" | "forbidden" | "not_found" | "invite" | "session" | "protocol";

export function Stopped({ view }: { view: RoomView }) {
  const connection = view.connection.value;
  if (connection.kind !== "stopped") return null;
  const ending = endingOf(connection.code, connection.reason, view);
  const { retryAtMs } = connection;
  const wasInside = view.you.value !== undefined;
  return (
    <section class="stopped" role="alert">
      <h2>{t(titleOf(ending, wasInside))}</h2>
      <p>
        {ending !== "banned" || retryAtMs === undefined
          ? t(`stopped.${ending}`)
          : t("stopped.banned.until", { time: formatUntil(retryAtMs, Date.now()) })}{" "}
        {wasInside && t(view.keeps.value === "memory" ? "stopped.text.memory" : "stopped.text")}
      </p>
      <p class="ways">
        {mayComeBack(ending) && (
          <button type="button" class="button filled" onClick={() => location.reload()}>
            {t("stopped.reload")}
          </button>
        )}
        <a class="button outlined" href="/">
          {t("stopped.home")}
        </a>
      </p>
    </section>
  );
}

function endingOf(code: number, reason: string, view: RoomView): Ending {
  if (code === CLOSE.notAllowed) {
    if (reason === "banned") return "banned";
    if (reason !== "kicked") return "forbidden";
    return view.state.value.room?.visibility === "private" ? "kicked.private" : "kicked";
  }
  if (code === CLOSE.noSuchRoom) return view.invite.value?.kind === "refused" ? "invite" : "not_found";
  return code === CLOSE.noSession ? "session" : "protocol";
}

function titleOf(ending: Ending, wasInside: boolean): Key {
  if (ending === "invite") return "stopped.invite.title";
  return wasInside ? "stopped.title" : "stopped.outside.title";
}

/** Where coming back leads to the same refusal, it is not offered. */
function mayComeBack(ending: Ending): boolean {
  return ending === "kicked" || ending === "session" || ending === "protocol" || ending === "forbidden";
}

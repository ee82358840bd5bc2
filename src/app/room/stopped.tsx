// The end of a conversation that does not come back by itself: why, what was kept, and what can be done.

import { CLOSE } from "../../protocol/close-codes.ts";
import { type Key, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

export function Stopped({ view }: { view: RoomView }) {
  const connection = view.connection.value;
  if (connection.kind !== "stopped") return null;
  const key = wordsOf(connection.code, connection.reason);
  return (
    <section class="stopped" role="alert">
      <h2>{t("stopped.title")}</h2>
      <p>
        {t(key)} {t(view.keeps.value === "memory" ? "stopped.text.memory" : "stopped.text")}
      </p>
      <p class="ways">
        {key !== "stopped.banned" && (
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

function wordsOf(code: number, reason: string): Key {
  if (code === CLOSE.notAllowed)
    return reason === "banned" || reason === "kicked" ? `stopped.${reason}` : "stopped.forbidden";
  if (code === CLOSE.noSuchRoom) return "stopped.not_found";
  return code === CLOSE.noSession ? "stopped.session" : "stopped.protocol";
}

// What one aimed at could not be found: said where one looks, until it is put away.

import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

export function LostNote({ view }: { view: RoomView }) {
  return (
    <div class="lost" role="alert">
      <p>{t("talk.lost")}</p>
      <button type="button" class="button link" onClick={() => (view.talk.isLost.value = false)}>
        {t("talk.lost.close")}
      </button>
    </div>
  );
}

// Says that the connection is lost, and what happens to what one writes meanwhile. Short losses pass unmentioned.

import { useEffect, useState } from "preact/hooks";
import { formatUntil } from "../shared/calendar.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { hasNetwork } from "../shared/network.ts";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

const PATIENCE_MS = 1500;

export function Banner({ view }: { view: RoomView }) {
  const { kind } = view.connection.value;
  const keptAt = view.keptAt.value;
  const away =
    keptAt !== undefined || (view.entry.value.kind === "inside" && (kind === "waiting" || kind === "connecting"));
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!away) return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  const shown = away && (late || !hasNetwork());
  return (
    <div class={shown ? "banner shown" : "banner"} role="status">
      {shown && (
        <>
          <Icon path={icons.alert} size={18} />
          <p>
            {keptAt !== undefined && `${t("banner.kept", { when: formatUntil(keptAt, Date.now()) })} `}
            {t(`banner.${hasNetwork() ? "lost" : "offline"}${view.keeps.value === "memory" ? ".memory" : ""}`)}
          </p>
          {hasNetwork() && (
            <button type="button" class="button link" onClick={() => view.client?.hurry()}>
              {t("banner.again")}
            </button>
          )}
        </>
      )}
    </div>
  );
}

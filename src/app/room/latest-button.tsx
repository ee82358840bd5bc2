// "3 new ↓": what waits below, without taking anybody there.

import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";

export function LatestButton({ count, onPress }: { count: number; onPress: () => void }) {
  return (
    <button
      type="button"
      class={count > 0 ? "latest unread" : "latest"}
      aria-label={count > 0 ? undefined : t("log.latest")}
      onClick={onPress}
    >
      {count > 0 && <span>{t("log.new.short", { count })}</span>}
      <Icon path={icons.down} size={18} />
    </button>
  );
}

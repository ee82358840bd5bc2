// How much is new, as a number on a ground of its own; beside it the same in words, for those who hear the page.

import { t } from "../shared/t.ts";

const SHOWN_MAX = 99;

export function UnreadBadge({ count, mentions = 0 }: { count: number; mentions?: number }) {
  if (count === 0) return null;
  return (
    <span class={mentions > 0 ? "badge mentioned" : "badge"}>
      <span aria-hidden="true">
        {mentions > 0 && "@"}
        {count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
      </span>
      <span class="unseen">
        {" "}
        {t("log.new.short", { count })}
        {mentions > 0 && `, ${t("rooms.mentions", { count: mentions })}`}
      </span>
    </span>
  );
}

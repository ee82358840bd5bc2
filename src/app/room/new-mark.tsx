// That something is new in a thread, and whether it speaks to one by name.

import { t } from "../shared/t.ts";

export function NewMark({ text, mentionsYou }: { text: string; mentionsYou: boolean }) {
  return (
    <span class="new-mark">
      {mentionsYou && (
        <>
          <span aria-hidden="true">@ </span>
          <span class="unseen">{t("message.mentions")} </span>
        </>
      )}
      {text}
    </span>
  );
}

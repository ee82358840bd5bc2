// The link to select by hand, for pages that may neither share nor copy.

import { CopyBox } from "../shared/copy-box.tsx";
import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";

export function Invitation({ link, onClose }: { link: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} labelledBy="invite-title" class="invitation">
      <h2 id="invite-title">{t("room.invite.title")}</h2>
      <p class="quiet">{t("room.invite.text")}</p>
      <CopyBox text={link} label={t("room.invite.link")} />
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

// The link of a room that anybody with it may enter, in all ways in which it can be given away.

import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";
import { ShareLink } from "./share-link.tsx";

export function Invitation({ link, title, onClose }: { link: string; title: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} labelledBy="invite-title" class="invitation">
      <h2 id="invite-title">{t("room.invite.title")}</h2>
      <p class="quiet">{t("room.invite.text")}</p>
      <ShareLink link={link} label={t("room.invite.link")} title={title} />
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

// A link to give away: copied, shared where the system can, or shown for a camera.

import { useState } from "preact/hooks";
import { CopyBox } from "../shared/copy-box.tsx";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";

const QrCode = deferred(async () => (await import("../shared/qr-code.tsx")).QrCode);

export function ShareLink({ link, label, title }: { link: string; label: string; title: string }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <CopyBox text={link} label={label} />
      <div class="ways">
        {"share" in navigator && (
          <button
            type="button"
            class="button outlined"
            // Whoever turns back in the middle has not failed at anything.
            onClick={() => void navigator.share({ title, url: link }).catch(() => undefined)}
          >
            <Icon path={icons.share} size={18} />
            {t("share.do")}
          </button>
        )}
        <button type="button" class="button outlined" aria-expanded={shown} onClick={() => setShown(!shown)}>
          <Icon path={icons.code} size={18} />
          {t(shown ? "share.code.hide" : "share.code")}
        </button>
      </div>
      {shown && <QrCode text={link} label={t("share.code.label", { link })} />}
    </>
  );
}

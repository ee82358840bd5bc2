// Shows the whole address before a guest's link opens.

import { useState } from "preact/hooks";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, t } from "../shared/t.ts";
import "../text/words-writing.ts";
import { askedLink, siteOf, trustSite } from "./asked-link.ts";

export function LinkQuestion({ href }: { href: string }) {
  const [trusts, setTrusts] = useState(false);
  const site = siteOf(href);
  const at = href.indexOf(site);
  const close = () => (askedLink.value = undefined);
  return (
    <Sheet open onClose={close} labelledBy="link-title" class="link-question">
      <h2 id="link-title">{t("link.title")}</h2>
      <p>{t("link.text")}</p>
      <p class="address" dir="ltr">
        {href.slice(0, at)}
        <strong>{site}</strong>
        {href.slice(at + site.length)}
      </p>
      <label class="check">
        <input type="checkbox" checked={trusts} onChange={(event) => setTrusts(event.currentTarget.checked)} />
        {t("link.trust", { site: isolate(site) })}
      </label>
      <p class="ways">
        <button type="button" class="button outlined" onClick={close}>
          {t("link.stay")}
        </button>
        <a
          class="button filled"
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          onClick={() => {
            if (trusts) trustSite(href);
            close();
          }}
        >
          {t("link.open")}
        </a>
      </p>
    </Sheet>
  );
}

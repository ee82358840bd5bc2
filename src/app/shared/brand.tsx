// The sign and name of Hubbub, leading home.

import { t } from "./t.ts";

export function Brand() {
  return (
    <a class="brand" href="/">
      <img src="/icon.svg" width="26" height="26" alt="" />
      {t("app.name")}
    </a>
  );
}

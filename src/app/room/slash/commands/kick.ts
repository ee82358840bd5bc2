// /kick: asks whether somebody is sent away, who may come back. It cannot be undone.

import { t } from "../../../shared/t.ts";
import { openGuard } from "../../guard/guarding.ts";
import { about, personOffers } from "../asking.ts";
import { DONE, refused, type SlashCommand } from "../slash-command.ts";

export const kick: SlashCommand = {
  name: "kick",
  usage: "slash.kick.usage",
  about: "slash.kick",
  from: "moderator",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, async (member, reason) => {
      if (view.connection.value.kind !== "online") return refused(t("slash.offline"));
      openGuard({ kind: "kick", member, reason });
      return DONE;
    }),
};

// /unban: lifts somebody's ban.

import { moderate } from "../../moderate.ts";
import { aboutRestrained, asking, restrainedOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";

export const unban: SlashCommand = {
  name: "unban",
  usage: "slash.unban.usage",
  about: "slash.unban",
  from: "moderator",
  offers: restrainedOffers,
  run: (view, typed) =>
    aboutRestrained(view, typed, (person) => asking(view, () => moderate(view, person, { action: "unban" }))),
};

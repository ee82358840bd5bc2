// /unmute: lets somebody write again.

import { moderate } from "../../moderate.ts";
import { about, asking, personOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";

export const unmute: SlashCommand = {
  name: "unmute",
  usage: "slash.unmute.usage",
  about: "slash.unmute",
  from: "moderator",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, (person) => asking(view, () => moderate(view, person, { action: "unmute" }))),
};

// /unmute: lets somebody write again.

import { moderate } from "../../moderate.ts";
import { aboutRestrained, asking, restrainedOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";

export const unmute: SlashCommand = {
  name: "unmute",
  usage: "slash.unmute.usage",
  about: "slash.unmute",
  from: "moderator",
  offers: restrainedOffers,
  run: (view, typed) =>
    aboutRestrained(view, typed, (person) => asking(view, () => moderate(view, person, { action: "unmute" }))),
};

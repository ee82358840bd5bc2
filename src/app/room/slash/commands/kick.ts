// /kick: sends somebody away who may come back.

import { moderate } from "../../moderate.ts";
import { about, asking, personOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";

export const kick: SlashCommand = {
  name: "kick",
  usage: "slash.kick.usage",
  about: "slash.kick",
  from: "moderator",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, (person, reason) =>
      asking(view, () => moderate(view, person, { action: "kick", ...(reason === "" ? {} : { reason }) })),
    ),
};

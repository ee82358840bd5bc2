// /ban: sends somebody away who cannot come back, for a time or for ever.

import { moderate } from "../../moderate.ts";
import { about, asking, personOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";
import { spanIn } from "../slash-words.ts";

export const ban: SlashCommand = {
  name: "ban",
  usage: "slash.ban.usage",
  about: "slash.ban",
  from: "moderator",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, (person, rest) => {
      const { ms, rest: reason } = spanIn(rest, "m");
      const untilAt = ms === undefined ? {} : { untilAt: Date.now() + ms };
      const why = reason === "" ? {} : { reason };
      return asking(view, () => moderate(view, person, { action: "ban", ...untilAt, ...why }));
    }),
};

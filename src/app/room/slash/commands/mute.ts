// /mute: lets somebody read along and write nothing, for a time or for ever.

import { moderate } from "../../moderate.ts";
import { about, asking, personOffers } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";
import { spanIn } from "../slash-words.ts";

export const mute: SlashCommand = {
  name: "mute",
  usage: "slash.mute.usage",
  about: "slash.mute",
  from: "moderator",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, (person, rest) => {
      const { ms, rest: reason } = spanIn(rest, "m");
      const untilAt = ms === undefined ? {} : { untilAt: Date.now() + ms };
      const why = reason === "" ? {} : { reason };
      return asking(view, () => moderate(view, person, { action: "mute", ...untilAt, ...why }));
    }),
};

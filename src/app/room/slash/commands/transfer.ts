// /transfer: asks whether somebody else is to own the room.

import { openGuard } from "../../guard/guarding.ts";
import { about, personOffers } from "../asking.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const transfer: SlashCommand = {
  name: "transfer",
  usage: "slash.transfer.usage",
  about: "slash.transfer",
  from: "owner",
  offers: personOffers,
  run: (view, typed) =>
    about(view, typed, async (member) => {
      openGuard({ kind: "transfer", member });
      return DONE;
    }),
};

// /words: shows the list of words that the room does not want.

import { openGuard } from "../../guard/guarding.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const words: SlashCommand = {
  name: "words",
  about: "slash.words",
  from: "moderator",
  async run() {
    openGuard({ kind: "desk", part: "words" });
    return DONE;
  },
};

// /invite: opens the ways to bring somebody in.

import { opened } from "../../opened.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const invite: SlashCommand = {
  name: "invite",
  about: "slash.invite",
  async run() {
    opened.value = "invite";
    return DONE;
  },
};

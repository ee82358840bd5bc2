// /help: shows the commands and the keys.

import { opened } from "../../opened.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const help: SlashCommand = {
  name: "help",
  about: "slash.help",
  isForThreads: true,
  async run() {
    opened.value = "help";
    return DONE;
  },
};

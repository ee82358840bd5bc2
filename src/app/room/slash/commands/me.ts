// /me: says what one does. Others see it as a message with a mark that they may not know.

import { t } from "../../../shared/t.ts";
import { ME } from "../../me.ts";
import { DONE, refused, type SlashCommand } from "../slash-command.ts";

export const me: SlashCommand = {
  name: "me",
  usage: "slash.me.usage",
  about: "slash.me",
  isForThreads: true,
  async run(_view, rest, say) {
    if (rest === "") return refused(t("slash.me.empty"));
    say(rest, ME);
    return DONE;
  },
};

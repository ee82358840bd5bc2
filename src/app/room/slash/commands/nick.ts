// /nick: changes one's own name in the room.

import { t } from "../../../shared/t.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";

export const nick: SlashCommand = {
  name: "nick",
  usage: "slash.nick.usage",
  about: "slash.nick",
  async run(view, rest) {
    return rest === "" ? refused(t("slash.nick.empty")) : asking(view, () => view.rename(rest));
  },
};

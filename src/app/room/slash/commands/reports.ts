// /reports: shows what members told the moderators of.

import { openGuard } from "../../guard/guarding.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const reports: SlashCommand = {
  name: "reports",
  about: "slash.reports",
  from: "moderator",
  async run() {
    openGuard({ kind: "desk", part: "reports" });
    return DONE;
  },
};

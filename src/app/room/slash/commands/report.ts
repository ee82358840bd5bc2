// /report: tells the moderators of the message that one is about to answer; the reason stands behind it.

import { t } from "../../../shared/t.ts";
import { toast } from "../../toast.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";

export const report: SlashCommand = {
  name: "report",
  usage: "slash.report.usage",
  about: "slash.report",
  async run(view, reason) {
    const { answered } = view.talk;
    const message = answered.value?.seq;
    if (message === undefined) return refused(t("slash.report.which"));
    return asking(view, async () => {
      await view.ask({ type: "report", message, ...(reason === "" ? {} : { reason }) });
      answered.value = undefined;
      toast.value = { text: t("guard.reported") };
    });
  },
};

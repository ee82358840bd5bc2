// /readonly: lets only moderators, and whoever was given a role, write; off lets everybody write again.

import { t } from "../../../shared/t.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";

const STATES = ["on", "off"];

export const readonly: SlashCommand = {
  name: "readonly",
  usage: "slash.readonly.usage",
  about: "slash.readonly",
  from: "owner",
  offers: (_, rest) =>
    STATES.filter((each) => each.startsWith(rest) && each !== rest).map((each) => ({ rest: each, label: each })),
  async run(view, rest) {
    const wanted = rest === "" ? "on" : rest.toLowerCase();
    if (!STATES.includes(wanted)) return refused(t("slash.readonly.wrong"));
    return asking(view, () => view.ask({ type: "configure", readOnly: wanted === "on" }));
  },
};

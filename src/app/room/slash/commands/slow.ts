// /slow: how long a member waits between two messages.

import { t } from "../../../shared/t.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";
import { spanIn } from "../slash-words.ts";

const OFF = "off";

export const slow: SlashCommand = {
  name: "slow",
  usage: "slash.slow.usage",
  about: "slash.slow",
  from: "moderator",
  offers: (_, rest) =>
    ["30s", "5m", OFF]
      .filter((each) => each.startsWith(rest) && each !== rest)
      .map((each) => ({ rest: each, label: each })),
  async run(view, rest) {
    const slowModeMs = rest.toLowerCase() === OFF ? 0 : spanIn(rest, "s").ms;
    if (slowModeMs === undefined) return refused(t("slash.slow.wrong"));
    return asking(view, () => view.ask({ type: "configure", slowModeMs }));
  },
};

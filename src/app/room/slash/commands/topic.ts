// /topic: sets what the room is about; with nothing behind it tells what that is.

import { isolate, t } from "../../../shared/t.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";

export const topic: SlashCommand = {
  name: "topic",
  usage: "slash.topic.usage",
  about: "slash.topic",
  from: "moderator",
  async run(view, rest) {
    if (rest !== "") return asking(view, () => view.ask({ type: "configure", topic: rest }));
    const now = view.state.value.room?.topic ?? "";
    return refused(now === "" ? t("slash.topic.none") : t("slash.topic.now", { topic: isolate(now) }));
  },
};

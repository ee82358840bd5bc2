// /topic: sets what the room is about; nothing behind it takes that away.

import { asking } from "../asking.ts";
import type { SlashCommand } from "../slash-command.ts";

export const topic: SlashCommand = {
  name: "topic",
  usage: "slash.topic.usage",
  about: "slash.topic",
  from: "moderator",
  run: (view, rest) => asking(view, () => view.ask({ type: "configure", topic: rest })),
};

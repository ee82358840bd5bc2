// /shrug: what was said, and a shrug behind it.

import { DONE, type SlashCommand } from "../slash-command.ts";

const SHRUG = "¯\\_(ツ)_/¯";

export const shrug: SlashCommand = {
  name: "shrug",
  usage: "slash.shrug.usage",
  about: "slash.shrug",
  isForThreads: true,
  async run(_view, rest, say) {
    say(`${rest} ${SHRUG}`.trimStart());
    return DONE;
  },
};

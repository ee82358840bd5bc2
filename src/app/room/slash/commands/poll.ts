// /poll: done by the part of the page that has it.

import { slashHook } from "../slash-hooks.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const poll: SlashCommand = {
  name: "poll",
  usage: "slash.poll.usage",
  about: "slash.poll",
  isHere: () => slashHook("poll") !== undefined,
  run: async (view, rest) => (await slashHook("poll")?.(view, rest)) ?? DONE,
};

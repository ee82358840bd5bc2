// /search: done by the part of the page that has it.

import { slashHook } from "../slash-hooks.ts";
import { DONE, type SlashCommand } from "../slash-command.ts";

export const search: SlashCommand = {
  name: "search",
  usage: "slash.search.usage",
  about: "slash.search",
  isHere: () => slashHook("search") !== undefined,
  run: async (view, rest) => (await slashHook("search")?.(view, rest)) ?? DONE,
};

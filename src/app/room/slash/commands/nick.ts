// /nick: changes one's own name in the room.

import "../../words-name.ts";
import { ChatError } from "../../../../protocol/errors.ts";
import { t } from "../../../shared/t.ts";
import { nameReasonOf } from "../../name-reason.ts";
import { refusalOf } from "../../refusal.ts";
import { asking } from "../asking.ts";
import { refused, type SlashCommand } from "../slash-command.ts";

export const nick: SlashCommand = {
  name: "nick",
  usage: "slash.nick.usage",
  about: "slash.nick",
  async run(view, rest) {
    return rest === "" ? refused(t("slash.nick.empty")) : asking(view, () => view.rename(rest), whyNot);
  },
};

function whyNot(error: unknown): string {
  return error instanceof ChatError ? nameReasonOf(error.code, error.message) : refusalOf(error);
}

// /role: gives somebody another role.

import type { Role } from "../../../../protocol/schemas.ts";
import { t } from "../../../shared/t.ts";
import { moderate } from "../../moderate.ts";
import { ROLES } from "../../roles.ts";
import { about, asking, personOffers } from "../asking.ts";
import { knownPeople } from "../known-people.ts";
import { refused, type SlashCommand } from "../slash-command.ts";
import { personIn } from "../slash-words.ts";

export const role: SlashCommand = {
  name: "role",
  usage: "slash.role.usage",
  about: "slash.role",
  from: "owner",
  offers(view, typed) {
    const found = personIn(knownPeople(view), typed);
    if (found.kind !== "found") return personOffers(view, typed);
    return ROLES.filter((each) => each.startsWith(found.rest.toLowerCase()) && each !== found.rest.toLowerCase()).map(
      (each) => ({ rest: `${found.person.name} ${each}`, label: each }),
    );
  },
  run: (view, typed) =>
    about(view, typed, async (person, rest) => {
      const wanted = parseRole(rest);
      if (wanted === undefined) return refused(t("slash.role.wrong"));
      return asking(view, () => moderate(view, person, { action: "role", role: wanted }));
    }),
};

function parseRole(typed: string): Role | undefined {
  return ROLES.find((each) => each === typed.toLowerCase());
}

// /purge: asks whether everything that somebody said goes, of the last hour, the last day or ever.

import { t } from "../../../shared/t.ts";
import { openGuard, type PurgeSpan } from "../../guard/guarding.ts";
import { about, personOffers } from "../asking.ts";
import { knownPeople } from "../known-people.ts";
import { DONE, refused, type SlashCommand } from "../slash-command.ts";
import { personIn } from "../slash-words.ts";

const SPANS = ["hour", "day", "all"] as const satisfies readonly PurgeSpan[];

export const purge: SlashCommand = {
  name: "purge",
  usage: "slash.purge.usage",
  about: "slash.purge",
  from: "moderator",
  offers(view, typed) {
    const found = personIn(knownPeople(view), typed);
    if (found.kind !== "found") return personOffers(view, typed);
    const begun = found.rest.toLowerCase();
    return SPANS.filter((each) => each.startsWith(begun) && each !== begun).map((each) => ({
      rest: `${found.person.name} ${each}`,
      label: each,
    }));
  },
  run: (view, typed) =>
    about(view, typed, async (member, rest) => {
      const since = SPANS.find((each) => each === (rest === "" ? "hour" : rest.toLowerCase()));
      if (since === undefined) return refused(t("slash.purge.wrong"));
      openGuard({ kind: "purge", member, since });
      return DONE;
    }),
};

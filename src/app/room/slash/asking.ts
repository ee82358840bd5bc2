// What commands share: asking the room, and finding whom they mean.

import { isolate, t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { knownPeople } from "./known-people.ts";
import { DONE, refused, type SlashOffer, type SlashOutcome } from "./slash-command.ts";
import { peopleBegun, type Person, personIn } from "./slash-words.ts";

/** Without a connection nothing is asked: whoever waits would not know for what. */
export async function asking(view: RoomView, ask: () => Promise<unknown>): Promise<SlashOutcome> {
  if (view.connection.value.kind !== "online") return refused(t("slash.offline"));
  try {
    await ask();
    return DONE;
  } catch (error) {
    return refused(t("slash.refused", { reason: refusalOf(error) }));
  }
}

/** Does something about the person who is named first; `rest` is what stands behind the name. */
export async function about(
  view: RoomView,
  typed: string,
  act: (person: Person, rest: string) => Promise<SlashOutcome>,
): Promise<SlashOutcome> {
  const found = personIn(knownPeople(view), typed);
  if (found.kind === "found") return act(found.person, found.rest);
  if (found.typed === "") return refused(t("slash.who"));
  return refused(t(found.kind === "nobody" ? "slash.nobody" : "slash.several", { name: isolate(found.typed) }));
}

export function personOffers(view: RoomView, typed: string): readonly SlashOffer[] {
  const people = knownPeople(view);
  if (personIn(people, typed).kind !== "nobody") return [];
  return peopleBegun(people, typed).map(({ name }) => ({ rest: `${name} `, label: name }));
}

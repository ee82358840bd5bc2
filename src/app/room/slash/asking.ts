// What commands share: asking the room, and finding whom they mean.

import { isolate, t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import { askRestrained } from "../restrained.ts";
import type { RoomView } from "../room-view.ts";
import { knownPeople } from "./known-people.ts";
import { DONE, refused, type SlashOffer, type SlashOutcome } from "./slash-command.ts";
import { peopleBegun, type Person, personIn } from "./slash-words.ts";

/** Without a connection nothing is asked: whoever waits would not know for what. */
export async function asking(
  view: RoomView,
  ask: () => Promise<unknown>,
  wordsOf: (error: unknown) => string = refusalOf,
): Promise<SlashOutcome> {
  if (view.connection.value.kind !== "online") return refused(t("slash.offline"));
  try {
    await ask();
    return DONE;
  } catch (error) {
    return refused(t("slash.refused", { reason: wordsOf(error) }));
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

/** The same of whoever is banned or muted, which the room is asked for first: that may have been decided long ago. */
export async function aboutRestrained(
  view: RoomView,
  typed: string,
  act: (person: Person) => Promise<SlashOutcome>,
): Promise<SlashOutcome> {
  await askRestrained(view).catch(() => undefined);
  return about(view, typed, act);
}

/** Offers come at once with whom is known here, and again when the room has told of the others. */
export function restrainedOffers(view: RoomView, typed: string): readonly SlashOffer[] {
  if (!asked.has(view)) {
    asked.add(view);
    askRestrained(view).catch(() => asked.delete(view));
  }
  return personOffers(view, typed);
}

const asked = new WeakSet<RoomView>();

export function personOffers(view: RoomView, typed: string): readonly SlashOffer[] {
  const people = knownPeople(view);
  if (personIn(people, typed).kind !== "nobody") return [];
  return peopleBegun(people, typed).map(({ name }) => ({ rest: `${name} `, label: name }));
}

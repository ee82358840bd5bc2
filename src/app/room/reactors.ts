// The names of those who reacted to a message, asked for when somebody wants to know.

import { isolate, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

type Who = { readonly id: string; readonly name: string };

/** Names in a line before the rest is counted. */
const NAMES_MAX = 8;

/** Under the name of now, where the room's list has one. */
export function nameNow(view: RoomView, { id, name }: Who): string {
  return view.members.value.list.find((member) => member.id === id)?.name ?? name;
}

/** In words, by emoji: who reacted, in the order in which they did. Rejects where the room does not tell. */
export async function namesOfReactors(view: RoomView, seq: number): Promise<ReadonlyMap<string, string>> {
  const { client } = view;
  if (client === undefined) return new Map();
  const { reactions, more } = await client.reactions(seq);
  const groups = Map.groupBy(reactions, ({ emoji }) => emoji);
  return new Map(
    [...groups].map(([emoji, of]) => [
      emoji,
      inWords(
        of.map(({ by }) => nameNow(view, by)),
        more,
      ),
    ]),
  );
}

function inWords(names: readonly string[], more: boolean): string {
  const shown = names.slice(0, NAMES_MAX).map(isolate).join(", ");
  const rest = names.length - NAMES_MAX;
  if (rest > 0) return t("talk.reactors.line.more", { names: shown, count: rest });
  return more ? t("talk.reactors.line.some", { names: shown }) : shown;
}

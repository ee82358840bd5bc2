// Whoever is banned or muted: as the room tells its moderators, and as the log changed it since.

import type { Restrained, Restraint } from "../../protocol/standings.ts";
import type { RoomView } from "./room-view.ts";
import { isModerator, type Standing, standingsOf } from "./standings.ts";

/** More are not shown: nobody reads on for so long, and the room answers a hundred at a time. */
const SHOWN_MAX = 500;

/** Asks the room anew, for moderators. Rejects where it cannot be reached. */
export async function askRestrained(view: RoomView): Promise<void> {
  const { client } = view;
  if (client === undefined || !isModerator(view.role.peek())) return;
  const told: Restrained[] = [];
  let page = await client.standings();
  told.push(...page.standings);
  while (page.more && told.length < SHOWN_MAX) {
    page = await client.standings(told.at(-1)?.member.id);
    told.push(...page.standings);
  }
  view.restrained.value = told;
}

/** By id. What the log holds is the newer word. */
export function knownStandings(view: RoomView): ReadonlyMap<string, Standing> {
  const told = view.restrained.value.map(({ member, ban, mute }): [string, Standing] => [
    member.id,
    { member, bannedUntil: endOf(ban), mutedUntil: endOf(mute) },
  ]);
  return standingsOf(view.state.value.timeline, new Map(told));
}

function endOf(restraint: Restraint | undefined): number {
  return restraint === undefined ? 0 : (restraint.untilAt ?? Infinity);
}

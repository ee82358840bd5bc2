// Where one can go from here by typing a little: pure.

import { normaliseRoomName } from "../shared/room-name.ts";
import { findPublicRooms, fold, type PublicRoom } from "./public-rooms.ts";

export type SwitchTarget = {
  readonly kind: "visited" | "public" | "typed";
  readonly room: string;
  /** What it is called, where that is not its address. */
  readonly title: string;
};

const SHOWN_MAX = 12;

/** Rooms one has been in come first, then public ones, then the room of the name that was typed, whoever made it. */
export function switchTargets(
  typed: string,
  visited: readonly { readonly room: string; readonly title: string }[],
  publicRooms: readonly PublicRoom[],
): readonly SwitchTarget[] {
  const begun = fold(typed.trim());
  const known = visited
    .filter(({ room, title }) => fold(`${title} ${room}`).includes(begun))
    .sort((one, other) => Number(startsSo(other, begun)) - Number(startsSo(one, begun)))
    .map((each): SwitchTarget => ({ kind: "visited", ...each }));
  const names = new Set(visited.map(({ room }) => room));
  const listed = findPublicRooms(publicRooms, typed)
    .filter(({ name }) => !names.has(name))
    .map(({ name, title }): SwitchTarget => ({ kind: "public", room: name, title: title === "" ? name : title }));
  const targets = [...known, ...listed].slice(0, SHOWN_MAX);
  const name = normaliseRoomName(typed);
  const isThere = name === "" || [...names, ...listed.map(({ room }) => room)].includes(name);
  return isThere ? targets : [...targets, { kind: "typed", room: name, title: name }];
}

function startsSo({ room, title }: { room: string; title: string }, begun: string): boolean {
  return fold(title).startsWith(begun) || room.startsWith(begun);
}

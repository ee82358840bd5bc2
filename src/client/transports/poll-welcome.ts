// Makes for a poll the `welcome` that a socket begins with, out of what the routes of a room tell.

import { parseCursor } from "../../protocol/cursor.ts";
import type { PollAnswer, RoomInfo } from "../../protocol/http.ts";
import { WELCOME_LIMITS } from "../../protocol/limits.ts";
import type { Author } from "../../protocol/schemas.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import type { Passage } from "./passage.ts";
import type { Surroundings } from "./surroundings.ts";

/** All that a welcome is made of, but for the log. */
export type Entered = Surroundings & { readonly who: Author; readonly room: RoomInfo };

/** `you` keeps the name, role and place of the last welcome: no route tells them. */
export function welcomeText(passage: Passage, entered: Entered, answer: PollAnswer): string {
  const { who, members, values } = entered;
  const { members: _count, epoch: _epoch, head: _head, ...room } = entered.room;
  const cursor = parseCursor(answer.cursor);
  if (cursor === undefined) throw new Error("a poll's cursor is none");
  const listed = members.list.find(({ id }) => id === who.id);
  const known = passage.you();
  const held = known?.id === who.id ? known : undefined;
  const { snapshot, recovered } = answer;
  return JSON.stringify({
    type: "welcome",
    protocol: PROTOCOL_VERSION,
    room,
    epoch: cursor.epoch,
    head: cursor.seq,
    recovered,
    you: {
      id: who.id,
      name: listed?.name ?? held?.name ?? who.name,
      role: listed?.role ?? held?.role ?? "member",
      connection: "",
      readUpTo: held?.readUpTo ?? 0,
    },
    values,
    members,
    limits: WELCOME_LIMITS,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(recovered ? {} : { mine: answer.mine ?? {}, myVotes: answer.myVotes }),
  });
}

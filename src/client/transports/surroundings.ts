// What a room tells beside its log, where nobody tells it unasked: who is here, and its values.

import * as v from "valibot";
import { type Members, membersSchema } from "../../protocol/frames/welcome.ts";
import { type RoomInfo, roomInfoSchema, type Values, valuesSchema } from "../../protocol/http.ts";
import type { Passage } from "./passage.ts";
import { requestJson, roomPath } from "./request.ts";

export type Surroundings = { readonly members: Members; readonly values: Values["values"] };

export async function readSurroundings(passage: Passage, signal: AbortSignal): Promise<Surroundings> {
  const path = roomPath(passage);
  const [members, values] = await Promise.all([
    requestJson(passage, `${path}/members`, { signal }),
    requestJson(passage, `${path}/values`, { signal }),
  ]);
  return { members: v.parse(membersSchema, members), values: v.parse(valuesSchema, values).values };
}

export async function readRoom(passage: Passage, signal: AbortSignal): Promise<RoomInfo> {
  return v.parse(roomInfoSchema, await requestJson(passage, roomPath(passage), { signal }));
}

/** The frames that tell what changed. */
export function changeTexts(before: Surroundings, now: Surroundings): string[] {
  const texts: string[] = [];
  if (!isSame(before.members, now.members)) texts.push(JSON.stringify({ type: "presence", ...now.members }));
  if (!isSame(before.values, now.values)) {
    const cleared = Object.entries(before.values).map(([key, held]) => [key, { ...held, value: null }]);
    texts.push(JSON.stringify({ type: "values", values: { ...Object.fromEntries(cleared), ...now.values } }));
  }
  return texts;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

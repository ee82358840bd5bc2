// Somebody who reads without a token: nobody in particular, in no roster, for this one visit.

import { type EntryDraft } from "../rules/entry.ts";
import { READER_PREFIX } from "../rules/permissions.ts";
import { type Holder, principalFor } from "./holder.ts";
import { randomId } from "./random-id.ts";

/** A reader's session ends with its stream: nothing else knows it. */
const VISIT_MS = 24 * 60 * 60_000;

/** The member's entry, or that of a reader nobody sees, from the network that has this mark. */
export function readerEntry(
  room: string,
  holder: Holder | undefined,
  now: number,
  network?: string,
): Pick<EntryDraft, "room" | "principal" | "hidden"> {
  if (holder !== undefined) return { room, principal: principalFor(holder, room) };
  return {
    room,
    principal: {
      id: `${READER_PREFIX}${randomId()}`,
      name: "",
      expiresAt: now + VISIT_MS,
      ...(network === undefined ? {} : { network }),
    },
    hidden: true,
  };
}

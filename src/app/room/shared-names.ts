// Names that more than one member bears, among those who are here and those who wrote what is shown.

import type { TimelineItem } from "../../client/state.ts";
import type { Author } from "../../protocol/schemas.ts";

/** In the order of the alphabet. */
export function sharedNames(members: readonly Author[], timeline: readonly TimelineItem[]): string[] {
  const bearers = new Map<string, string>();
  const shared = new Set<string>();
  const note = ({ id, name }: Author) => {
    const other = bearers.get(name);
    if (other === undefined) bearers.set(name, id);
    else if (other !== id && name !== "") shared.add(name);
  };
  for (const member of members) note(member);
  for (const item of timeline) if (item.kind === "message") note(item.message.by);
  return [...shared].sort();
}

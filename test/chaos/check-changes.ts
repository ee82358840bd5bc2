// check-changes.ts: each event of the log is one that the contract lets its command make, after all that came before it.

import { isMemberEvent, type RoomEvent } from "../../src/protocol/events.ts";
import { authorOf, commandBehind, describeEvent, isErased } from "./event.ts";
import { Folding } from "./fold.ts";
import { judge } from "./judge.ts";
import type { Restored } from "./restore.ts";
import type { Violation } from "./violation.ts";

/** Refused commands and those that change nothing make no event (contract 4). */
export function* checkChanges({ log, unknown }: Restored): Iterable<Violation> {
  const folding = new Folding();
  const names = new Map<string, string>();
  const owners = new Set<string>();
  for (const event of log) {
    const author = authorOf(event);
    const command = commandBehind(event);
    if (author !== undefined && command !== undefined && !isUnknown(event, unknown)) {
      const { by } = author;
      const verdict = judge(command, {
        member: by.id,
        isModerator: owners.has(by.id),
        name: names.get(by.id) ?? "",
        messages: folding.messages,
      });
      if (verdict.kind === "refused")
        yield {
          rule: "R4",
          text: `seq ${event.seq}, ${describeEvent(event)}, was to be refused with ${verdict.code}`,
        };
      if (verdict.kind === "unchanged")
        yield { rule: "R4-20", text: `seq ${event.seq}, ${describeEvent(event)}, changes nothing` };
    }
    if (author !== undefined) names.set(author.by.id, author.by.name);
    if (isMemberEvent(event)) {
      names.set(event.member.id, event.member.name);
      if (event.action === "role" && event.role === "owner") owners.add(event.member.id);
    }
    folding.apply(event);
  }
}

/** Whether an edit changed anything cannot be told where a text before it is not known. */
function isUnknown(event: RoomEvent, unknown: ReadonlySet<number>): boolean {
  if (isErased(event)) return true;
  return event.kind === "edited" && "message" in event && unknown.has(Number(event.message));
}

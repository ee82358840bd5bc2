// check-changes.ts: each event of the log is one that the contract lets its command make, after all that came before it.

import { isErasure, isMemberEvent, type RoomEvent } from "../../src/protocol/events.ts";
import { authorOf, commandBehind, commandOf, describeEvent, isErased } from "./event.ts";
import { Folding } from "./fold.ts";
import { judge } from "./judge.ts";
import { Ranks } from "./ranks.ts";
import type { Restored } from "./restore.ts";
import type { Violation } from "./violation.ts";

/** Refused commands and those that change nothing make no event (contract 4). */
export function* checkChanges({ log, unknown }: Restored): Iterable<Violation> {
  const folding = new Folding();
  const names = new Map<string, string>();
  const ranks = new Ranks();
  for (const event of log) {
    const author = authorOf(event);
    const command = commandOf(event) === undefined ? undefined : commandBehind(event);
    if (author !== undefined && command !== undefined && !isUnknown(event, unknown)) {
      const { by } = author;
      const verdict = judge(command, {
        member: by.id,
        ranks,
        name: names.get(by.id) ?? "",
        messages: folding.messages,
        at: event.at,
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
    if (isMemberEvent(event) && event.action === "rename") names.set(event.member.id, event.member.name);
    if (isErasure(event)) names.delete(event.member.id);
    ranks.apply(event);
    folding.apply(event);
  }
}

/** Whether an edit changed anything cannot be told where a text before it is not known. */
function isUnknown(event: RoomEvent, unknown: ReadonlySet<number>): boolean {
  if (isErased(event)) return true;
  return event.kind === "edited" && "message" in event && unknown.has(Number(event.message));
}

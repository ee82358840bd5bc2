// check-moderation.ts: a kick, a ban or one's own leaving acts at once and on every device, and whoever is banned is not let in.

import { isMemberEvent, type RoomEvent } from "../../src/protocol/events.ts";
import type { ClientHistory, Final } from "./history.ts";
import type { Violation } from "./violation.ts";

/** Where a member was sent away or left, and the stretches in which they were banned, both ends exclusive. */
type Sentence = {
  readonly ends: readonly { readonly seq: number; readonly rule: "R4-32" | "R4-77" }[];
  readonly bans: readonly { from: number; to: number }[];
};

export function* checkModeration({ client, member, entries }: ClientHistory, final: Final): Iterable<Violation> {
  const { ends, bans } = sentenceOf(member, final.log);
  if (ends.length === 0) return;
  /** Where the connection had to end, if the member was sent away or left since it began. */
  let end: (typeof ends)[number] | undefined;
  let isFirst = false;
  for (const entry of entries) {
    if (entry.kind === "connected") {
      end = undefined;
      isFirst = true;
    } else if (entry.kind === "welcomed" && entry.welcome.epoch === final.epoch) {
      const { head } = entry.welcome;
      const ban = bans.find(({ from, to }) => head >= from && head < to);
      if (ban !== undefined)
        yield { rule: "R4-33", text: `${client} was welcomed at head ${head}, though banned since seq ${ban.from}` };
      if (isFirst) end = ends.find(({ seq }) => seq > head);
      isFirst = false;
    } else if (entry.kind === "saw" && end !== undefined) {
      const { seq: endedBy, rule } = end;
      const after = entry.events.find(({ seq }) => seq > endedBy);
      if (after !== undefined)
        yield { rule, text: `${client} saw seq ${after.seq} on a connection that seq ${endedBy} had ended` };
    }
  }
}

function sentenceOf(member: string, log: readonly RoomEvent[]): Sentence {
  const ends: Sentence["ends"][number][] = [];
  const bans: { from: number; to: number }[] = [];
  for (const event of log) {
    if (!isMemberEvent(event) || event.member.id !== member) continue;
    if (event.action === "kick" || event.action === "ban") ends.push({ seq: event.seq, rule: "R4-32" });
    if (event.action === "leave") ends.push({ seq: event.seq, rule: "R4-77" });
    if (event.action === "ban") bans.push({ from: event.seq, to: Infinity });
    const last = bans.at(-1);
    if (event.action === "unban" && last !== undefined) last.to = event.seq;
  }
  return { ends, bans };
}

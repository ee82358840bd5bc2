// check-moderation.ts: a kick or ban acts at once and on every device, and whoever is banned is not let in (contract R4-32, R4-33).

import { isMemberEvent, type RoomEvent } from "../../src/protocol/events.ts";
import type { ClientHistory, Final } from "./history.ts";
import type { Violation } from "./violation.ts";

/** The seqs at which a member was sent away, and the stretches in which they were banned, both ends exclusive. */
type Sentence = { readonly endedAt: readonly number[]; readonly bans: readonly { from: number; to: number }[] };

export function* checkModeration({ client, member, entries }: ClientHistory, final: Final): Iterable<Violation> {
  const { endedAt, bans } = sentenceOf(member, final.log);
  if (endedAt.length === 0) return;
  /** Where the connection began, and where it had to end if the member was sent away since. */
  let endsAt = Infinity;
  let isFirst = false;
  for (const entry of entries) {
    if (entry.kind === "connected") {
      endsAt = Infinity;
      isFirst = true;
    } else if (entry.kind === "welcomed" && entry.welcome.epoch === final.epoch) {
      const { head } = entry.welcome;
      const ban = bans.find(({ from, to }) => head >= from && head < to);
      if (ban !== undefined)
        yield { rule: "R4-33", text: `${client} was welcomed at head ${head}, though banned since seq ${ban.from}` };
      if (isFirst) endsAt = endedAt.find((seq) => seq > head) ?? Infinity;
      isFirst = false;
    } else if (entry.kind === "saw") {
      const after = entry.events.find(({ seq }) => seq > endsAt);
      if (after !== undefined)
        yield { rule: "R4-32", text: `${client} saw seq ${after.seq} on a connection that seq ${endsAt} had ended` };
    }
  }
}

function sentenceOf(member: string, log: readonly RoomEvent[]): Sentence {
  const endedAt: number[] = [];
  const bans: { from: number; to: number }[] = [];
  for (const event of log) {
    if (!isMemberEvent(event) || event.member.id !== member) continue;
    if (event.action === "kick" || event.action === "ban") endedAt.push(event.seq);
    if (event.action === "ban") bans.push({ from: event.seq, to: Infinity });
    const last = bans.at(-1);
    if (event.action === "unban" && last !== undefined) last.to = event.seq;
  }
  return { endedAt, bans };
}

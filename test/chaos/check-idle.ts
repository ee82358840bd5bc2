// check-idle.ts: nobody is shown idle who never said so, and whoever just came is at their device (contract R4-76, R5-42).

import type { ClientHistory } from "./history.ts";
import type { Violation } from "./violation.ts";

export function* checkIdle(clients: readonly ClientHistory[]): Iterable<Violation> {
  const told = new Set(clients.flatMap(({ member, entries }) => (entries.some(isIdling) ? [member] : [])));
  for (const { client, member, entries } of clients) {
    let isFresh = false;
    for (const entry of entries) {
      if (entry.kind === "connected") isFresh = true;
      if (entry.kind !== "welcomed") continue;
      const { idle = [], head } = entry.welcome;
      for (const id of idle)
        if (!told.has(id))
          yield { rule: "R5-42", text: `${client} was shown ${id} idle at head ${head}, who never was` };
      if (isFresh && idle.includes(member))
        yield { rule: "R4-76", text: `${client} came at head ${head}, and was shown idle on all devices` };
      isFresh = false;
    }
  }
}

function isIdling(entry: ClientHistory["entries"][number]): boolean {
  return entry.kind === "idled" && entry.on;
}

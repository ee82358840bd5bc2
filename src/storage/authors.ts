// Who wrote here under which names: found by what people call somebody, whatever its case and accents.

import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export class Authors {
  readonly #database: Database;
  readonly #log: EventLog;
  /** Members by each name that they had, folded; complete up to `#mark`. Made on first need, and gone with a sleep. */
  readonly #byName = new Map<string, Set<string>>();
  #mark = 0;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Ids of members whose id this is, or who wrote under this name. */
  called(idOrName: string): readonly string[] {
    if (this.#log.knows(idOrName)) return [idOrName];
    this.#catchUp();
    return [...(this.#byName.get(fold(idOrName)) ?? [])];
  }

  /** Names were erased: they are read anew when asked for. */
  forget(): void {
    this.#byName.clear();
    this.#mark = 0;
  }

  #catchUp(): void {
    const { head } = this.#log;
    if (this.#mark === head) return;
    const rows = this.#database.exec<{ member: string; name: string }>(
      "SELECT DISTINCT member, name FROM events WHERE seq > ?",
      this.#mark,
    );
    for (const { member, name } of rows) {
      const folded = fold(name);
      const members = this.#byName.get(folded);
      if (members === undefined) this.#byName.set(folded, new Set([member]));
      else members.add(member);
    }
    this.#mark = head;
  }
}

function fold(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
}

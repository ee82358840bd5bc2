// Commands that the log alone cannot tell of: those that made no event, and those whose event says other words than they did.

import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** In place of the digest of what an erased member asked for: it cannot be compared any more. */
export const ERASED = "";

export type Deed = { readonly content: string; readonly at: number };

export class Deeds {
  readonly #database: Database;
  readonly #log: EventLog;
  /** False in nearly every room, which then costs a message nothing; undefined until it was looked up. */
  #hasAny: boolean | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  find(member: string, id: string): Deed | undefined {
    if (!this.#log.exists) return undefined;
    this.#hasAny ??= this.#database.exec("SELECT 1 FROM deeds LIMIT 1").length > 0;
    if (!this.#hasAny) return undefined;
    return this.#database.exec<Deed>("SELECT content, at FROM deeds WHERE member = ? AND id = ?", member, id)[0];
  }

  keep(member: string, id: string, content: string, at: number): void {
    this.#database.exec("INSERT INTO deeds (member, id, content, at) VALUES (?, ?, ?, ?)", member, id, content, at);
    this.#hasAny = true;
  }
}

/** 64 bits of a text: tells a repeat from another use of its id, which its own member alone could bring about. */
export function digestOfContent(text: string): string {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
}

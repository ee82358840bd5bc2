// What a room knows of being restored: one mark in its storage, which the restore takes back with everything else.
//
// The mark is how a restore is told from one that did not happen: it is written before, so a room without it has gone
// back. Whoever drives the restore (the edge) may fall at any step, and begins from the first: each may be repeated.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import type { Author } from "../protocol/schemas.ts";
import { HOUSE } from "./house.ts";
import type { RoomContext } from "./context.ts";

const MARK = "restore";

const markSchema = v.object({
  /** Which restore, by its place in the Lobby. */
  place: v.pipe(v.number(), v.integer()),
  stage: v.picklist(["prepared", "failed", "settled"]),
  outcome: v.optional(v.picklist(["restored", "failed"])),
});
type Mark = v.InferOutput<typeof markSchema>;

export type RestoreOutcome = "restored" | "failed";
/** How a restore stands in the room: to be carried out, waiting for its new epoch, or over. */
export type RestoreStage = "prepared" | "back" | "failed" | { readonly settled: RestoreOutcome };

/** What is told of a restore in the audit record. */
export type RestoreTold = { readonly at: number; readonly by: Author };

type Kept = Pick<SyncKvStorage, "get" | "put">;

/** Told to everybody while the room goes back; their clients return with their cursors. */
export function beingRestored(): ChatError {
  return new ChatError("overloaded", "unable to go on; the room is being restored", { retryAfterMs: 2_000 });
}

export class Restoring {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** `back` for a room whose mark is older or gone: it was never prepared, or is as it was before. */
  stageOf(place: number): RestoreStage {
    const mark = this.#read();
    if (mark === undefined || mark.place < place) return "back";
    // One that is newer came after this one was over.
    if (mark.place > place || mark.stage === "settled") return { settled: mark.outcome ?? "restored" };
    return mark.stage;
  }

  mark(place: number, stage: "prepared" | "failed"): void {
    this.#write({ place, stage });
  }

  settle(place: number, outcome: RestoreOutcome): void {
    this.#write({ place, stage: "settled", outcome });
  }

  /**
   * Empties the storage, but for the mark where there is one: an isolate that has not heard that the restore is over would
   * take the room back to what it was before it was deleted.
   */
  over<T>(empty: () => T): T {
    const mark = this.#read();
    const emptied = empty();
    if (mark !== undefined) this.#write(mark);
    return emptied;
  }

  #read(): Mark | undefined {
    const kept = this.#kept.get(MARK);
    return kept === undefined ? undefined : v.parse(markSchema, kept);
  }

  #write(mark: Mark): void {
    this.#kept.put(MARK, mark);
  }
}

/** The room, with its new epoch, writes down who took it back, and to when. One that went back to before it began has no record. */
export function recordRestore({ audit, log, now }: RoomContext, outcome: RestoreOutcome, told?: RestoreTold): void {
  if (!log.exists) return;
  const target = told === undefined ? undefined : new Date(told.at).toISOString();
  audit.add(told?.by ?? HOUSE, { action: outcome === "failed" ? "restore failed" : "restore", target }, now());
}

// What a command of the composer is: one file in commands/ for each.

import type { Role } from "../../../protocol/schemas.ts";
import type { Key } from "../../shared/t.ts";
import type { RoomView } from "../room-view.ts";

export type SlashOutcome =
  /** What was typed is done with. */
  | { readonly kind: "done" }
  /** What was typed stays where it is; `problem` is in words for the person who wrote it. */
  | { readonly kind: "refused"; readonly problem: string };

/** Says a text where the command was typed, in a thread too; `data` goes along. */
export type Say = (text: string, data?: unknown) => void;

/** What may be typed behind the command's name, to choose from. `rest` takes the place of what stands there. */
export type SlashOffer = { readonly rest: string; readonly label: string };

export type SlashCommand = {
  /** Lower case, without the slash. */
  readonly name: string;
  /** What is typed behind the name. */
  readonly usage?: Key;
  readonly about: Key;
  /** From which role on it is offered; absent: to all. */
  readonly from?: Extract<Role, "moderator" | "owner">;
  /** False where this page has nothing that does it. */
  readonly isHere?: () => boolean;
  readonly offers?: (view: RoomView, rest: string) => readonly SlashOffer[];
  /** It is of use in a thread: the others mean the room as a whole. */
  readonly isForThreads?: boolean;
  readonly run: (view: RoomView, rest: string, say: Say) => Promise<SlashOutcome>;
};

export const DONE: SlashOutcome = { kind: "done" };

export function refused(problem: string): SlashOutcome {
  return { kind: "refused", problem };
}

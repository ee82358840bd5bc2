// Commands whose work is done by another part of the page: where no part has said so, they are not offered.

import type { RoomView } from "../room-view.ts";
import type { SlashOutcome } from "./slash-command.ts";

export type HookedCommand = "search" | "poll";
type Hook = (view: RoomView, rest: string) => SlashOutcome | Promise<SlashOutcome>;

const hooks = new Map<HookedCommand, Hook>();

/** From now on `/search` or `/poll` does this. */
export function hookSlash(name: HookedCommand, hook: Hook): void {
  hooks.set(name, hook);
}

export function slashHook(name: HookedCommand): Hook | undefined {
  return hooks.get(name);
}

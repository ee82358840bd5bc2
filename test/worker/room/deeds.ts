// Commands as these tests ask for them, each under an id of its own where none is given.

import type { SettingsChange } from "../../../src/protocol/commands/configure.ts";
import type { ModerateCommand } from "../../../src/protocol/commands/moderate.ts";
import { newId } from "./enter.ts";

type Deed = Omit<ModerateCommand, "type" | "id" | "action" | "member">;

export const say = (text: string, id = newId()) => ({ type: "send", id, text }) as const;
export const edit = (message: number, text: string, id = newId()) => ({ type: "edit", id, message, text }) as const;
export const remove = (message: number, id = newId()) => ({ type: "remove", id, message }) as const;
export const react = (message: number, emoji: string, on = true, id = newId()) =>
  ({ type: "react", id, message, emoji, on }) as const;
export const pin = (message: number, on = true, id = newId()) => ({ type: "pin", id, message, on }) as const;
export const configure = (change: SettingsChange, id = newId()) => ({ type: "configure", id, ...change }) as const;
export const moderate = (action: ModerateCommand["action"], member: string, deed: Deed = {}, id = newId()) =>
  ({ type: "moderate", id, action, member, ...deed }) as const;
export const erase = (member?: string, id = newId()) =>
  ({ type: "erase", id, ...(member === undefined ? {} : { member }) }) as const;

// What is open over the conversation: one at a time, asked for by keys, commands and buttons alike.

import { signal } from "@preact/signals";

export type Opened = "menu" | "settings" | "switcher" | "directory" | "invite" | "help" | "poll" | "guard";

export const opened = signal<Opened | undefined>(undefined);

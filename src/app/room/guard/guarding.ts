// What of a room's moderation, or of one's own, is open over the conversation, and about whom or what.

import { signal } from "@preact/signals";
import { opened } from "../opened.ts";

export type DeskPart = "reports" | "record" | "words" | "hook";
export type Whom = { readonly id: string; readonly name: string };

export type Guarding =
  | { readonly kind: "report"; readonly message: number }
  | { readonly kind: "purge"; readonly member: Whom; readonly since?: PurgeSpan }
  | { readonly kind: "kick"; readonly member: Whom; readonly reason: string }
  | { readonly kind: "transfer"; readonly member: Whom }
  | { readonly kind: "desk"; readonly part: DeskPart }
  | { readonly kind: "ending" }
  | { readonly kind: "yours" };

/** How far back one's words are removed. */
export type PurgeSpan = "hour" | "day" | "all";

export const guarding = signal<Guarding | undefined>(undefined);

export function openGuard(next: Guarding): void {
  guarding.value = next;
  opened.value = "guard";
}

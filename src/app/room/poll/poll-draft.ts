// The poll that one is about to ask, as it was begun in the composer.

import { signal } from "@preact/signals";
import type { PollDraft } from "./poll-text.ts";

export const pollDraft = signal<PollDraft>({ question: "", options: [] });

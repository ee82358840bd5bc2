// What can be done with a message: one chunk, fetched once one is inside.

import { act } from "./act.ts";
import "./words-talk.ts";
import "./words-acts.ts";
import "./words-guard-ways.ts";
import { MessageEditor } from "./message-editor.tsx";
import { MessageOffers } from "./message-offers.tsx";
import { watchActing } from "./watch-acting.ts";
import { watchSwipes } from "./watch-swipes.ts";

export const acts = { act, MessageEditor, MessageOffers, watchActing, watchSwipes };

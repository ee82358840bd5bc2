// What can be done with a message: one chunk, fetched once one is inside.

import { act } from "./act.ts";
import "./words-talk.ts";
import "./words-acts.ts";
import "./words-guard-ways.ts";
import { MessageActions } from "./message-actions.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { watchActing } from "./watch-acting.ts";

export const acts = { act, MessageActions, MessageEditor, watchActing };

// What can be done with a message: one chunk, fetched once one is inside.

import { addWords } from "../shared/t.ts";
import { act } from "./act.ts";
import { enTalk } from "./en-talk.ts";
import { enActs } from "./en-acts.ts";
import { enGuardWays } from "./en-guard-ways.ts";
import { MessageActions } from "./message-actions.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { watchActing } from "./watch-acting.ts";

addWords(enActs);
addWords(enTalk);
addWords(enGuardWays);

export const acts = { act, MessageActions, MessageEditor, watchActing };

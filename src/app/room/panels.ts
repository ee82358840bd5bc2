// The panels of threads, pins and what stands behind a message: one chunk, fetched once one is opened.

import { addWords } from "../shared/t.ts";
import { enTalk } from "./en-talk.ts";
import { TalkPanelView } from "./talk-panel.tsx";

addWords(enTalk);

export const panels = { TalkPanelView };

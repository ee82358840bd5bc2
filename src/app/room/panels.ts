// The panels of threads, pins and what stands behind a message: one chunk, fetched once one is opened.

import "./words-talk.ts";
import { TalkPanelView } from "./talk-panel.tsx";

export const panels = { TalkPanelView };

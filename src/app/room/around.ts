// Commands, and what opens over the conversation: one chunk, fetched when one of them is first asked for or sooner.

import { addWords } from "../shared/t.ts";
import { Directory } from "./directory.tsx";
import { enAsked } from "./en-asked.ts";
import { enManage } from "./en-manage.ts";
import { enRooms } from "./en-rooms.ts";
import { watchNotices } from "./notifier.ts";
import { OpenedPanel } from "./opened-panel.tsx";
import { SlashBar } from "./slash/slash-bar.tsx";
import { DONE } from "./slash/slash-command.ts";
import { hookSlash } from "./slash/slash-hooks.ts";

addWords(enAsked);
addWords(enManage);
addWords(enRooms);

hookSlash("search", (view, rest) => {
  view.talk.panel.value = { kind: "find", typed: rest };
  return DONE;
});

export const around = { Directory, OpenedPanel, SlashBar, watchNotices };

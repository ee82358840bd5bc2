// Commands, and what opens over the conversation: one chunk, fetched when one of them is first asked for or sooner.

import { Directory } from "./directory.tsx";
import "./words-asked.ts";
import "./words-guard-ways.ts";
import "./words-manage.ts";
import "./words-rooms.ts";
import { offerRecovery } from "./guard/offer-recovery.ts";
import { watchNotices } from "./notifier.ts";
import { askPoll } from "./poll/slash-poll.ts";
import { OpenedPanel } from "./opened-panel.tsx";
import type { RoomView } from "./room-view.ts";
import { SlashBar } from "./slash/slash-bar.tsx";
import { DONE } from "./slash/slash-command.ts";
import { hookSlash } from "./slash/slash-hooks.ts";

hookSlash("poll", askPoll);
hookSlash("search", (view, rest) => {
  view.talk.panel.value = { kind: "find", typed: rest };
  return DONE;
});

export const around = {
  Directory,
  OpenedPanel,
  SlashBar,
  /** Called once inside. Gives what ends the watch. */
  watchNotices(view: RoomView) {
    offerRecovery(view.room);
    return watchNotices(view);
  },
};

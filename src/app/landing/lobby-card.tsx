// The lobby beside the sentence. Looking reads it over HTTP; the first click in it enters.

import { Conversation } from "../room/conversation.tsx";
import type { RoomView } from "../room/room-view.ts";
import { StatusWord } from "../room/status.tsx";
import { useLooks } from "../room/use-looks.ts";
import { LOBBY } from "../room/visited-rooms.ts";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";

const TalkPanelView = deferred(async () => (await import("../room/panels.ts")).panels.TalkPanelView);

export function LobbyCard({ view }: { view: RoomView }) {
  useLooks(view);
  const count = view.members.value.count;
  return (
    <section
      class="lobby-card"
      aria-labelledby="lobby-title"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button, dialog") === null) void view.enter();
      }}
    >
      <header>
        <h2 id="lobby-title">{t("landing.lobby")}</h2>
        <StatusWord view={view} />
        <span class="spring" />
        {count > 0 && <span class="quiet">{t("members.count", { count })}</span>}
        <a
          class="button icon"
          href={`/r/${LOBBY}`}
          aria-label={t("landing.lobby.open")}
          title={t("landing.lobby.open")}
        >
          <Icon path={icons.open} size={18} />
        </a>
      </header>
      <Conversation view={view} />
      {view.talk.panel.value !== undefined && <TalkPanelView view={view} sheet />}
    </section>
  );
}
